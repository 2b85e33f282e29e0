/**
 * How revenue answers a rate, as factors on revenue. Rates are shares of revenue. All are conventions of marketing science;
 * none is a fact about a network until its own history says so.
 */

/** (i′ ÷ i)^ε, constant elasticity. Null where a rate is 0 or below: there it would say “nothing” or “endlessly much”. */
export function elasticLift(before: number, after: number, elasticity: number): number | null {
  if (before === after) return 1;
  return before > 0 && after > 0 ? (after / before) ** elasticity : null;
}

/** exp(k·(i′ − i)), semi-elasticity: defined at a rate of 0. */
export function semiElasticLift(before: number, after: number, coefficient: number): number {
  return Math.exp(coefficient * (after - before));
}

/** Saturation 1 ÷ (1 + (x ÷ halfAt)^−s), from 0 to 1 (Hill): S-shaped where `steepness` is above 1, else concave. */
export function hill(x: number, halfAt: number, steepness: number): number {
  return x <= 0 ? 0 : 1 / (1 + (x / halfAt) ** -steepness);
}

/** Revenue stands at 1 + most·hill(rate) of what it would be without pay; this is the new over the old of that. */
export function saturatingLift(
  before: number,
  after: number,
  { most, halfAt, steepness }: { readonly most: number; readonly halfAt: number; readonly steepness: number },
): number {
  return (1 + most * hill(after, halfAt, steepness)) / (1 + most * hill(before, halfAt, steepness));
}

/** Carry-over Σ αˢ·x(t−s) ÷ Σ αˢ (adstock, normalised). `newestFirst` holds as many periods as count. */
export function adstock(newestFirst: readonly number[], share: number): number {
  let [sum, weights, weight] = [0, 0, 1];
  for (const value of newestFirst) {
    sum += weight * value;
    weights += weight;
    weight *= share;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** Share of the full response in a period, the first one 0: even steps up to 1. */
export function ramped(period: number, periods: number): number {
  return Math.min(1, Math.max(0, (period + 1) / periods));
}

export interface ThresholdPull {
  readonly gain: number;
  /** Share of the threshold below it in which the pull is felt. */
  readonly within: number;
  readonly power: number;
  readonly coolOffPeriods: number;
}

/**
 * gain·(1 − d ÷ within)^power for a partner whose value lies the share d below the next threshold (goal gradient: effort rises
 * with the share of the way that is done). Nothing farther off, above the last threshold (`next` null), or while he
 * rests after a crossing (`sinceCrossing` periods ago, null for never).
 */
export function thresholdPull(
  { gain, within, power, coolOffPeriods }: ThresholdPull,
  value: number,
  next: number | null,
  sinceCrossing: number | null = null,
): number {
  if (next === null || next <= 0 || value >= next) return 0;
  if (sinceCrossing !== null && sinceCrossing < coolOffPeriods) return 0;
  const distance = (next - value) / next;
  return distance > within ? 0 : gain * (1 - distance / within) ** power;
}
