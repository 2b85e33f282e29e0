/** The threshold of one measure that best parts those who hold a level from those who do not. */
import { roundestWithin, roundness } from './round.ts';

/** A measure of every partner. */
export interface Candidate {
  /** Whole numbers of 10^-4; NaN without a figure. */
  readonly values: Float64Array;
  /** What a threshold is a multiple of: 10,000 for things that are counted. */
  readonly step: number;
}

/** A candidate with its partners from the highest figure to the lowest; those without a figure are left out. */
export interface Ranked extends Candidate {
  readonly order: Uint32Array;
}

export interface Split {
  /** Null when no threshold parts them better than none. */
  readonly threshold: number | null;
  /** Of those who pass: how many hold the level, less how many do not. */
  readonly gain: number;
}

export function ranked({ values, step }: Candidate): Ranked {
  const known = Uint32Array.from(values.keys()).filter((partner) => !Number.isNaN(values[partner]!));
  return { values, step, order: known.sort((a, b) => values[b]! - values[a]! || a - b) };
}

export interface SplitRequest {
  readonly measure: Ranked;
  /** 1 for partners who hold the level or a higher one. */
  readonly high: Uint8Array;
  /** 1 for partners who pass all other tests of the level. */
  readonly passing: Uint8Array;
  /** The threshold of the level below: this one is no lower. */
  readonly floor: number;
  /** How many partners a rounder threshold may get wrong more than the best one. */
  readonly slack: number;
  /** What a threshold must gain to be asked for at all. */
  readonly least: number;
}

/** Exact: every threshold that tells partners apart is looked at. */
export function bestSplit({ measure, high, passing, floor, slack, least }: SplitRequest): Split {
  const none = total(high, passing);
  const steps = gains(measure, high, passing, floor);
  const best = steps.reduce((most, { gain }) => Math.max(most, gain), Number.NEGATIVE_INFINITY);
  if (best < none + least) return { threshold: null, gain: none };
  let chosen: { threshold: number; gain: number } | null = null;
  for (const { low, high: upper, gain } of steps) {
    if (gain < Math.max(best - slack, none + least)) continue;
    const threshold = roundestWithin(Math.max(low, floor - 1), upper, measure.step);
    const rounder = chosen ? roundness(threshold) - roundness(chosen.threshold) : -1;
    if (rounder < 0 || (rounder === 0 && gain > chosen!.gain)) chosen = { threshold, gain };
  }
  return chosen ?? { threshold: null, gain: none };
}

function total(high: Uint8Array, passing: Uint8Array): number {
  let sum = 0;
  for (let partner = 0; partner < high.length; partner++) {
    if (passing[partner] === 1) sum += high[partner] === 1 ? 1 : -1;
  }
  return sum;
}

/** Thresholds above `low` and up to `high` let the same partners pass. */
interface Interval {
  readonly low: number;
  readonly high: number;
  readonly gain: number;
}

function gains({ values, order }: Ranked, high: Uint8Array, passing: Uint8Array, floor: number): Interval[] {
  const intervals: Interval[] = [];
  let gain = 0;
  let above = Number.NaN;
  for (const partner of order) {
    if (passing[partner] !== 1) continue;
    const value = values[partner]!;
    if (value !== above) {
      if (!Number.isNaN(above)) intervals.push({ low: value, high: above, gain });
      if (above < floor) return intervals;
      above = value;
    }
    gain += high[partner] === 1 ? 1 : -1;
  }
  // The lowest figure passes everybody who has one: a threshold there only asks for a figure.
  if (above >= floor && above > 0) intervals.push({ low: Math.min(0, above - 1), high: above, gain });
  return intervals.filter((interval) => interval.high >= floor);
}
