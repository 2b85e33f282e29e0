/** What is usual for the holders of a level, and who lies outside of it. */
import { quantile } from '../../present/quantiles.ts';

/** Between the tenth and the ninetieth percentile lie four of five holders. */
const LOW = 0.1;
const HIGH = 0.9;
/** Of fewer holders nothing is usual. */
export const FEWEST = 5;

export interface UsualRange {
  readonly holders: number;
  /** Null with fewer than `FEWEST` figures. Whole numbers of 10^-4, as the values. */
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export function usualRanges(held: Int8Array, levels: number, values: Float64Array): UsualRange[] {
  return Array.from({ length: levels }, (_, level) => {
    const own: number[] = [];
    for (let partner = 0; partner < held.length; partner++) {
      if (held[partner] === level && !Number.isNaN(values[partner]!)) own.push(values[partner]!);
    }
    own.sort((a, b) => a - b);
    if (own.length < FEWEST) return { holders: own.length, median: null, low: null, high: null };
    const at = (share: number) => Math.round(quantile(own, share));
    return { holders: own.length, median: at(0.5), low: at(LOW), high: at(HIGH) };
  });
}

/** −1 under the range, 1 above it, 0 within or where nothing is usual. */
export function sideOf(value: number, { low, high }: UsualRange): -1 | 0 | 1 {
  if (low === null || high === null || Number.isNaN(value)) return 0;
  if (value < low) return -1;
  return value > high ? 1 : 0;
}

/**
 * The level that a figure outside of its own level's range belongs to: of those on that side whose range holds it, the
 * one whose median is nearest by ratio. Null when the figure is unusual for all of them.
 */
export function levelOf(value: number, own: number, ranges: readonly UsualRange[]): number | null {
  const side = sideOf(value, ranges[own]!);
  if (side === 0) return null;
  let best: { level: number; away: number } | null = null;
  for (const [level, range] of ranges.entries()) {
    if (Math.sign(level - own) !== side || range.median === null || sideOf(value, range) !== 0) continue;
    const away = Math.abs(Math.log((Math.max(value, 0) + 1) / (Math.max(range.median, 0) + 1)));
    if (!best || away < best.away) best = { level, away };
  }
  return best?.level ?? null;
}
