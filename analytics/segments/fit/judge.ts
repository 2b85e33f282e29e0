/** How well scores told what came after, and how sure that is. */
import type { ProfileFit } from '../../api/segments.ts';
import type { Pace } from '../../metrics/pace.ts';
import { quantile } from '../../present/quantiles.ts';
import { diceOf, streamOf } from '../../rules/dice/dice.ts';
import { areaUnderCurve, meanRanks, type Ranking, rankingOf, spearman } from './ranking.ts';

export type Judgement = Pick<ProfileFit, 'rank' | 'auc' | 'verdict'>;

export const NOT_JUDGED: Judgement = { rank: null, auc: null, verdict: 'too little data' };

/** Fewer partners than this, or fewer good ones or others than `FEWEST_EACH`, prove nothing. */
export const FEWEST = 25;
export const FEWEST_EACH = 5;
/** A rank correlation that is called large (Cohen, 1988), and an area under the curve that is called acceptable (Hosmer and Lemeshow, 2000). */
const STRONG_RANK = 0.5;
const STRONG_AREA = 0.7;

const SEED = 7;
const RESAMPLES = 1_000;
/** Of many partners, whose intervals are narrow however often one draws. */
const FEWER_RESAMPLES = 200;
const MANY = 5_000;
/** Both ends of a 90 % interval. */
const TAIL = 0.05;
const UPPER = 0.75;

/**
 * Rank correlation, the area under the curve and their 90 % intervals from drawing partners anew (percentile bootstrap).
 * - `too little data`: fewer partners than `FEWEST`, or fewer than `FEWEST_EACH` with a good outcome or without;
 * - `none`: one of both sides is all equal, or the interval of the correlation reaches 0;
 * - `strong`: a correlation of 0.5 or more and an area of 0.7 or more;
 * - `weak`: all between.
 * @param outcomes as long as the scores; no side has NaN
 */
export async function judgeScores(scores: Float64Array, outcomes: Float64Array, pace: Pace): Promise<Judgement> {
  const rows = scores.length;
  const good = upperQuarter(outcomes);
  const goods = good.reduce((sum, one) => sum + one, 0);
  const [byScore, byOutcome] = [rankingOf(scores), rankingOf(outcomes)];
  const own = read(byScore, byOutcome, good, new Uint32Array(rows).fill(1));
  if (rows < FEWEST || Math.min(goods, rows - goods) < FEWEST_EACH) {
    // Enough partners that are all equal are an answer: the profile, or the outcome, tells nobody apart.
    return rows >= FEWEST && own.rank === null ? { ...NOT_JUDGED, verdict: 'none' } : NOT_JUDGED;
  }
  if (own.rank === null || own.area === null) return { ...NOT_JUDGED, verdict: 'none' };
  const resamples = rows > MANY ? FEWER_RESAMPLES : RESAMPLES;
  const dice = diceOf(SEED, 'profile fit');
  const words = new Uint32Array(rows);
  const ranks: number[] = [];
  const areas: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    await pace.turn('Drawing partners anew', resample, resamples);
    dice.words(streamOf(`resample ${resample}`), words);
    const counts = new Uint32Array(rows);
    for (const word of words) counts[Math.floor((word / 2 ** 32) * rows)]!++;
    const { rank, area } = read(byScore, byOutcome, good, counts);
    if (rank !== null) ranks.push(rank);
    if (area !== null) areas.push(area);
  }
  const rank = interval(ranks);
  const strong = own.rank >= STRONG_RANK && own.area >= STRONG_AREA;
  return {
    rank: { spearman: own.rank, ...rank },
    auc: { value: own.area, ...interval(areas) },
    verdict: rank.low <= 0 ? 'none' : strong ? 'strong' : 'weak',
  };
}

/**
 * Whose outcome is good: about the best quarter. Equal outcomes are all good or all not, whichever comes nearer to a
 * quarter, so that half a network without bookings is not good by accident.
 */
export function upperQuarter(outcomes: Float64Array): Uint8Array {
  const edge = quantile([...outcomes.toSorted()], UPPER);
  const at = Uint8Array.from(outcomes, (outcome) => Number(outcome >= edge));
  const above = Uint8Array.from(outcomes, (outcome) => Number(outcome > edge));
  const away = (chosen: Uint8Array) =>
    Math.abs(chosen.reduce((sum, one) => sum + one, 0) - (1 - UPPER) * outcomes.length);
  return away(above) < away(at) ? above : at;
}

function read(byScore: Ranking, byOutcome: Ranking, good: Uint8Array, counts: Uint32Array) {
  const ranks = meanRanks(byScore, counts);
  return {
    rank: spearman(ranks, meanRanks(byOutcome, counts), counts),
    area: areaUnderCurve(ranks, good, counts),
  };
}

function interval(values: number[]): { readonly low: number; readonly high: number } {
  values.sort((a, b) => a - b);
  return { low: quantile(values, TAIL), high: quantile(values, 1 - TAIL) };
}
