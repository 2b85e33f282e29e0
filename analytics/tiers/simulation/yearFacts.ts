/** What a simulation tells of partners beside their levels: a year's figures, the year before, since when they are there. */

import { QuarterdeckError } from '../../api/errors.ts';
import type { Cell } from '../../api/results.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { runTable } from '../../metrics/run.ts';
import { addDays, addMonths } from '../../network/dates.ts';
import { parseDecimal, rescale, toDrawn } from '../../present/decimal.ts';
import type { MetricColumns } from './figures.ts';

/** Figures that stand beside every level: what its partners bring, what they cost, how able they are. */
export const LEVEL_METRICS = [
  'won_amount',
  'won_count',
  'avg_deal',
  'win_rate',
  'margin',
  'margin_rate',
  'payout_amount',
  'payout_rate',
  'certified_people',
] as const;

export interface YearFacts {
  /** First and last day of the year that the figures are of. */
  readonly from: string;
  readonly to: string;
  /** Figures of the year by partner, in whole numbers of 10^-4. */
  readonly metrics: readonly MetricColumns[];
  /** Bookings of the year and of the year before; NaN for none. */
  readonly bookings: Float64Array;
  readonly earlier: Float64Array;
  /** The first agreement or level; null when unknown. */
  readonly since: readonly (string | null)[];
  /** Of the whole network in the year; null without known costs. */
  readonly marginRate: number | null;
  /** How far bookings of partners add up to more than those of the network, because they share deals; null when not. */
  readonly overlap: string | null;
}

export const factBytes = ({ bookings, metrics }: YearFacts): number =>
  bookings.length * (40 + 8 * (2 + 2 * metrics.length));

/**
 * Reads the year that ends on the day.
 * @param partners ids in the order of the roster
 */
export async function readFacts(
  context: QueryContext,
  asOf: string,
  partners: readonly string[],
  options: RunOptions,
): Promise<YearFacts> {
  const year = { from: yearStart(asOf), to: asOf };
  const before = { from: yearStart(addDays(year.from, -1)), to: addDays(year.from, -1) };
  const place = new Map(partners.map((id, index) => [id, index]));
  const [now, then, since] = await Promise.all([
    read(context, LEVEL_METRICS, year, options),
    read(context, ['won_amount'], before, options),
    readSince(context, place, options),
  ]);
  const column = (rows: readonly Readonly<Record<string, Cell>>[], key: string): Float64Array => {
    const figures = new Float64Array(partners.length).fill(Number.NaN);
    for (const row of rows) {
      const partner = place.get(String(row.partner));
      if (partner !== undefined) figures[partner] = unitsOf(row[key] ?? null);
    }
    return figures;
  };
  const metrics = LEVEL_METRICS.map((id): MetricColumns => {
    const { unit, kind } = findMetric(id);
    if (kind !== 'ratio') return { id, unit, value: column(now.rows, id) };
    const part = (side: string) => column(now.rows, `${id}__${side}`);
    return { id, unit, numerator: part('numerator'), denominator: part('denominator') };
  });
  const marginRate = now.total.margin_rate;
  return {
    ...year,
    metrics,
    bookings: column(now.rows, 'won_amount'),
    earlier: column(then.rows, 'won_amount'),
    since,
    marginRate: marginRate === undefined ? null : toDrawn(marginRate),
    overlap: now.basis.overlap?.amount ?? null,
  };
}

/** The first day of the year that ends on the day. */
export function yearStart(asOf: string): string {
  return addDays(addMonths(asOf, -12), 1);
}

function read(
  context: QueryContext,
  metrics: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
  options: RunOptions,
) {
  return runTable(context, { metrics: [...metrics], by: ['partner'], where: [], period: `${from}..${to}` }, options);
}

async function readSince(
  { reader, network }: QueryContext,
  place: ReadonlyMap<string, number>,
  options: RunOptions,
): Promise<(string | null)[]> {
  const rows = await reader.rows<{ partner: string; since: string | null }>(
    `SELECT d.partner_id AS partner, least(coalesce(d.agreement_start, d.onboarded_on), first.from_on) AS since
     FROM ${network.table('partner')} d LEFT JOIN (
       SELECT partner_id, min(from_on) AS from_on FROM ${network.table('enrollment')} AS enrollments GROUP BY partner_id
     ) first ON first.partner_id = d.partner_id`,
    {},
    options,
  );
  const since = new Array<string | null>(place.size).fill(null);
  for (const row of rows) {
    const partner = place.get(row.partner);
    if (partner !== undefined) since[partner] = row.since;
  }
  return since;
}

/** A cell in whole numbers of 10^-4; NaN for none. */
function unitsOf(cell: Cell): number {
  if (cell === null || typeof cell === 'boolean') return Number.NaN;
  if (typeof cell === 'number') return Math.round(cell * 10 ** MEASURE_SCALE);
  const exact = parseDecimal(cell);
  if (!exact) return Number.NaN;
  const units = Number(rescale(exact, MEASURE_SCALE).units);
  if (Number.isSafeInteger(units)) return units;
  throw new QuarterdeckError(
    'bad-request',
    `A partner’s figure of ${cell} is too large to be simulated exactly: the most is 900 billion. Set a base currency with a larger unit in the policy.`,
  );
}
