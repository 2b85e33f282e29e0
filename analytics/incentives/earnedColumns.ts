/** What lines of a plan earned, on columns; amounts are whole numbers of 1/10,000. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import { parseDecimal, rescale } from '../present/decimal.ts';
import type { PayPeriod } from './periods.ts';

/** Rows by payee, then period. */
export interface EarnedColumns {
  readonly line: PlanLine;
  readonly periods: readonly PayPeriod[];
  readonly payees: readonly string[];
  /** Places in `payees`; rows of one payee lie together. */
  readonly payeeOf: Int32Array;
  /** Indices of periods. */
  readonly periodOf: Int32Array;
  /** What the line counts: money in the plan's currency, or units. */
  readonly base: Float64Array;
  readonly earned: Float64Array;
}

/** Whole numbers of 1/10,000 of exact decimal text. */
export function tenThousandths(text: string): number {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`“${text}” is no decimal.`);
  return Number(rescale(parsed, 4).units);
}

export function millionths(share: string): number {
  return Number(rescale(parseDecimal(share)!, 6).units);
}

type LimitPeriod = NonNullable<IncentivePlan['pool']>['period'];

/** The period of a pool, or of a cap over all lines, that holds the end of a line's. */
export function limitPeriod(period: LimitPeriod, end: string, calendar: FiscalCalendar): string {
  if (period === 'campaign') return 'campaign';
  if (period === 'half-year') return `half ${Math.floor(calendar.ordinalAt('quarter', end) / 2)}`;
  return `${period} ${calendar.ordinalAt(period, end)}`;
}

/** The days of that period; the checked plan has those of a campaign. */
export function limitSpan(
  { effectiveFrom, effectiveTo }: IncentivePlan,
  period: LimitPeriod,
  end: string,
  calendar: FiscalCalendar,
): { readonly from: string; readonly to: string } {
  if (period === 'campaign') return { from: effectiveFrom!, to: effectiveTo! };
  if (period !== 'half-year') return calendar.span(period, calendar.ordinalAt(period, end));
  const first = Math.floor(calendar.ordinalAt('quarter', end) / 2) * 2;
  return { from: calendar.span('quarter', first).from, to: calendar.span('quarter', first + 1).to };
}
