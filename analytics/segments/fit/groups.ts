/** Outcomes by score, and what each criterion tells by itself. */
import type { ProfileFit } from '../../api/segments.ts';
import { divideRounded } from '../../present/decimal.ts';
import { moneyText } from '../exact.ts';
import { exactSum } from '../summary/figures.ts';
import { meanRanks, rankingOf, spearman } from './ranking.ts';

const TENTHS = 10;

/**
 * Tenths by score with the mean score and the mean outcome of each, the lowest first. Equal scores are in one tenth, so that
 * a tenth can be larger than others, or missing.
 * @param outcomes whole numbers of 10^-MEASURE_SCALE, beside the scores
 */
export function tenths(scores: Float64Array, outcomes: Float64Array): ProfileFit['deciles'] {
  const ranks = meanRanks(rankingOf(scores), once(scores.length));
  const groups = Array.from({ length: TENTHS }, (): number[] => []);
  ranks.forEach((rank, index) => {
    groups[Math.floor((TENTHS * (rank - 0.5)) / ranks.length)]!.push(index);
  });
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      score: group.reduce((sum, index) => sum + scores[index]!, 0) / group.length,
      partners: group.length,
      outcome: moneyText(divideRounded(exactSum(outcomes, Int32Array.from(group)), BigInt(group.length))),
    }));
}

/** Rank correlation of what a criterion is worth with the outcome, over partners for whom both are known; null for no answer. */
export function criterionFit(worths: Float64Array, outcomes: Float64Array): number | null {
  const known = (_: number, index: number) => !Number.isNaN(worths[index]!) && !Number.isNaN(outcomes[index]!);
  const [left, right] = [worths.filter(known), outcomes.filter(known)];
  const counts = once(left.length);
  return spearman(meanRanks(rankingOf(left), counts), meanRanks(rankingOf(right), counts), counts);
}

function once(rows: number): Uint32Array {
  return new Uint32Array(rows).fill(1);
}
