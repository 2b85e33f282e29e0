/** What a criterion of a profile is worth, 0 to 1. */

/**
 * In proportion between the two figures, 0 at `from` and before, 1 at `to` and after; downwards when `to` is the smaller.
 * Where they are the same, the figure is a threshold.
 * @returns NaN for no figure
 */
export function rampWorth(value: number, from: number, to: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  if (from === to) return value >= to ? 1 : 0;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

export interface Band {
  readonly from: number;
  readonly worth: number;
}

/**
 * The worth of the highest band that the figure reaches; 0 below the lowest.
 * @param bands ascending
 * @returns NaN for no figure
 */
export function bandWorth(value: number, bands: readonly Band[]): number {
  if (Number.isNaN(value)) return Number.NaN;
  return bands.findLast(({ from }) => value >= from)?.worth ?? 0;
}

export interface Weighted {
  /** 0 to 100; NaN where nothing is known. */
  readonly score: number;
  /** Share of the weights for which something is known. */
  readonly coverage: number;
}

/**
 * The worths by their weights, over what is known: a criterion without a figure neither helps nor harms.
 * @param weights when all are 0, nothing is known
 * @param worths NaN where nothing is known
 */
export function weighted(weights: readonly number[], worths: ArrayLike<number>): Weighted {
  let [sum, known, all] = [0, 0, 0];
  weights.forEach((weight, index) => {
    all += weight;
    const worth = worths[index]!;
    if (Number.isNaN(worth)) return;
    known += weight;
    sum += weight * worth;
  });
  return { score: known === 0 ? Number.NaN : (100 * sum) / known, coverage: all === 0 ? 0 : known / all };
}
