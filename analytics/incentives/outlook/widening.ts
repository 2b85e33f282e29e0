/** How much wider the bands of a forecast must be to hold what a back-test missed. */
import { type ChanceTotal, totalOf } from '../chance/merge.ts';
import type { SideDraws } from './model.ts';

/** From P10 to P90. */
const COVERED = 0.8;
/** A miss under a thousandth of what was paid is rounding. */
const ROUNDING = 0.001;

/** A closed quarter: what was forecast for it, and what it came to. */
export interface TriedQuarter {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly actual: number;
}

/** From so many quarters on the rank below is one of theirs, and the widened bands are as sure as they are called. */
export const ENOUGH_QUARTERS = 4;

/**
 * The factor by which bands go further from their median to be right in four quarters of five: split conformal prediction with
 * the score that scales each half of a band about its median (CQR-m: D. Kivaranovic, K. Johnson and H. Leeb, Adaptive,
 * distribution-free prediction intervals for deep networks, AISTATS 2020; after Y. Romano, E. Patterson and E. Candès,
 * Conformalized quantile regression, NeurIPS 2019). Of n quarters it is the score of rank ⌈0.8 × (n + 1)⌉, of fewer than four the
 * largest one. Never under 1: a handful of lucky quarters narrows nothing.
 * @returns null where a band without width was missed, which no factor mends
 */
export function wideningOf(quarters: readonly TriedQuarter[]): number | null {
  const scores = quarters.map(scoreOf).sort((a, b) => a - b);
  // In floating point 0.8 × 5 must not become a little more than 4.
  const rank = Math.min(Math.ceil(COVERED * (scores.length + 1) - 1e-9), scores.length);
  const factor = Math.max(1, scores[rank - 1] ?? 1);
  return Number.isFinite(factor) ? factor : null;
}

/** How far the actual lies from the median, over how far the band goes to that side. */
function scoreOf({ p10, p50, p90, actual }: TriedQuarter): number {
  const miss = Math.abs(actual - p50);
  if (miss <= ROUNDING * Math.abs(actual)) return 0;
  const half = actual > p50 ? p90 - p50 : p50 - p10;
  return half > 0 ? miss / half : Number.POSITIVE_INFINITY;
}

/**
 * Quarters are widened by the factor. The total gets what each of them gets, added up: what is missed in one quarter may be missed
 * in the next ones too, so nothing of it is taken to cancel out.
 */
export function widenedSide(side: SideDraws, factor: number): SideDraws {
  if (factor === 1) return side;
  return {
    ...side,
    total: widened(side.total, totalFactor(side, factor), side),
    quarters: side.quarters.map((quarter) => widened(quarter, factor, side)),
  };
}

export function totalFactor({ total, quarters }: SideDraws, factor: number): number {
  const width = ({ p10, p90 }: ChanceTotal) => p90 - p10;
  if (width(total) === 0) return factor;
  return 1 + ((factor - 1) * quarters.reduce((sum, quarter) => sum + width(quarter), 0)) / width(total);
}

/** Draws so many times as far from their median, within their limits. Nothing is said of the mean, which stays. */
export function widened(
  total: ChanceTotal,
  factor: number,
  { least, most }: Pick<SideDraws, 'least' | 'most'> = UNLIMITED,
): ChanceTotal {
  if (factor === 1) return total;
  const { p50, scale, mean, byDraw } = total;
  const wider = byDraw.map((draw) => Math.min(Math.max(Math.round(p50 + (draw - p50) * factor), least), most));
  return { ...totalOf('widened', scale, wider), mean };
}

const UNLIMITED = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
