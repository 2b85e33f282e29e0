/** The program of the next year, from that of this one. */
import type { Measure } from '../api/documents/measure.ts';
import type { Grandfather, TierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import { planMeasure } from '../metrics/measures/planMeasure.ts';
import { addDays, addMonths, dayNumber, monthOrdinal } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import { type Edit, type Path, valueAt, withValues } from '../rules/documents/edit.ts';
import { multiplied } from '../rules/sellable.ts';
import { measuresOf, type Visit, visitsOf } from './check/walk.ts';

export interface Roll {
  readonly effectiveFrom: string;
  /** Multiplies thresholds of money and points. */
  readonly factor: number;
  readonly proRateFromDays?: number | undefined;
  readonly honourUntil?: string | undefined;
}

/** Where a test has its figures. */
const THRESHOLDS = ['value', 'exitValue'] as const;
const REGIONAL = ['valueByRegion', 'exitValueByRegion'] as const;

/**
 * The next version of a program:
 *
 * - It begins on `effectiveFrom` and lasts as long as the old one does. Windows between fixed days move along.
 * - Thresholds of money and points are multiplied and rounded to figures that can be said aloud (`sellable`). How points
 *   are earned, ranks, counts and benefits stay.
 * - With `proRateFromDays`, measures that grow with their window are scaled up for joiners, unless they are already.
 * - With `honourUntil`, everybody keeps the level held on the last day of the old program until that day.
 * - Floors and grandfather rules that end before it begins are left out.
 *
 * @param program a checked program
 * @throws QuarterdeckError `bad-request` when the days do not follow each other.
 */
export function rollProgram(program: TierProgram, roll: Roll, network: Network): TierProgram {
  const { effectiveFrom, factor, honourUntil } = roll;
  checkDays(program, roll);
  const visits = visitsOf(program);
  const edits = [
    ...visits.flatMap((visit) => raised(visit, factor, network)),
    ...proRated(program, visits, roll.proRateFromDays, network),
    ...movedWindows(program, visits, effectiveFrom),
  ];
  const { review, effectiveTo, ...rolled } = withValues(program, edits);
  const lasting = program.grandfather.filter(({ until }) => until >= effectiveFrom);
  return {
    ...rolled,
    version: program.version + 1,
    effectiveFrom,
    ...(effectiveTo === undefined ? {} : { effectiveTo: newEnd(program, effectiveTo, effectiveFrom) }),
    source: { text: sourceText(program, factor) },
    ...(review && {
      review: { ...review, floors: review.floors.filter(({ floorUntil }) => floorUntil >= effectiveFrom) },
    }),
    grandfather:
      honourUntil === undefined ? lasting : [...lasting, honoured(program, lasting, effectiveFrom, honourUntil)],
  };
}

function checkDays(program: TierProgram, { effectiveFrom, honourUntil }: Roll): void {
  if (program.effectiveFrom !== undefined && effectiveFrom <= program.effectiveFrom) {
    throw new QuarterdeckError(
      'bad-request',
      `The new program begins on ${effectiveFrom}, but the one it follows begins on ${program.effectiveFrom}. Choose a later day.`,
    );
  }
  if (honourUntil !== undefined && honourUntil < effectiveFrom) {
    throw new QuarterdeckError(
      'bad-request',
      `Old levels are to be honoured until ${honourUntil}, which is before the new program begins on ${effectiveFrom}. Choose a later day, or leave it out.`,
    );
  }
}

function raised({ requirement, path }: Visit, factor: number, network: Network): Edit[] {
  if (factor === 1) return [];
  if (!('score' in requirement) && !('metric' in requirement && isMoney(requirement, network))) return [];
  const times = (value: string) => multiplied(value, factor);
  return [
    ...THRESHOLDS.flatMap((key) => {
      const value = requirement[key];
      return value === undefined ? [] : [{ path: [...path, key], value: times(value) }];
    }),
    ...REGIONAL.flatMap((key) =>
      Object.entries(requirement[key] ?? {}).map(([group, value]) => ({
        path: [...path, key, group],
        value: times(value),
      })),
    ),
  ];
}

function isMoney(test: Measure, network: Network): boolean {
  return planMeasure(test, network).unit === 'money';
}

function proRated(
  program: TierProgram,
  visits: readonly Visit[],
  fromDays: number | undefined,
  network: Network,
): Edit[] {
  if (fromDays === undefined) return [];
  const proRateJoiners = { fromDays };
  return judged(program, visits)
    .filter(({ measure }) => !measure.proRateJoiners && isPlanned({ ...measure, proRateJoiners }, network))
    .map(({ path }) => ({ path: [...path, 'proRateJoiners'], value: proRateJoiners }));
}

/** The measures that levels depend on: those of benefits are what is paid for, and stay. */
function judged(program: TierProgram, visits: readonly Visit[]) {
  return measuresOf(program, visits).filter(({ path }) => path.at(-1) !== 'of');
}

/** Whether the measure can be what it says: only figures that grow with their window can be scaled up. */
function isPlanned(measure: Measure, network: Network): boolean {
  try {
    planMeasure(measure, network);
    return true;
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError) return false;
    throw thrown;
  }
}

/** Windows between fixed days, wherever they are. Without a former beginning nothing says how far they move. */
function movedWindows(program: TierProgram, visits: readonly Visit[], effectiveFrom: string): Edit[] {
  const { effectiveFrom: began } = program;
  if (began === undefined) return [];
  const places = [
    ...measuresOf(program, visits).flatMap(({ path }) => [
      [...path, 'window'],
      [...path, 'per', 'window'],
    ]),
    ...visits.map(({ path }) => [...path, 'within']),
  ];
  return places.flatMap((path: Path) => {
    const window = valueAt(program, path) as Measure['window'];
    if (window?.kind !== 'between') return [];
    const move = (day: string) => movedDay(day, began, effectiveFrom);
    return [{ path, value: { ...window, from: move(window.from), to: move(window.to) } }];
  });
}

/** As far as the beginning has moved: by whole months where it has. */
function movedDay(day: string, began: string, begins: string): string {
  const months = monthOrdinal(begins) - monthOrdinal(began);
  return addMonths(began, months) === begins
    ? addMonths(day, months)
    : addDays(day, dayNumber(begins) - dayNumber(began));
}

/** The last day, when the program lasts as long as before; a year when its beginning was not known. */
function newEnd({ effectiveFrom: began }: TierProgram, ended: string, begins: string): string {
  if (began === undefined) return addDays(addMonths(begins, 12), -1);
  return addDays(movedDay(addDays(ended, 1), began, begins), -1);
}

function sourceText({ name, version }: TierProgram, factor: number): string {
  const times = factor === 1 ? '' : `; thresholds of money and points × ${factor}, rounded`;
  return `Rolled forward from version ${version} of “${name}”${times}.`;
}

function honoured(
  { version }: TierProgram,
  others: readonly Grandfather[],
  effectiveFrom: string,
  until: string,
): Grandfather {
  const taken = new Set(others.map(({ id }) => id));
  const name = `honour-${version}`;
  let id = name;
  for (let next = 2; taken.has(id); next++) id = `${name}-${next}`;
  return {
    id,
    label: `Levels of version ${version} honoured`,
    where: [],
    heldOn: addDays(effectiveFrom, -1),
    keepLevel: 'held',
    until,
    enabled: true,
  };
}
