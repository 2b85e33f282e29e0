/** What a capacity plan reads of the network: bookings, activation, and how long new partners take. */
import type { DimensionId, Filter } from '../../api/documents/query.ts';
import type { Cell } from '../../api/results.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { compilePieces } from '../../metrics/compile.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { runTable } from '../../metrics/run.ts';
import { addDays, addMonths } from '../../network/dates.ts';
import { unitsOf } from '../exact.ts';
import { type Days, periodText, windowOver } from '../year.ts';

/** Recruits of so many months are looked at. */
export const RECRUIT_MONTHS = 36;
const DAYS_A_MONTH = 365.25 / 12;
const MOST_MONTHS = 60;

/** Bookings by the values of a dimension, in units of 10^-4; the whole network without one. */
export async function bookingsBy(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  { by, where, days }: { readonly by: DimensionId | null; readonly where: readonly Filter[]; readonly days: Days },
  { signal }: RunOptions = {},
): Promise<ReadonlyMap<string | null, bigint>> {
  const pieces = { amount: findMetric('won_amount').pieces.value! };
  const asked = { network, by: by === null ? [] : [by], where, window: windowOver(network, days), pieces };
  const { sql, bindings } = compilePieces(asked);
  const rows = await reader.rows<Record<string, Cell>>(sql, bindings, { signal });
  return new Map(rows.map((row) => [by === null ? null : (row[by] as string | null), unitsOf(row.amount)]));
}

export interface PartnerSales {
  readonly amount: bigint;
  readonly deals: number;
}

export async function salesByPartner(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  days: Days,
  { signal }: RunOptions = {},
): Promise<ReadonlyMap<string, PartnerSales>> {
  const pieces = {
    amount: findMetric('won_amount').pieces.value!,
    deals: findMetric('won_count').pieces.value!,
  };
  const { sql, bindings } = compilePieces({
    network,
    by: ['partner'],
    where: [],
    window: windowOver(network, days),
    pieces,
  });
  type Row = { partner: string; amount: string | null; deals: number | null };
  const rows = await reader.rows<Row>(sql, bindings, { signal });
  return new Map(
    rows.map(({ partner, amount, deals }) => [partner, { amount: unitsOf(amount), deals: Number(deals ?? 0) }]),
  );
}

export interface Activation {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Recruiting {
  readonly by: ReadonlyMap<string | null, Activation>;
  readonly network: Activation;
  /** Months by which half of the recruits have won a first deal; null when that is not known. */
  readonly monthsToFirstDeal: number | null;
}

/** Of the partners recruited in the three years to the day: how many won a deal, and after how long. */
export async function readRecruiting(
  context: QueryContext,
  by: DimensionId,
  asOf: string,
  { signal }: RunOptions = {},
): Promise<Recruiting> {
  const period = periodText({ from: addDays(addMonths(asOf, -RECRUIT_MONTHS), 1), to: asOf });
  const [rates, first] = await Promise.all([
    runTable(context, { metrics: ['activation_rate'], by: [by], where: [], period }, { signal }),
    runTable(context, { metrics: ['time_to_first_deal'], by: [], where: [], period }, { signal }),
  ]);
  const activation = (row: Readonly<Record<string, Cell>>): Activation => ({
    numerator: Number(row.activation_rate__numerator ?? 0),
    denominator: Number(row.activation_rate__denominator ?? 0),
  });
  const days = first.total.time_to_first_deal;
  return {
    by: new Map(rates.rows.map((row) => [row[by] as string | null, activation(row)])),
    network: activation(rates.total),
    monthsToFirstDeal:
      typeof days === 'number' ? Math.min(MOST_MONTHS, Math.max(1, Math.ceil(days / DAYS_A_MONTH))) : null,
  };
}
