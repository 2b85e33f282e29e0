/** What the cap of a payee over all lines leaves of what the lines pay ahead. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../../network/calendar.ts';
import type { NumberExpression } from '../../rules/expression.ts';
import { limitPeriod, millionths, tenThousandths } from '../earnedColumns.ts';
import { add, choose, compare, constant, greatest, least, over, subtract, times, ZERO } from '../expressions.ts';
import { isCapped } from '../partnerCap.ts';

/** What a line pays at the end of a period, in the plan's currency. */
export interface LineAmount {
  readonly line: string;
  readonly to: string;
  readonly amount: NumberExpression;
}

export interface CapAhead {
  readonly plan: IncentivePlan;
  readonly calendar: FiscalCalendar;
  /** Of a period of the cap by its name: what a partner was paid in it by the capped lines before the quarters ahead. */
  spent(name: string): NumberExpression | null;
  /** What the line whose base the cap is a share of counts in the period of the cap that holds a day. */
  base(day: string): NumberExpression;
}

/** Lines in the order of the plan; the answer is in the order of the amounts. */
export function cappedAhead(amounts: readonly LineAmount[], ahead: CapAhead): NumberExpression[] {
  const { plan, calendar } = ahead;
  const { partnerCap } = plan;
  const held = amounts.map(({ amount }) => amount);
  if (!partnerCap) return held;
  const groups = new Map<string, number[]>();
  for (const [at, { line, to }] of amounts.entries()) {
    if (!isCapped(plan, line)) continue;
    const name = limitPeriod(partnerCap.period, to, calendar);
    groups.set(name, [...(groups.get(name) ?? []), at]);
  }
  for (const [name, members] of groups) {
    // Sorting keeps the order of the lines within a day.
    const order = members.toSorted((a, b) =>
      amounts[a]!.to < amounts[b]!.to ? -1 : Number(amounts[a]!.to > amounts[b]!.to),
    );
    const spent = ahead.spent(name);
    const cap = capOf(ahead, amounts[order[0]!]!.to);
    const own = order.map((at) => amounts[at]!.amount);
    const left = spent ? subtract(cap, spent) : cap;
    const shares = partnerCap.how === 'in-order' ? inOrder(own, left) : inProportion(own, left, plan.rounding.digits);
    shares.forEach((share, place) => {
      held[order[place]!] = share;
    });
  }
  return held;
}

function capOf({ plan, base }: CapAhead, day: string): NumberExpression {
  const { cap, share } = plan.partnerCap!;
  const digits = plan.rounding.digits as 0 | 1 | 2 | 3 | 4;
  const limits = [
    ...(cap === undefined ? [] : [constant((tenThousandths(cap) / 10_000).toFixed(4))]),
    ...(share
      ? [
          over(
            times(greatest(base(day), ZERO), constant(millionths(share.share)), 4),
            constant(1_000_000),
            digits,
            'floor',
          ),
        ]
      : []),
  ];
  return least(...limits);
}

/** What is paid by and by comes to so much: each expression holds the one before once, however many there are. */
export function inOrder(amounts: readonly NumberExpression[], cap: NumberExpression): NumberExpression[] {
  let before: NumberExpression = ZERO;
  return amounts.map((amount) => {
    const upTo = least(add(before, amount), cap);
    const paid = subtract(upTo, before);
    before = upTo;
    return paid;
  });
}

/** Each is cut from the sum so far, so that what is cut sums to the cap. What returns took back makes room and is not cut. */
function inProportion(amounts: readonly NumberExpression[], cap: NumberExpression, digits: number): NumberExpression[] {
  const total = add(...amounts);
  const earned = amounts.map((amount) => greatest(amount, ZERO));
  const all = add(...earned);
  const room = greatest(add(cap, subtract(all, total)), ZERO);
  const upTo = earned.map((_, place) =>
    over(times(add(...earned.slice(0, place + 1)), room, 4), all, digits as 0 | 1 | 2 | 3 | 4),
  );
  return amounts.map((amount, place) => {
    const part = place === 0 ? upTo[0]! : subtract(upTo[place]!, upTo[place - 1]!);
    const cut = choose(compare(amount, '>', ZERO), part, amount);
    return choose(compare(total, '>', cap), cut, amount);
  });
}
