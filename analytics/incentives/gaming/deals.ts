/** Deals as they closed: days for the ends of quarters, and deals with one customer that may be one. */
import type { Filter } from '../../api/documents/query.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { Binder } from '../../metrics/sql.ts';
import { dayNumber } from '../../network/dates.ts';
import { dateLiteral } from '../../network/network.ts';
import { lastDay } from '../../network/period.ts';
import { partnerAttributes } from '../../network/roster.ts';
import type { IncentiveDesk } from '../desk.ts';
import { keptTables } from '../lab/keptTables.ts';
import { rateRows } from '../rate.ts';
import { conditionOf } from '../rowFilters.ts';
import { tenThousandths } from '../settle.ts';
import type { SideRequest } from '../side.ts';
import type { LineUnits } from './lineUnits.ts';
import { findPullForward, type PullForward, type QuarterDays } from './quarterEnd.ts';
import type { DealToJudge } from './splitDeals.ts';

export interface QuarterEnds extends PullForward {
  /** The same is found where a quarter does not end. */
  readonly everyMonth: boolean;
}

/**
 * Won deals of partners by day, held against the ends of the complete fiscal quarters of the period. Where other months end
 * the same way, deals are booked so, and nothing is found.
 */
export async function readQuarterEnds(
  { context }: IncentiveDesk,
  { period, where }: { readonly period: ResolvedPeriod; readonly where: readonly Filter[] },
  options: LabOptions,
): Promise<QuarterEnds> {
  const { network } = context;
  const closed = await readClosedDays(
    { context },
    { from: period.from, to: lastDay(period), on: period.to, where },
    options,
  );
  const days = Float64Array.from(closed, ({ day }) => day);
  const found = findPullForward(days, quartersOf(network, period, 0));
  const everyMonth =
    found.verdict === 'found' &&
    [1, 2].every((shift) => findPullForward(days, quartersOf(network, period, shift)).verdict === 'found');
  return everyMonth ? { ...found, moved: null, verdict: 'not found', everyMonth } : { ...found, everyMonth };
}

/** A day on which a partner won a deal, in days since 1970. */
export interface ClosedDay {
  readonly partner: string;
  readonly day: number;
}

/** Days on which deals of partners were won. @param asked `on` is the day on which partners are as `where` says */
export async function readClosedDays(
  { context: { network, reader } }: Pick<IncentiveDesk, 'context'>,
  asked: { readonly from: string; readonly to: string; readonly on: string; readonly where: readonly Filter[] },
  options: LabOptions,
): Promise<readonly ClosedDay[]> {
  const { from, to, on, where } = asked;
  const binder = new Binder();
  return reader.rows<{ partner: string; day: number }>(
    `SELECT d.partner_id AS partner, CAST(d.closed_on - DATE '1970-01-01' AS INTEGER) AS day FROM ${network.table('deal')} d
     JOIN ${partnerAttributes(network, on)} p ON p.partner_id = d.partner_id
     WHERE d.outcome = 'won' AND d.closed_on BETWEEN ${dateLiteral(from)} AND ${dateLiteral(to)} ${chosenBy(where, binder)}`,
    binder.bindings,
    { signal: options.signal },
  );
}

function chosenBy(where: readonly Filter[], binder: Binder): string {
  return where.length > 0 ? `AND (${conditionOf(where, (value) => binder.bind(value))})` : '';
}

/** Won deals of partners with a customer, in the currency that they were made in: a limit is a figure on paper. */
export async function readWonDeals(
  { context: { network, reader } }: IncentiveDesk,
  { period, where }: { readonly period: ResolvedPeriod; readonly where: readonly Filter[] },
  options: LabOptions,
): Promise<DealToJudge[]> {
  const binder = new Binder();
  const rows = await reader.rows<{ id: string; partner: string; customer: string; day: number; amount: string }>(
    `SELECT d.deal_id AS id, d.partner_id AS partner, d.customer, CAST(d.closed_on - DATE '1970-01-01' AS INTEGER) AS day,
       CAST(d.amount AS DECIMAL(38,4)) AS amount
     FROM ${network.table('deal')} d JOIN ${partnerAttributes(network, period.to)} p ON p.partner_id = d.partner_id
     WHERE d.outcome = 'won' AND d.customer IS NOT NULL AND d.amount > 0
       AND d.closed_on BETWEEN ${dateLiteral(period.from)} AND ${dateLiteral(lastDay(period))} ${chosenBy(where, binder)}`,
    binder.bindings,
    { signal: options.signal },
  );
  return rows.map(({ amount, ...deal }) => ({ ...deal, amount: tenThousandths(amount) }));
}

/** Complete fiscal quarters, or three months from so many later on. */
function quartersOf(
  { calendar, horizon }: IncentiveDesk['context']['network'],
  { from, to }: ResolvedPeriod,
  shift: number,
): QuarterDays[] {
  const quarters: QuarterDays[] = [];
  for (let ordinal = calendar.ordinalAt('quarter', from); ordinal <= calendar.ordinalAt('quarter', to); ordinal++) {
    const first = calendar.span('month', ordinal * 3 + shift).from;
    const last = calendar.span('month', ordinal * 3 + shift + 2).to;
    if (first < from || last > to || first < horizon.from || last > horizon.to) continue;
    quarters.push({ from: dayNumber(first), to: dayNumber(last) });
  }
  return quarters;
}

/** The deals that a line counts in the period, each once, in the plan's currency. */
export async function readDeals(
  desk: IncentiveDesk,
  { plan, compiled, periods }: LineUnits,
  { where, levels }: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
): Promise<DealToJudge[]> {
  const { context } = desk;
  const run = { where, levels, signal: options.signal, tables: await keptTables(desk) };
  const counted = new Set(periods.map(({ index }) => index));
  const rows = (await rateRows(context, plan, compiled.index, run)).filter(({ period }) => counted.has(period));
  const customers = await context.reader.rows<{ id: string; customer: string }>(
    `SELECT deal_id AS id, customer FROM ${context.network.table('deal')} AS deals WHERE customer IS NOT NULL AND outcome = 'won'`,
    {},
    { signal: options.signal },
  );
  const customerOf = new Map(customers.map(({ id, customer }) => [id, customer]));
  const deals = new Map<string, DealToJudge>();
  for (const { deal, partner, payee, date, base } of rows) {
    const key = JSON.stringify([payee, deal]);
    const amount = (deals.get(key)?.amount ?? 0) + tenThousandths(base);
    deals.set(key, { id: deal, partner, customer: customerOf.get(deal) ?? '', day: dayNumber(date), amount });
  }
  return [...deals.values()];
}
