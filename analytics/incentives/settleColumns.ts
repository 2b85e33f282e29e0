/**
 * Settlement of a plan on columns: which amounts meet in a year's cap, a cap over all lines, a pool, a minimum payment. The steps themselves are
 * those of analytics/rules/settlement/pay.ts. Amounts are whole numbers of 1/10,000.
 */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import { carryForward, heldInOrder, heldInProportion, splitShare } from '../rules/settlement/pay.ts';
import { type EarnedColumns, limitPeriod, millionths, tenThousandths } from './earnedColumns.ts';
import { heldToPartner } from './partnerCap.ts';

/** What the limits leave of each row: the cap over a year, then that of the payee over all lines, and then the pool. */
export interface LimitedColumns {
  readonly capped: Float64Array;
  readonly partnerCapped: Float64Array;
  readonly pooled: Float64Array;
}

/** What becomes of it: what waits for the days of the hold-back, what goes to the fund, what is paid and what is carried on. */
export interface DueColumns {
  readonly heldBack: Float64Array;
  readonly coOp: Float64Array;
  readonly due: Float64Array;
  readonly carried: Float64Array;
}

/** In the order of the lines. */
export function limitColumns(
  plan: IncentivePlan,
  lines: readonly EarnedColumns[],
  calendar: FiscalCalendar,
): LimitedColumns[] {
  const capped = lines.map(cappedByYear);
  const partnerCapped = heldToPartner(plan, lines, capped, calendar);
  const pooled = heldToPool(plan, lines, partnerCapped, calendar);
  return capped.map((amounts, line) => ({
    capped: amounts,
    partnerCapped: partnerCapped[line]!,
    pooled: pooled[line]!,
  }));
}

function heldToPool(
  { pool, rounding }: IncentivePlan,
  lines: readonly EarnedColumns[],
  amounts: readonly Float64Array[],
  calendar: FiscalCalendar,
): readonly Float64Array[] {
  if (!pool) return amounts;
  const pooled = amounts.map((own) => own.slice());
  const groups = new Map<string, { readonly line: number; readonly row: number }[]>();
  for (const [line, { line: own, periods, periodOf }] of lines.entries()) {
    if (pool.lines.length > 0 && !pool.lines.includes(own.id)) continue;
    const groupOf = new Map(
      periods.map(({ index, to }) => {
        const key = limitPeriod(pool.period, to, calendar);
        const group = groups.get(key) ?? [];
        if (group.length === 0) groups.set(key, group);
        return [index, group];
      }),
    );
    for (let row = 0; row < periodOf.length; row++) groupOf.get(periodOf[row]!)!.push({ line, row });
  }
  const cap = tenThousandths(pool.cap);
  for (const group of groups.values()) {
    const own = group.map(({ line, row }) => amounts[line]![row]!);
    const held = heldInProportion(own, cap, 10 ** (4 - rounding.digits));
    for (const [place, { line, row }] of group.entries()) pooled[line]![row] = held[place]!;
  }
  return pooled;
}

function cappedByYear({ line, periods, payeeOf, periodOf, earned }: EarnedColumns): Float64Array {
  const { capYear } = line.limits;
  if (capYear === undefined) return earned;
  const cap = tenThousandths(capYear);
  const yearOf = new Map(periods.map(({ index, year }) => [index, year]));
  const capped = earned.slice();
  const together = (a: number, b: number) =>
    payeeOf[a] === payeeOf[b] && yearOf.get(periodOf[a]!) === yearOf.get(periodOf[b]!);
  for (let from = 0, to = 0; from < earned.length; from = to) {
    while (to < earned.length && together(from, to)) to++;
    capped.set(heldInOrder([...earned.subarray(from, to)], cap), from);
  }
  return capped;
}

/** @param amounts what the limits left, by row */
export function dueColumns(
  { rounding }: IncentivePlan,
  { line, payeeOf }: Pick<EarnedColumns, 'line' | 'payeeOf'>,
  amounts: Float64Array,
): DueColumns {
  const unit = 10 ** (4 - rounding.digits);
  const { holdBack, cashShare } = line.terms;
  const { minimumPayment } = line.limits;
  const rows = amounts.length;
  const [heldBack, coOp, carried] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const due = amounts.slice();
  for (let row = 0; row < rows; row++) {
    let free = amounts[row]!;
    if (holdBack) [heldBack[row], free] = splitShare(free, millionths(holdBack.share), unit);
    due[row] = free;
    if (cashShare !== undefined) [due[row], coOp[row]] = splitShare(free, millionths(cashShare), unit);
  }
  // Without a minimum nothing waits: what returns took back is an amount below zero.
  if (minimumPayment === undefined) return { heldBack, coOp, due, carried };
  const least = tenThousandths(minimumPayment);
  for (let from = 0, to = 0; from < rows; from = to) {
    while (to < rows && payeeOf[to] === payeeOf[from]) to++;
    for (const [place, payment] of carryForward([...due.subarray(from, to)], least).entries()) {
      due[from + place] = payment.due;
      carried[from + place] = payment.carried;
    }
  }
  return { heldBack, coOp, due, carried };
}
