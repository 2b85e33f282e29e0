/**
 * From earned to paid: the settlement steps of analytics/rules/settlement/pay.ts on the amounts of a rated plan, line by line
 * and payee by payee. Nothing is read here, so that moved values settle as quickly as they are rated.
 */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import { decimalText } from '../present/decimal.ts';
import { type DueDays, dueDays, FUND_KINDS } from './due.ts';
import type { EarnedColumns } from './earnedColumns.ts';
import type { PayPeriod } from './periods.ts';
import { dueColumns, limitColumns } from './settleColumns.ts';

export { tenThousandths } from './earnedColumns.ts';

/** What a payee earned by a line in a period, in whole numbers of 1/10,000. */
export interface EarnedPay {
  readonly payee: string;
  readonly period: number;
  /** What the line counts. */
  readonly base: number;
  readonly earned: number;
  /** Of it, what returns changed of earlier periods. */
  readonly trueUp?: number | undefined;
}

export interface EarnedLine {
  readonly line: PlanLine;
  readonly periods: readonly PayPeriod[];
  readonly earned: readonly EarnedPay[];
}

/** One payee, line and period, in whole numbers of 1/10,000. `earned` is what the limits took, and all that follows them. */
export interface SettledPay extends EarnedPay, DueDays {
  readonly line: string;
  /** After `capYear`, then after the cap of the payee over all lines, and then after the pool. */
  readonly capped: number;
  readonly partnerCapped: number;
  readonly pooled: number;
  /** Of it: waits for the days of the hold-back. */
  readonly heldBack: number;
  /** Of the rest: credited to the co-op fund. */
  readonly coOp: number;
  /** Of the rest and of what was carried: paid now, and carried to the next period. */
  readonly due: number;
  readonly carried: number;
}

export function amountText(amount: number): string {
  return decimalText({ units: BigInt(amount), scale: 4 });
}

/** In the order of the lines; each by payee, then period, as it was earned. */
export function settlePay(plan: IncentivePlan, lines: readonly EarnedLine[], calendar: FiscalCalendar): SettledPay[] {
  const columns = lines.map(columnsOf);
  return limitColumns(plan, columns, calendar).flatMap(({ capped, partnerCapped, pooled }, index) => {
    const { line, periods, earned } = lines[index]!;
    const days = new Map(periods.map((period) => [period.index, dueDays(line, period)]));
    const { heldBack, coOp, due, carried } = dueColumns(plan, columns[index]!, pooled);
    return earned.map((one, row) => ({
      ...one,
      ...days.get(one.period)!,
      line: line.id,
      capped: capped[row]!,
      partnerCapped: partnerCapped[row]!,
      pooled: pooled[row]!,
      heldBack: heldBack[row]!,
      coOp: coOp[row]!,
      due: due[row]!,
      carried: carried[row]!,
    }));
  });
}

/** Rows of one payee lie together and in the order of their periods. */
function columnsOf({ line, periods, earned }: EarnedLine): EarnedColumns {
  const payees: string[] = [];
  return {
    line,
    periods,
    payees,
    payeeOf: Int32Array.from(earned, ({ payee }) => (payee === payees.at(-1) ? payees.length : payees.push(payee)) - 1),
    periodOf: Int32Array.from(earned, ({ period }) => period),
    base: Float64Array.from(earned, ({ base }) => base),
    earned: Float64Array.from(earned, (one) => one.earned),
  };
}

/** One movement of money or of a fund, in whole numbers of 1/10,000. */
export interface DatedPay {
  readonly line: string;
  readonly payee: string;
  /** The period that it was earned in. */
  readonly period: number;
  readonly what: 'cash' | 'released' | 'credit';
  readonly on: string;
  readonly amount: number;
  /** Of a credit: the last day on which it may be used, null when it does not lapse. */
  readonly lapsesAfter: string | null;
}

/**
 * What is due on which day, amounts of zero left out. What is carried forward is part of a later payment, or of none yet.
 * @param lines of the plan that was settled
 */
export function datedPay(settled: readonly SettledPay[], lines: readonly PlanLine[]): DatedPay[] {
  const funds = new Set(lines.filter(({ kind }) => FUND_KINDS.has(kind)).map(({ id }) => id));
  return settled.flatMap(({ line, payee, period, due, coOp, heldBack, dueOn, releasedOn, lapsesAfter }) => {
    const own = { line, payee, period };
    const credited = { ...own, what: 'credit', on: dueOn, lapsesAfter } as const;
    const moved: DatedPay[] = [
      funds.has(line)
        ? { ...credited, amount: due }
        : { ...own, what: 'cash', on: dueOn, amount: due, lapsesAfter: null },
      { ...credited, amount: coOp },
      { ...own, what: 'released', on: releasedOn ?? dueOn, amount: heldBack, lapsesAfter: null },
    ];
    return moved.filter(({ amount }) => amount !== 0);
  });
}
