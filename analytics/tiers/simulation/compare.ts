/** A program's levels beside those they are compared with, partner by partner: what every answer of the lab is made of. */
import type { Filter } from '../../api/documents/query.ts';
import type { TierCase } from '../../api/documents/tierCase.ts';
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { Against, TierBasis, TierRun } from '../../api/tiers.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { Lab, LabOptions } from '../../metrics/lab.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import { addMonths } from '../../network/dates.ts';
import { lastQuarterEnd } from '../../network/period.ts';
import { formatDate } from '../../present/dates.ts';
import { numbers } from '../../present/numbers.ts';
import { NONE } from '../levelNames.ts';
import { dayNotes } from './dayNotes.ts';
import { checked, LabReader, type Roster } from './labReader.ts';
import { type Migration, migration } from './matrix.ts';
import { orderBy } from './order.ts';
import { keptOutcome, type Outcome, outcomeOf, type Registers } from './outcome.ts';
import { type Standings, standings } from './protect.ts';
import { narrowed, type Readings } from './readings.ts';
import { type RegionIndex, regionIndex } from './regions.ts';
import { type Former, formerByName, formerByProgram, type NamedLevel } from './standing.ts';
import type { YearFacts } from './yearFacts.ts';

export interface CompareRequest extends TierCase {
  /** Levels by SQL, the answer of record, instead of by the kernel. */
  readonly record?: boolean | undefined;
}

/** The partners looked at, and what of them no threshold moves. Everything goes by their index. */
interface View {
  /** Those of the program, or some of them. */
  readonly population: Roster;
  /** Index in the roster of the program, by partner of the population; null when they are the same. */
  readonly places: Int32Array | null;
  readonly year: YearFacts;
  readonly regions: RegionIndex;
  readonly standings: Standings;
  /** Most bookings first. */
  readonly byBookings: Int32Array;
}

export interface Comparison extends View {
  readonly reader: LabReader;
  readonly program: TierProgram;
  readonly baselineProgram: TierProgram | null;
  readonly asOf: string;
  readonly run: TierRun;
  readonly against: Against;
  readonly registers: Registers;
  readonly record: boolean;
  readonly outcome: Outcome;
  /** What levels are compared with, when a program gave it; and what changes are told against. */
  readonly former: Former;
  readonly baseline: Outcome | null;
  readonly levels: readonly NamedLevel[];
  readonly after: Int8Array;
  /** Levels under the baseline program, as indices there; null without one. */
  readonly baselineLevels: Int8Array | null;
  readonly readings: Readings;
  readonly baselineReadings: Readings | null;
  readonly migration: Migration;
  readonly basis: TierBasis;
  readonly locale: string;
}

/** Works on a comparison, which holds until the work is done. */
export async function comparing<T>(
  context: QueryContext,
  lab: Lab,
  tierCase: CompareRequest,
  registers: Registers,
  options: LabOptions,
  work: (comparison: Comparison) => T | Promise<T>,
): Promise<T> {
  const program = checked(context, lab, tierCase.program);
  const reader = new LabReader(context, lab, program, options);
  try {
    return await work(await compare(reader, program, tierCase, registers));
  } finally {
    reader.giveBack();
  }
}

async function compare(
  reader: LabReader,
  program: TierProgram,
  tierCase: CompareRequest,
  registers: Registers,
): Promise<Comparison> {
  const { context } = reader;
  const { network } = context;
  const { locale } = network.policy;
  const asOf = tierCase.asOf ?? lastQuarterEnd(network);
  const roster = await reader.roster(asOf, program.where);
  const held = await reader.inForce(asOf, roster);
  const hasLevels = held.some((name) => name !== null);
  const run = tierCase.run ?? (program.review && hasLevels ? 'review' : 'date');
  const against = tierCase.against ?? (hasLevels ? IN_FORCE : { kind: 'date' as const, on: addMonths(asOf, -12) });
  const applied = tierCase.exceptions ? registers : { ...registers, exceptions: [] };

  const told = against.kind === 'program' ? against.program : tierCase.baseline;
  const baselineProgram = told === undefined ? null : reader.checked(told);
  const common = { asOf, run, registers: applied, record: tierCase.record } as const;
  const outcome = await outcomeOf(reader, { ...common, program });
  const baseline = baselineProgram
    ? await keptOutcome(reader.inCurrencyOf(baselineProgram), { ...common, program: baselineProgram })
    : null;
  const earlier = against.kind === 'date' ? await keptOutcome(reader, { ...common, asOf: against.on, program }) : null;

  const view = await viewOf(reader, asOf, roster, [...program.where, ...tierCase.where]);
  const { population, places, year } = view;
  const levels = outcome.compiled.levels.map(({ id, label }) => ({ id, label }));
  const after = aligned(outcome, population);
  const baselineLevels = baseline ? aligned(baseline, population) : null;
  const former = formerOf(reader, levels, against.kind, population, { outcome, baseline, earlier, baselineLevels });
  const moves = migration(levels, former, after, year.bookings);
  const readings = places ? narrowed(outcome.readings, places) : outcome.readings;
  return {
    reader,
    program,
    baselineProgram,
    asOf,
    run,
    against: against.kind,
    registers: applied,
    record: tierCase.record === true,
    outcome,
    former,
    baseline,
    ...view,
    levels,
    after,
    baselineLevels,
    readings,
    baselineReadings: baseline && readingsFor(baseline, population),
    migration: moves,
    locale,
    basis: {
      program: { id: program.id, name: program.name, version: program.version },
      against: againstWords(against, baselineProgram, asOf, locale),
      asOf,
      run,
      population: population.ids.length,
      currency: program.currency ?? network.policy.baseCurrency,
      dataVersion: context.dataVersion,
      policyVersion: context.policyVersion,
      ...measuredDays(outcome, context),
      notes: [
        ...dayNotes(outcome.compiled, asOf, network),
        ...(against.kind === 'date' ? dayNotes(outcome.compiled, against.on, network) : []),
        ...outcome.notes,
        ...former.notes,
        ...overlapNotes(year, locale),
      ],
    },
  };
}

async function viewOf(reader: LabReader, asOf: string, roster: Roster, where: readonly Filter[]): Promise<View> {
  const population = await reader.roster(asOf, where);
  const year = await reader.year(asOf, population);
  const { key, ids, partners } = population;
  const places = () => {
    const value = Int32Array.from(ids, (id) => roster.indexOf.get(id)!);
    return { value, bytes: value.byteLength };
  };
  const regions = () => {
    const value = regionIndex(partners.map(({ region }) => region));
    return { value, bytes: value.of.byteLength };
  };
  const standing = () => {
    const value = standings(asOf, year.bookings, year.earlier, year.since);
    return { value, bytes: value.reasons.byteLength };
  };
  const order = () => {
    const value = orderBy(year.bookings);
    return { value, bytes: value.byteLength };
  };
  return {
    population,
    places: key === roster.key ? null : reader.made(`places ${key} in ${roster.key}`, places),
    year,
    regions: reader.made(`regions ${key}`, regions),
    standings: reader.madeInCurrency(`standings ${key}`, standing),
    byBookings: reader.madeInCurrency(`order ${key}`, order),
  };
}

const IN_FORCE = { kind: 'in-force' } as const;

/** Levels of an outcome for other partners than its roster; who is not in it has none. */
function aligned({ roster, levels }: Outcome, population: Roster): Int8Array {
  if (population.key === roster.key) return levels;
  return Int8Array.from(population.ids, (id) => levels[roster.indexOf.get(id) ?? -1] ?? NONE);
}

/** The readings of an outcome for other partners than its roster; null when some of them are not in it. */
function readingsFor({ roster, readings }: Outcome, population: Roster): Readings | null {
  if (population.key === roster.key) return readings;
  const places = Int32Array.from(population.ids, (id) => roster.indexOf.get(id) ?? -1);
  return places.includes(-1) ? null : narrowed(readings, places);
}

function formerOf(
  reader: LabReader,
  levels: readonly NamedLevel[],
  against: Against,
  population: Roster,
  {
    outcome,
    baseline,
    earlier,
    baselineLevels,
  }: { outcome: Outcome; baseline: Outcome | null; earlier: Outcome | null; baselineLevels: Int8Array | null },
): Former {
  if (against === 'program' && baseline && baselineLevels) {
    return formerByProgram(levels, { levels: baseline.compiled.levels, of: baselineLevels });
  }
  if (earlier) return formerByProgram(levels, { levels, of: aligned(earlier, population) });
  const { roster, inForce } = outcome;
  const names = JSON.stringify(levels.map(({ id, label }) => [id, label]));
  return reader.made(`former ${names} ${population.key} in ${roster.key}`, () => {
    const held =
      population.key === roster.key ? inForce : population.ids.map((id) => inForce[roster.indexOf.get(id)!]!);
    const value = formerByName(levels, held);
    return { value, bytes: value.of.byteLength };
  });
}

function againstWords(
  against: NonNullable<TierCase['against']>,
  baseline: TierProgram | null,
  asOf: string,
  locale: string,
): string {
  switch (against.kind) {
    case 'in-force':
      return `In force, ${formatDate(asOf, locale)}`;
    case 'date':
      return `On ${formatDate(against.on, locale)}`;
    case 'program':
      return baseline!.name;
  }
}

/** First and last day that a measure looks at, on any day of the run. */
function measuredDays(
  { compiled, asOfs }: Pick<Outcome, 'compiled' | 'asOfs'>,
  { network }: QueryContext,
): { from: string; to: string } {
  const measures = [...compiled.measures, ...compiled.held.flatMap((held) => held.measures)];
  const days = measures.flatMap(({ measure }) =>
    [measure.window, measure.per?.window].flatMap((window) => {
      if (!window) return [];
      return asOfs.map((asOf) => {
        const found = resolveWindow(window, asOf, network);
        return found === 'since-anniversary' ? { from: addMonths(asOf, -12), to: asOf } : found;
      });
    }),
  );
  const first = days.map(({ from }) => from).sort()[0] ?? asOfs[0]!;
  const last =
    days
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? asOfs.at(-1)!;
  // What looks at everything begins with the data.
  return { from: [first, network.horizon.from].sort()[1]!, to: last };
}

function overlapNotes({ overlap }: YearFacts, locale: string): string[] {
  return overlap === null
    ? []
    : [
        `Partners share deals: their bookings add up to ${numbers(locale).compact(overlap)} more than those of the network.`,
      ];
}
