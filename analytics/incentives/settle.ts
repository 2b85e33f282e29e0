/**
 * From earned to paid: the settlement steps of analytics/rules/settlement/pay.ts on the amounts of a rated plan, line by line
 * and payee by payee. Nothing is read here, so that moved values settle as quickly as they are rated.
 */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import { decimalText, parseDecimal, rescale } from '../present/decimal.ts';
import { carryForward, heldToPool, heldToYear, splitShare } from '../rules/settlement/pay.ts';
import { type DueDays, dueDays, FUND_KINDS } from './due.ts';
import type { PayPeriod } from './periods.ts';

/** What a payee earned by a line in a period, in whole numbers of 1/10,000. */
export interface EarnedPay {
  readonly payee: string;
  readonly period: number;
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
  /** After `capYear`, and then after the pool. */
  readonly capped: number;
  readonly pooled: number;
  /** Of it: waits for the days of the hold-back. */
  readonly heldBack: number;
  /** Of the rest: credited to the co-op fund. */
  readonly coOp: number;
  /** Of the rest and of what was carried: paid now, and carried to the next period. */
  readonly due: number;
  readonly carried: number;
}

/** Whole numbers of 1/10,000 of exact decimal text. */
export function tenThousandths(text: string): number {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`“${text}” is no decimal.`);
  return Number(rescale(parsed, 4).units);
}

export function amountText(amount: number): string {
  return decimalText({ units: BigInt(amount), scale: 4 });
}

/** In the order of the lines; each by payee, then period, as it was earned. */
export function settlePay(plan: IncentivePlan, lines: readonly EarnedLine[], calendar: FiscalCalendar): SettledPay[] {
  const unit = 10 ** (4 - plan.rounding.digits);
  const capped = lines.map((line) => ({ ...line, amounts: cappedByYear(line) }));
  const pooled = pooledAmounts(plan, capped, calendar, unit);
  return lines.flatMap(({ line, periods, earned }, index) => {
    const { holdBack, cashShare } = line.terms;
    const days = new Map(periods.map((period) => [period.index, dueDays(line, period)]));
    const rows = earned.map((one, at) => {
      const amount = pooled[index]![at]!;
      const [heldBack, free] = holdBack ? splitShare(amount, millionths(holdBack.share), unit) : [0, amount];
      const [cash, coOp] = cashShare === undefined ? [free, 0] : splitShare(free, millionths(cashShare), unit);
      const due = days.get(one.period)!;
      return {
        ...one,
        ...due,
        line: line.id,
        capped: capped[index]!.amounts[at]!,
        pooled: amount,
        heldBack,
        cash,
        coOp,
      };
    });
    const { minimumPayment } = line.limits;
    return byPayee(rows).flatMap((own) => {
      const cash = own.map((one) => one.cash);
      // Without a minimum nothing waits: what returns took back is an amount below zero.
      const payments =
        minimumPayment === undefined
          ? cash.map((due) => ({ due, carried: 0 }))
          : carryForward(cash, tenThousandths(minimumPayment));
      return own.map(({ cash: _, ...row }, at) => ({ ...row, ...payments[at]! }));
    });
  });
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

function millionths(share: string): number {
  return Number(rescale(parseDecimal(share)!, 6).units);
}

/** Rows of one payee, which lie together and in the order of their periods. */
function byPayee<Row extends { readonly payee: string }>(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    if (groups.at(-1)?.[0]?.payee === row.payee) groups.at(-1)!.push(row);
    else groups.push([row]);
  }
  return groups;
}

function cappedByYear({ line, periods, earned }: EarnedLine): number[] {
  const { capYear } = line.limits;
  if (capYear === undefined) return earned.map((one) => one.earned);
  const cap = tenThousandths(capYear);
  const yearOf = new Map(periods.map(({ index, year }) => [index, year]));
  const years = byPayee(earned.map((one) => ({ ...one, payee: `${one.payee}\n${yearOf.get(one.period)}` })));
  return years.flatMap((own) =>
    heldToYear(
      own.map((one) => one.earned),
      cap,
    ),
  );
}

function pooledAmounts(
  { pool }: IncentivePlan,
  lines: readonly (EarnedLine & { readonly amounts: readonly number[] })[],
  calendar: FiscalCalendar,
  unit: number,
): number[][] {
  const amounts = lines.map((line) => [...line.amounts]);
  if (!pool) return amounts;
  const members = new Map<string, { line: number; at: number }[]>();
  for (const [index, { line, periods, earned }] of lines.entries()) {
    if (pool.lines.length > 0 && !pool.lines.includes(line.id)) continue;
    const ends = new Map(periods.map(({ index: period, to }) => [period, to]));
    for (const [at, { period }] of earned.entries()) {
      const key = poolPeriod(pool.period, ends.get(period)!, calendar);
      const group = members.get(key) ?? [];
      if (group.length === 0) members.set(key, group);
      group.push({ line: index, at });
    }
  }
  for (const group of members.values()) {
    const held = heldToPool(
      group.map(({ line, at }) => amounts[line]![at]!),
      tenThousandths(pool.cap),
      unit,
    );
    for (const [place, { line, at }] of group.entries()) amounts[line]![at] = held[place]!;
  }
  return amounts;
}

/** The pool's period that holds the end of the line's. */
export function poolPeriod(
  period: NonNullable<IncentivePlan['pool']>['period'],
  end: string,
  calendar: FiscalCalendar,
): string {
  if (period === 'campaign') return 'campaign';
  if (period === 'half-year') return `half ${Math.floor(calendar.ordinalAt('quarter', end) / 2)}`;
  return `${period} ${calendar.ordinalAt(period, end)}`;
}
