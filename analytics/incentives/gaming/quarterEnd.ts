/**
 * Quarter-end pull-forward: deals that close in the last days of a quarter and are then missing in the first days of the next
 * one. A rush alone may be seasonal work or buyers' budgets; only with the hole behind it were deals moved.
 */
import { normalTail } from '../chance/normal.ts';
import { SIGNIFICANCE, type Verdict } from './finding.ts';

/** A quarter that is followed by another one in the data, in days since an epoch; `to` is its last day. */
export interface QuarterDays {
  readonly from: number;
  readonly to: number;
}

export interface PullForward {
  /** Windows of this many days at the end and the beginning. */
  readonly days: number;
  readonly boundaries: number;
  readonly rush: number;
  readonly hole: number;
  /** Deals that a window holds at the pace of the days between. */
  readonly expected: number;
  /** Deals that were moved at least: the smaller of what is too much before and too little after. Null unless found. */
  readonly moved: number | null;
  readonly rushChance: number | null;
  readonly holeChance: number | null;
  readonly verdict: Verdict;
}

const FEWEST_EXPECTED = 10;
const FEWEST_BOUNDARIES = 3;

/**
 * Quarters are in order and follow each other without a gap.
 * @param closedOn days on which deals closed, in any order
 */
export function findPullForward(closedOn: Float64Array, quarters: readonly QuarterDays[], days = 14): PullForward {
  let [rush, hole, middle, middleDays] = [0, 0, 0, 0];
  const boundaries = Math.max(quarters.length - 1, 0);
  for (const [index, { from, to }] of quarters.entries()) {
    const [head, tail] = [from + days, to - days + 1];
    middleDays += Math.max(tail - head, 0);
    for (const day of closedOn) {
      if (day < from || day > to) continue;
      if (day >= tail) rush += index < boundaries ? 1 : 0;
      else if (day < head) hole += index > 0 ? 1 : 0;
      else middle++;
    }
  }
  const windows = boundaries * days;
  const expected = middleDays > 0 ? (middle / middleDays) * windows : 0;
  const seen = { days, boundaries, rush, hole, expected };
  if (boundaries < FEWEST_BOUNDARIES || expected < FEWEST_EXPECTED) {
    return { ...seen, moved: null, rushChance: null, holeChance: null, verdict: 'too little data' };
  }
  // The pace is an estimate itself: its own spread counts beside that of the window.
  const error = Math.sqrt(expected + (expected * windows) / middleDays);
  const rushChance = normalTail((rush - expected) / error);
  const holeChance = normalTail((expected - hole) / error);
  const found = rushChance < SIGNIFICANCE && holeChance < SIGNIFICANCE;
  return {
    ...seen,
    moved: found ? Math.min(rush - expected, expected - hole) : null,
    rushChance,
    holeChance,
    verdict: found ? 'found' : 'not found',
  };
}
