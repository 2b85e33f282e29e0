/** Who holds which level on a day, and what they brought up to then. */
import { type Measure, measure } from '../../api/documents/measure.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { readMeasures } from '../../metrics/measures/readMeasures.ts';
import { levelsInForce, type RosterPartner, readRoster } from '../../metrics/roster.ts';
import { addDays } from '../../network/dates.ts';
import { dateLiteral, type Network } from '../../network/network.ts';
import { levelSpans } from '../../network/roster.ts';
import { ladderOf } from '../../present/ladder.ts';

/** What programs ask for most often, the most usual first. */
const USUAL: readonly Measure[] = [
  { metric: 'won_amount', window: 'trailing-4-quarters' },
  { metric: 'won_amount', window: 'last-fiscal-year' },
  { metric: 'certified_people' },
  { metric: 'new_logo_count', window: 'trailing-4-quarters' },
  { metric: 'sourced_amount', window: 'trailing-4-quarters' },
  { metric: 'won_count', window: 'trailing-4-quarters' },
  { metric: 'registered_count', window: 'trailing-4-quarters' },
  { metric: 'growth', window: 'trailing-4-quarters' },
].map((one) => measure.parse(one));

/** Levels held on `levelsOn`, measures of the windows that end on `asOf`. */
export interface MeasuredLevels {
  readonly asOf: string;
  readonly levelsOn: string;
  readonly roster: readonly RosterPartner[];
  /** Level names, lowest first. */
  readonly levels: readonly string[];
  /** Whether the order comes from the names; else from what their holders bring. */
  readonly ordered: boolean;
  /** Index in `levels` by partner, −1 for none. */
  readonly held: Int8Array;
  /** Measures with data, and their figures by partner in whole numbers of 10^-4. */
  readonly measures: readonly { readonly planned: PlannedMeasure; readonly values: Float64Array }[];
}

/**
 * The newest days on which many levels began: reviews. A level that a review gave rests on what partners had brought
 * until the day before.
 */
export async function reviewDaysOf(
  { reader, network }: QueryContext,
  upTo: string,
  options: RunOptions,
): Promise<string[]> {
  if (network.profile.mainProgram === null) return [];
  const rows = await reader.rows<{ on: string }>(
    `SELECT CAST(from_on AS VARCHAR) AS "on" FROM ${levelSpans(network)} AS spans
     WHERE from_on <= ${dateLiteral(addDays(upTo, 1))} GROUP BY from_on
     HAVING count(*) >= greatest(5, 0.02 * (SELECT count(DISTINCT partner_id) FROM ${levelSpans(network)} AS spans))
     ORDER BY from_on DESC LIMIT 2`,
    {},
    options,
  );
  return rows.map(({ on }) => on);
}

/** @throws QuarterdeckError `bad-request` when partners hold fewer than two levels. */
export async function readLevels(
  context: QueryContext,
  { asOf, levelsOn }: { readonly asOf: string; readonly levelsOn: string },
  options: RunOptions = {},
): Promise<MeasuredLevels> {
  const roster = await readRoster(context, { on: levelsOn, where: [] }, options);
  const partners = roster.map(({ id }) => id);
  const names = await levelsInForce(context, { on: levelsOn, partners }, options);
  const distinct = [...new Set(names.filter((name) => name !== null))].sort();
  if (distinct.length < 2) throw tooFewLevels(distinct[0], levelsOn);
  const plans = USUAL.flatMap((usual) => planned(usual, context.network));
  const table = await readMeasures(context, { measures: plans, asOfs: [asOf], partners }, options);
  const measures = plans.flatMap((plan) => {
    const values = table.column(plan.key);
    return values.some((value) => value > 0) ? [{ planned: plan, values }] : [];
  });
  const ladder = ladderOf(distinct);
  const levels = ladder.known ? ladder.levels : byFigures(distinct, names, measures[0]?.values);
  const held = Int8Array.from(names, (name) => (name === null ? -1 : levels.indexOf(name)));
  return { asOf, levelsOn, roster, levels, ordered: ladder.known, held, measures };
}

function tooFewLevels(only: string | undefined, on: string): QuarterdeckError {
  const found = only === undefined ? 'No partner holds a level' : `All partners hold the same level, “${only}”,`;
  return new QuarterdeckError(
    'bad-request',
    `${found} on ${on}. Load a file with the level of each partner, or start from a template or a pasted table.`,
  );
}

/** A measure that this network cannot answer is no reason to refuse the others. */
function planned(usual: Measure, network: Network): PlannedMeasure[] {
  try {
    return [planMeasure(usual, network)];
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError) return [];
    throw thrown;
  }
}

/** Levels by the median of what their holders bring. */
function byFigures(
  levels: readonly string[],
  names: readonly (string | null)[],
  values: Float64Array | undefined,
): string[] {
  const median = (level: string) => {
    const own = Float64Array.from(
      [...names.keys()].filter((partner) => names[partner] === level),
      (partner) => values?.[partner] ?? 0,
    );
    return own.sort()[own.length >> 1] ?? 0;
  };
  const medians = new Map(levels.map((level) => [level, median(level)]));
  return [...levels].sort((a, b) => medians.get(a)! - medians.get(b)! || (a < b ? -1 : 1));
}
