/**
 * Difference-in-differences on sums of revenue: (treated after ÷ before) ÷ (peers after ÷ before) − 1, a figure that can be
 * checked with four sums. How sure it is comes from drawing whole pairs anew (cluster bootstrap): quarters of one partner
 * are not independent of each other.
 */
import { diceOf, streamOf } from '../../rules/dice/dice.ts';
import type { Pair } from './match.ts';
import { BEFORE, sumOf } from './panel.ts';

export interface Estimate {
  readonly share: number;
  /** Ends of the 90 % interval. */
  readonly low: number;
  readonly high: number;
  /** The smallest rise that would be told from chance four times of five. */
  readonly detectable: number;
  /** Change of treated over peers from quarter to quarter before the event, as a share, with its 90 % interval. */
  readonly trend: { readonly slope: number; readonly low: number; readonly high: number };
  /** By quarter of the window, the mean quarter before the event is 100. */
  readonly index: readonly { readonly treated: number; readonly peers: number }[];
}

const RESAMPLES = 2_000;
const TAIL = 0.05;
/** Standard errors from zero at which a two-sided test at 10 % finds an effect four times of five: 1.645 + 0.842. */
const POWER = 2.487;

/**
 * Quarters are counted from each pair's own change.
 * @param after quarters after the change that every pair has
 * @returns null where one side sold nothing before or after, so that there is no ratio
 */
export function estimateEffect(pairs: readonly Pair[], after: number, seed: number): Estimate | null {
  const quarters = BEFORE + after;
  const all = Int32Array.from(pairs.keys());
  const own = readingOf(pairs, all, quarters);
  if (!own) return null;
  const dice = diceOf(seed, 'experiment');
  const words = new Uint32Array(pairs.length);
  const drawn = new Int32Array(pairs.length);
  const effects: number[] = [];
  const slopes: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    dice.words(streamOf(`resample ${resample}`), words);
    for (let at = 0; at < drawn.length; at++) drawn[at] = Math.floor((words[at]! / 2 ** 32) * pairs.length);
    const reading = readingOf(pairs, drawn, quarters);
    if (!reading) continue;
    effects.push(reading.effect);
    if (!Number.isNaN(reading.slope)) slopes.push(reading.slope);
  }
  effects.sort((a, b) => a - b);
  slopes.sort((a, b) => a - b);
  return {
    share: Math.expm1(own.effect),
    low: Math.expm1(quantile(effects, TAIL)),
    high: Math.expm1(quantile(effects, 1 - TAIL)),
    detectable: Math.expm1(POWER * spread(effects)),
    trend: {
      slope: Math.expm1(own.slope),
      low: Math.expm1(quantile(slopes, TAIL)),
      high: Math.expm1(quantile(slopes, 1 - TAIL)),
    },
    index: Array.from({ length: quarters }, (_, at) => ({
      treated: own.treated[at]!,
      peers: own.peers[at]!,
    })),
  };
}

interface Reading {
  /** Logarithms of ratios, which are as far on both sides of nothing. */
  readonly effect: number;
  readonly slope: number;
  readonly treated: Float64Array;
  readonly peers: Float64Array;
}

function readingOf(pairs: readonly Pair[], chosen: Int32Array, quarters: number): Reading | null {
  const [treated, peers] = [new Float64Array(quarters), new Float64Array(quarters)];
  for (const place of chosen) {
    const pair = pairs[place]!;
    for (let quarter = 0; quarter < quarters; quarter++) {
      treated[quarter]! += pair.treated.revenue[pair.window.first + quarter]!;
      peers[quarter]! += pair.peer.revenue[pair.window.first + quarter]!;
    }
  }
  const [own, other] = [ratio(treated, BEFORE), ratio(peers, BEFORE)];
  if (!(own > 0 && other > 0)) return null;
  const slope = slopeOf(Array.from({ length: BEFORE }, (_, quarter) => Math.log(treated[quarter]! / peers[quarter]!)));
  return { effect: Math.log(own / other), slope, treated: indexed(treated, BEFORE), peers: indexed(peers, BEFORE) };
}

/** Mean quarter after over mean quarter before. */
function ratio(revenue: Float64Array, before: number): number {
  const after = revenue.length - before;
  return sumOf(revenue, before, revenue.length) / after / (sumOf(revenue, 0, before) / before);
}

function indexed(revenue: Float64Array, before: number): Float64Array {
  const base = sumOf(revenue, 0, before) / before;
  return revenue.map((value) => (value / base) * 100);
}

/** Least squares over evenly spaced places. NaN where a quarter has no figure. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let [moment, squares] = [0, 0];
  for (const [place, value] of values.entries()) {
    moment += (place - middle) * value;
    squares += (place - middle) ** 2;
  }
  return Number.isFinite(moment) ? moment / squares : Number.NaN;
}

/** Of ascending values, between neighbours in proportion; NaN of none. */
function quantile(ascending: readonly number[], share: number): number {
  const place = (ascending.length - 1) * share;
  const [low, high] = [ascending[Math.floor(place)], ascending[Math.ceil(place)]];
  return low === undefined || high === undefined ? Number.NaN : low + (high - low) * (place - Math.floor(place));
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
