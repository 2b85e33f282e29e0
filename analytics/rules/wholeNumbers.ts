/**
 * Exact arithmetic on whole numbers held in floats, for the kernel: decimals are whole numbers of 10^-scale, a product or a
 * quotient is rounded as the rule says, and no step goes through a binary fraction.
 *
 * Results are exact up to 2^53 (nine hundred billion at four decimals). Where only a step on the way is larger it is split, and
 * what cannot be split goes through BigInt. A result beyond 2^53 is the nearest float. Missing is NaN, and stays so.
 */
import type { Rounding } from './expression.ts';

const LIMIT = Number.MAX_SAFE_INTEGER;

/** Rounds `whole + rest / divisor`, where `0 <= rest < divisor`; adding zero turns −0 to 0. */
type Round = (whole: number, rest: number, divisor: number) => number;

const ROUND: Readonly<Record<Rounding, Round>> = {
  'half-up': (whole, rest, divisor) =>
    rest * 2 > divisor || (rest * 2 === divisor && whole >= 0) ? whole + 1 : whole + 0,
  down: (whole, rest) => (whole < 0 && rest > 0 ? whole + 1 : whole + 0),
  floor: (whole) => whole + 0,
};

/** A power of ten as the pair (`grow`, `shrink`) of which one is 1: what a value is multiplied and divided by. */
export interface Shift {
  readonly grow: number;
  readonly shrink: number;
}

export function shiftBy(power: number): Shift {
  return { grow: 10 ** Math.max(power, 0), shrink: 10 ** Math.max(-power, 0) };
}

/** `x × grow ÷ shrink`, rounded. */
export function rescaled({ grow, shrink }: Shift, rounding: Rounding = 'half-up'): (x: number) => number {
  const round = ROUND[rounding];
  return (x) => {
    if (shrink === 1) return x * grow + 0;
    const whole = Math.floor(x / shrink);
    return round(whole, x - whole * shrink, shrink);
  };
}

/** `x × y × grow ÷ shrink`, rounded once. */
export function product({ grow, shrink }: Shift, rounding: Rounding = 'half-up'): (x: number, y: number) => number {
  const round = ROUND[rounding];
  return (x, y) => {
    const plain = x * y;
    if (shrink === 1) return plain * grow + 0;
    if (Math.abs(plain) <= LIMIT) {
      const whole = Math.floor(plain / shrink);
      return round(whole, plain - whole * shrink, shrink);
    }
    if (Number.isNaN(plain)) return Number.NaN;
    const [large, small] = Math.abs(x) < Math.abs(y) ? [y, x] : [x, y];
    const high = Math.floor(large / shrink);
    const low = (large - high * shrink) * small;
    const carry = Math.floor(low / shrink);
    const whole = high * small + carry;
    if (Math.abs(low) <= LIMIT && Math.abs(whole) <= LIMIT) return round(whole, low - carry * shrink, shrink);
    return exactQuotient(BigInt(x) * BigInt(y), BigInt(shrink), rounding);
  };
}

/** `x × grow ÷ (y × shrink)`, rounded once; missing where `y` is zero. */
export function quotient({ grow, shrink }: Shift, rounding: Rounding = 'half-up'): (x: number, y: number) => number {
  const round = ROUND[rounding];
  return (x, y) => {
    if (y === 0 || Number.isNaN(x + y)) return Number.NaN;
    const above = y < 0 ? -x : x;
    const below = Math.abs(y);
    if (Math.abs(above * grow) <= LIMIT && below * shrink <= LIMIT) {
      const whole = Math.floor((above * grow) / (below * shrink));
      return round(whole, above * grow - whole * below * shrink, below * shrink);
    }
    if (shrink === 1 && below * 10 <= LIMIT) {
      let whole = Math.floor(above / below);
      let rest = above - whole * below;
      // Long division, one decimal place after the other: the remainder never leaves the exact range.
      for (let left = grow; left > 1; left /= 10) {
        const digit = Math.floor((rest * 10) / below);
        whole = whole * 10 + digit;
        rest = rest * 10 - digit * below;
      }
      if (Math.abs(whole) <= LIMIT) return round(whole, rest, below);
    }
    return exactQuotient(BigInt(above) * BigInt(grow), BigInt(below) * BigInt(shrink), rounding);
  };
}

/** `(Σ xs[i] × ys[i]) × grow ÷ shrink`, rounded once. */
export function sumOfProducts(
  { grow, shrink }: Shift,
  rounding: Rounding = 'half-up',
): (xs: Float64Array, ys: Float64Array) => number {
  const round = ROUND[rounding];
  return (xs, ys) => {
    let high = 0;
    let low = 0;
    let size = 0;
    for (let index = 0; index < xs.length; index++) {
      const x = xs[index]!;
      const y = ys[index]!;
      const above = Math.floor(x / shrink);
      const rest = (x - above * shrink) * y;
      high += above * y;
      low += rest;
      size += Math.abs(above * y) + Math.abs(rest);
    }
    if (Number.isNaN(size)) return Number.NaN;
    if (size <= LIMIT) {
      const carry = Math.floor(low / shrink);
      return round((high + carry) * grow, low - carry * shrink, shrink);
    }
    let sum = 0n;
    for (let index = 0; index < xs.length; index++) sum += BigInt(xs[index]!) * BigInt(ys[index]!);
    return exactQuotient(sum * BigInt(grow), BigInt(shrink), rounding);
  };
}

/**
 * The sign of `x × grow − y × shrink` without forming either product: the coarser number is held against the whole part of
 * the finer one, and its rest decides a tie. NaN when either is missing.
 */
export function difference({ grow, shrink }: Shift): (x: number, y: number) => number {
  if (grow === 1 && shrink === 1) return (x, y) => x - y;
  if (shrink === 1) {
    return (x, y) => {
      const whole = Math.floor(y / grow);
      return x === whole ? whole * grow - y : x - whole;
    };
  }
  return (x, y) => {
    const whole = Math.floor(x / shrink);
    return whole === y ? x - whole * shrink : whole - y;
  };
}

function exactQuotient(above: bigint, below: bigint, rounding: Rounding): number {
  const whole = above / below;
  const rest = above % below;
  const away = rest < 0n ? -1n : 1n;
  const step = {
    'half-up': rest * away * 2n >= below ? away : 0n,
    down: 0n,
    floor: rest < 0n ? -1n : 0n,
  }[rounding];
  return Number(whole + step);
}
