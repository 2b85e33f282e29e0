/** Scores 1 to 5. By rank: equal figures share a score, however small the network; by breaks: fixed figures. */

/** The best score, and how many there are. */
export const SCORES = 5;

/**
 * Score by percentile rank, (figures below + half of the equal ones) ÷ all, cut into fifths: 5 for the largest figures.
 * NaN has no score (0) and is nobody’s peer.
 */
export function rankScores(values: Float64Array): Uint8Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const scoreOf = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    // In whole numbers, so that a fifth is a fifth: floor(5 × (from + (to − from) ÷ 2) ÷ n).
    const fifth = Math.floor((SCORES * (from + to)) / (2 * sorted.length));
    scoreOf.set(sorted[from]!, Math.min(SCORES, fifth + 1));
    from = to;
  }
  return Uint8Array.from(values, (value) => scoreOf.get(value) ?? 0);
}

/** Score by four ascending breaks: a figure at a break has the score above it. NaN has no score (0). */
export function breakScores(values: Float64Array, breaks: readonly number[]): Uint8Array {
  return Uint8Array.from(values, (value) =>
    Number.isNaN(value) ? 0 : 1 + breaks.filter((edge) => value >= edge).length,
  );
}
