/**
 * What becomes of earned amounts: pool, minimum payment, hold-back, split, expiry. Pure, on whole numbers of
 * 1/10,000 of the currency. Days are day numbers since 1970-01-01.
 *
 * The order, each step on what the one before left: cap over the periods of a year, cap of a payee over all lines, pool,
 * hold-back, split into cash and co-op, minimum payment on the cash, expiry of the co-op.
 */

/** `a × b ÷ c`, cut downwards, without losing a digit; and what is left over of the division. All are whole, c above 0. */
function dividedDown(a: number, b: number, c: number): { readonly quotient: number; readonly rest: number } {
  const quick = a * b;
  if (Math.abs(quick) <= Number.MAX_SAFE_INTEGER) {
    // Below 2^53 no quotient lies so close below a whole number that it is rounded up to it.
    const quotient = Math.floor(quick / c);
    return { quotient, rest: quick - quotient * c };
  }
  const [product, divisor] = [BigInt(a) * BigInt(b), BigInt(c)];
  const cut = product / divisor;
  const rest = Number(product - cut * divisor);
  // BigInt cuts towards zero, with a rest of the sign of the product.
  return rest < 0 ? { quotient: Number(cut) - 1, rest: rest + c } : { quotient: Number(cut), rest };
}

/**
 * A whole in proportion to weights that are not negative, in multiples of `unit`, so that the parts sum to it exactly: each
 * part is cut downwards, and what is left goes to the largest remainders, the first of equal ones. What is finer than a unit
 * stays with the first part.
 * @throws RangeError when there is no weight to go by
 */
export function largestRemainder(whole: number, weights: readonly number[], unit = 1): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0)) throw new RangeError('Nothing to divide by: every weight is zero.');
  const units = Math.trunc(whole / unit);
  const shares = weights.map((weight) => dividedDown(units, weight, sum));
  const left = units - shares.reduce((total, { quotient }) => total + quotient, 0);
  const order = shares.map((_, index) => index).sort((a, b) => shares[b]!.rest - shares[a]!.rest || a - b);
  const parts = shares.map(({ quotient }) => quotient * unit);
  for (const index of order.slice(0, left)) parts[index]! += unit;
  parts[0]! += whole - units * unit;
  return parts;
}

/**
 * Amounts held to a cap together: what is over is taken from everybody who earned something, in proportion. What returns
 * took back makes room, and is never cut.
 * @param unit the smallest amount that is paid: 100 for cents
 */
export function heldInProportion(amounts: readonly number[], cap: number, unit = 1): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total <= cap) return [...amounts];
  const earned = amounts.map((amount) => Math.max(amount, 0));
  const taken = earned.reduce((sum, amount) => sum + amount, 0) - total;
  const parts = largestRemainder(cap + taken, earned, unit);
  return amounts.map((amount, index) => (amount > 0 ? parts[index]! : amount));
}

/** Amounts of one payee held to a cap: the first ones are paid in full, what is over is not. A return makes room again. */
export function heldInOrder(amounts: readonly number[], cap: number): number[] {
  let room = cap;
  return amounts.map((amount) => {
    const paid = Math.min(amount, room);
    room -= paid;
    return paid;
  });
}

export interface Payment {
  readonly due: number;
  /** What is left for the next period: too small to be paid, or below zero until it is earned again. */
  readonly carried: number;
}

/** Payments of one payee, period by period: nothing under the minimum, what is less is added to the next one. */
export function carryForward(amounts: readonly number[], minimum: number): Payment[] {
  let carried = 0;
  return amounts.map((amount) => {
    const owed = carried + amount;
    const due = owed > 0 && owed >= minimum ? owed : 0;
    carried = owed - due;
    return { due, carried };
  });
}

/** A share as a whole number of millionths, half away from zero, in multiples of `unit`; and the rest of the amount. */
export function splitShare(amount: number, millionths: number, unit = 1): readonly [number, number] {
  const product = BigInt(amount) * BigInt(millionths);
  const divisor = 1_000_000n * BigInt(unit);
  const size = product < 0n ? -product : product;
  const units = Number((size * 2n + divisor) / (divisor * 2n));
  const part = (product < 0n ? -units : units) * unit + 0;
  return [part, amount - part];
}

/** One movement of a fund: what was credited, and until when it may be used. */
export interface Credit {
  readonly day: number;
  readonly amount: number;
  /** The last day on which it may be used; null when it does not lapse. */
  readonly lapsesAfter: number | null;
}

export interface Claim {
  readonly day: number;
  readonly amount: number;
}

export interface FundBalance {
  /** Of each claim, what the balance covered. */
  readonly covered: readonly number[];
  /** Of each credit, what lapsed by the day asked for. */
  readonly lapsed: readonly number[];
  readonly balance: number;
}

/**
 * A fund on a day: claims take from the credits that lapse first (of those the oldest), and never more than there is. A
 * negative credit takes back what the credits still hold, those that lapse last first; what they do not hold stays owed and
 * is taken from later credits.
 */
export function fundOn(day: number, credits: readonly Credit[], claims: readonly Claim[]): FundBalance {
  const left = credits.map(() => 0);
  const lapsed = credits.map(() => 0);
  const covered = claims.map(() => 0);
  let owed = 0;
  const events = [
    ...credits.map((credit, index) => ({ day: credit.day, order: 0, index })),
    ...claims.map((claim, index) => ({ day: claim.day, order: 1, index })),
  ].filter((event) => event.day <= day);
  events.sort((a, b) => a.day - b.day || a.order - b.order || a.index - b.index);
  const lapse = (on: number) => {
    credits.forEach(({ lapsesAfter }, index) => {
      if (lapsesAfter === null || lapsesAfter >= on) return;
      lapsed[index]! += left[index]!;
      left[index] = 0;
    });
  };
  const byLapse = credits
    .map((_, index) => index)
    .sort((a, b) => {
      const [one, other] = [credits[a]!, credits[b]!];
      return (one.lapsesAfter ?? Infinity) - (other.lapsesAfter ?? Infinity) || one.day - other.day || a - b || 0;
    });
  const take = (amount: number, order: readonly number[]): number => {
    let rest = amount;
    for (const index of order) {
      const part = Math.min(rest, left[index]!);
      left[index]! -= part;
      rest -= part;
    }
    return amount - rest;
  };

  for (const event of events) {
    lapse(event.day);
    if (event.order === 1) {
      covered[event.index] = take(claims[event.index]!.amount, byLapse);
      continue;
    }
    const { amount } = credits[event.index]!;
    if (amount < 0) {
      owed += -amount - take(-amount, byLapse.toReversed());
      continue;
    }
    const back = Math.min(owed, amount);
    owed -= back;
    left[event.index] = amount - back;
  }
  lapse(day);
  return { covered, lapsed, balance: left.reduce((sum, amount) => sum + amount, 0) - owed };
}
