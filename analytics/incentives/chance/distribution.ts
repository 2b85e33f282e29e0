/**
 * Distributions of uncertain figures, read by their quantile: one uniform number gives one draw, a higher one never a lower
 * draw. So the same dice under another assumption give the same luck, and P10 and P90 of an input need no sampling.
 */
import { QuarterdeckError } from '../../api/errors.ts';
import { normalQuantile } from './normal.ts';

export type Distribution =
  | { readonly kind: 'certain'; readonly value: number }
  /** Straight up to the likeliest value and down again. */
  | { readonly kind: 'triangular'; readonly low: number; readonly likely: number; readonly high: number }
  /** Beta on [low, high] with mean (low + 4·likely + high) ÷ 6 (Malcolm and others, 1959). */
  | { readonly kind: 'pert'; readonly low: number; readonly likely: number; readonly high: number }
  /** Median, and the standard deviation of the logarithm. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly spread: number }
  /** Of shares: `wins + 1` and `losses + 1` for a win rate seen in that many deals. Both at least 1. */
  | { readonly kind: 'beta'; readonly a: number; readonly b: number }
  /** 1 with the chance, else 0. */
  | { readonly kind: 'bernoulli'; readonly chance: number };

/** The value below which a share of the draws lies; the share is inside (0, 1). */
export type Quantile = (share: number) => number;

/** Throws a sentence when the figures make no distribution. */
export function quantileOf(distribution: Distribution): Quantile {
  switch (distribution.kind) {
    case 'certain':
      return () => distribution.value;
    case 'triangular':
      return triangular(ordered(distribution));
    case 'pert':
      return pert(ordered(distribution));
    case 'lognormal': {
      const { median, spread } = distribution;
      if (!(median > 0 && spread >= 0)) {
        refuse(`A lognormal figure needs a median above 0 and a spread of 0 or more, not ${median} and ${spread}.`);
      }
      return (share) => median * Math.exp(spread * normalQuantile(share));
    }
    case 'beta': {
      const { a, b } = distribution;
      if (!(a >= 1 && b >= 1)) refuse(`A Beta share needs both shapes at 1 or more, not ${a} and ${b}.`);
      return betaQuantile(a, b);
    }
    case 'bernoulli': {
      const { chance } = distribution;
      if (!(chance >= 0 && chance <= 1)) refuse(`A chance lies between 0 and 1, and ${chance} does not.`);
      return (share) => (share >= 1 - chance ? 1 : 0);
    }
  }
}

/** The mean, exact but for the float. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'certain':
      return distribution.value;
    case 'triangular':
      return (distribution.low + distribution.likely + distribution.high) / 3;
    case 'pert':
      return (distribution.low + 4 * distribution.likely + distribution.high) / 6;
    case 'lognormal':
      return distribution.median * Math.exp(distribution.spread ** 2 / 2);
    case 'beta':
      return distribution.a / (distribution.a + distribution.b);
    case 'bernoulli':
      return distribution.chance;
  }
}

interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

function ordered({ low, likely, high }: Range): Range {
  if (!(low <= likely && likely <= high)) {
    refuse(`The range ${low}, ${likely}, ${high} does not rise: write lowest, likeliest, highest.`);
  }
  return { low, likely, high };
}

function triangular({ low, likely, high }: Range): Quantile {
  const width = high - low;
  if (width === 0) return () => low;
  const turn = (likely - low) / width;
  return (share) =>
    share < turn
      ? low + Math.sqrt(share * width * (likely - low))
      : high - Math.sqrt((1 - share) * width * (high - likely));
}

function pert({ low, likely, high }: Range): Quantile {
  const width = high - low;
  if (width === 0) return () => low;
  const beta = betaQuantile(1 + (4 * (likely - low)) / width, 1 + (4 * (high - likely)) / width);
  return (share) => low + width * beta(share);
}

/** Steps of the table of a Beta: with shapes of at least 1 its quantiles are then within 1e-4 of their place. */
const STEPS = 4096;

/** A table of the distribution (Simpson's rule in each step), read backwards in straight pieces. */
function betaQuantile(a: number, b: number): Quantile {
  // Against the highest density: shapes in the thousands would underflow.
  const mode = a + b === 2 ? 0.5 : (a - 1) / (a + b - 2);
  const peak = logDensity(mode, a, b);
  const density = (x: number) => Math.exp(logDensity(x, a, b) - peak);
  const below = new Float64Array(STEPS + 1);
  for (let step = 0; step < STEPS; step++) {
    const [from, middle, to] = [step / STEPS, (step + 0.5) / STEPS, (step + 1) / STEPS];
    below[step + 1] = below[step]! + (density(from) + 4 * density(middle) + density(to)) / 6;
  }
  const all = below[STEPS]!;
  return (share) => {
    const wanted = share * all;
    let [low, high] = [0, STEPS];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (below[middle]! <= wanted) low = middle;
      else high = middle;
    }
    const step = below[high]! - below[low]!;
    return (low + (step > 0 ? (wanted - below[low]!) / step : 0)) / STEPS;
  };
}

function logDensity(x: number, a: number, b: number): number {
  // 0 × log 0 is 0 here: a shape of 1 leaves its end flat.
  return (a === 1 ? 0 : (a - 1) * Math.log(x)) + (b === 1 ? 0 : (b - 1) * Math.log1p(-x));
}

function refuse(sentence: string): never {
  throw new QuarterdeckError('bad-request', sentence);
}
