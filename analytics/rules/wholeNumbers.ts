/**
 * Exact arithmetic on whole numbers held in floats, for the kernel: decimals are whole numbers of 10^-scale, a product or a
 * quotient is rounded as the rule says, and no step goes through a binary fraction.
 *
 * Results are exact up to 2^53 (nine hundred billion at four decimals). Where only a step on the way is larger it is split, and
 * what cannot be split goes through BigInt. A result beyond 2^53 is the nearest float. Missing is NaN, and stays so.
 *
 * These are plain functions of plain arguments because the loops that call them run millions of times: closures that differ
 * from rule to rule would not be inlined.
 */
import type { Rounding } from './expression.ts';

const LIMIT = Number.MAX_SAFE_INTEGER;
/** Up to here half a divisor can be added first, and the quotient by a power of ten is not carried over a whole number. */
const HALVABLE = 2 ** 51;

/** A power of ten as a pair of which one is 1: what a value is multiplied and divided by. */
export interface Shift {
  readonly grow: number;
  readonly shrink: number;
}

export function shiftBy(power: number): Shift {
  return { grow: 10 ** Math.max(power, 0), shrink: 10 ** Math.max(-power, 0) };
}

/** `x × grow ÷ shrink`, rounded. */
export function rescaled(x: number, { grow, shrink }: Shift, rounding: Rounding): number {
  if (shrink === 1) return x * grow + 0;
  if (rounding === 'half-up' && Math.abs(x) <= HALVABLE) {
    // Which way a figure is rounded is what no processor foresees, so it is not asked.
    const half = shrink / 2;
    return (x >= 0 ? Math.floor((x + half) / shrink) : -Math.floor((half - x) / shrink)) + 0;
  }
  const whole = Math.floor(x / shrink);
  return rounded(whole, x - whole * shrink, shrink, rounding);
}

/** `x × y × grow ÷ shrink`, rounded once. */
export function product(x: number, y: number, shift: Shift, rounding: Rounding): number {
  const plain = x * y;
  if (Math.abs(plain) <= LIMIT || shift.shrink === 1) return rescaled(plain, shift, rounding);
  return largeProduct(x, y, shift, rounding);
}

/** The larger number in two parts, so that each product stays exact. */
function largeProduct(x: number, y: number, { shrink }: Shift, rounding: Rounding): number {
  if (Number.isNaN(x + y)) return Number.NaN;
  const large = Math.abs(x) < Math.abs(y) ? y : x;
  const small = large === x ? y : x;
  const high = Math.floor(large / shrink);
  const low = (large - high * shrink) * small;
  const carry = Math.floor(low / shrink);
  const whole = high * small + carry;
  if (Math.abs(low) <= LIMIT && Math.abs(whole) <= LIMIT) {
    return rounded(whole, low - carry * shrink, shrink, rounding);
  }
  return exactQuotient(BigInt(x) * BigInt(y), BigInt(shrink), rounding);
}

/** `x × grow ÷ (y × shrink)`, rounded once; missing where `y` is zero. */
export function quotient(x: number, y: number, shift: Shift, rounding: Rounding): number {
  if (y === 0 || Number.isNaN(x + y)) return Number.NaN;
  const above = (y < 0 ? -x : x) * shift.grow;
  const below = Math.abs(y) * shift.shrink;
  if (Math.abs(above) > LIMIT || below > LIMIT) return largeQuotient(y < 0 ? -x : x, Math.abs(y), shift, rounding);
  const whole = Math.floor(above / below);
  return rounded(whole, above - whole * below, below, rounding);
}

/** Long division, one decimal place after the other: the remainder stays below ten times the divisor. */
function largeQuotient(x: number, y: number, { grow, shrink }: Shift, rounding: Rounding): number {
  if (shrink === 1 && y * 10 <= LIMIT) {
    let whole = Math.floor(x / y);
    let rest = x - whole * y;
    for (let left = grow; left > 1; left /= 10) {
      const digit = Math.floor((rest * 10) / y);
      whole = whole * 10 + digit;
      rest = rest * 10 - digit * y;
    }
    if (Math.abs(whole) <= LIMIT) return rounded(whole, rest, y, rounding);
  }
  return exactQuotient(BigInt(x) * BigInt(grow), BigInt(y) * BigInt(shrink), rounding);
}

/** `(Σ xs[i] × ys[i]) × grow ÷ shrink`, rounded once. */
export function sumOfProducts(xs: Float64Array, ys: Float64Array, shift: Shift, rounding: Rounding): number {
  let sum = 0;
  let size = 0;
  for (let index = 0; index < xs.length; index++) {
    const plain = xs[index]! * ys[index]!;
    sum += plain;
    size += Math.abs(plain);
  }
  if (size <= LIMIT) return rescaled(sum, shift, rounding);
  return Number.isNaN(size) ? Number.NaN : largeSum(xs, ys, shift, rounding);
}

/** Whole parts and rests of the quotients in two sums, so that each stays exact. */
function largeSum(xs: Float64Array, ys: Float64Array, { grow, shrink }: Shift, rounding: Rounding): number {
  let high = 0;
  let low = 0;
  let size = 0;
  for (let index = 0; index < xs.length; index++) {
    const whole = Math.floor(xs[index]! / shrink);
    const rest = (xs[index]! - whole * shrink) * ys[index]!;
    high += whole * ys[index]!;
    low += rest;
    size += Math.abs(whole * ys[index]!) + Math.abs(rest);
  }
  if (size <= LIMIT) {
    const carry = Math.floor(low / shrink);
    return rounded((high + carry) * grow, low - carry * shrink, shrink, rounding);
  }
  let sum = 0n;
  for (let index = 0; index < xs.length; index++) sum += BigInt(xs[index]!) * BigInt(ys[index]!);
  return exactQuotient(sum * BigInt(grow), BigInt(shrink), rounding);
}

/**
 * A number with the sign of `x × grow − y × shrink`; NaN where one is missing. It is right wherever both are
 * exact: a product that has lost digits is beyond every exact figure that it is held against.
 */
export function difference(x: number, y: number, { grow, shrink }: Shift): number {
  return x * grow - y * shrink;
}

/** `whole + rest ÷ divisor`, rounded, where `0 <= rest < divisor`. Adding zero turns −0 to 0. */
function rounded(whole: number, rest: number, divisor: number, rounding: Rounding): number {
  if (rounding === 'half-up') {
    return rest * 2 > divisor || (rest * 2 === divisor && whole >= 0) ? whole + 1 : whole + 0;
  }
  return rounding === 'down' && whole < 0 && rest > 0 ? whole + 1 : whole + 0;
}

function exactQuotient(above: bigint, below: bigint, rounding: Rounding): number {
  const whole = above / below;
  const rest = above % below;
  const away = rest < 0n ? -1n : 1n;
  if (rounding === 'half-up') return Number(rest * away * 2n >= below ? whole + away : whole);
  return Number(rounding === 'floor' && rest < 0n ? whole - 1n : whole);
}
