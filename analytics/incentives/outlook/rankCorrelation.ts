/** Spearman's rank correlation between members of one group, over all pairs of all groups. Pure. */

export interface FoundRank {
  /** The mean over pairs. */
  readonly rank: number;
  /** Its standard error if no two had anything in common: pairs of a group share members, but not their rank correlations. */
  readonly error: number;
  readonly pairs: number;
}

/**
 * @param rows figures by member, all of the same periods
 * @param groupOf by member
 * @returns null where no two members of a group vary
 */
export function rankCorrelation(rows: readonly Float64Array[], groupOf: readonly number[]): FoundRank | null {
  const sums = new Map<number, { readonly scores: Float64Array; members: number }>();
  const periods = rows[0]?.length ?? 0;
  for (const [member, row] of rows.entries()) {
    const scores = rankScores(row);
    if (!scores) continue;
    const group = sums.get(groupOf[member]!) ?? { scores: new Float64Array(periods), members: 0 };
    sums.set(groupOf[member]!, group);
    group.members++;
    for (let at = 0; at < periods; at++) group.scores[at]! += scores[at]!;
  }
  // Of scores with a mean square of 1, the mean square of their sum is the members and every correlation twice.
  let [total, pairs] = [0, 0];
  for (const { scores, members } of sums.values()) {
    const square = scores.reduce((sum, score) => sum + score * score, 0) / periods;
    total += (square - members) / 2;
    pairs += (members * (members - 1)) / 2;
  }
  if (pairs === 0 || periods < 3) return null;
  return { rank: total / pairs, error: 1 / Math.sqrt(pairs * (periods - 1)), pairs };
}

/** Ranks with a mean of 0 and a mean square of 1, equal figures at the mean of their ranks; null where all are equal. */
function rankScores(row: Float64Array): Float64Array | null {
  const order = [...row.keys()].sort((a, b) => row[a]! - row[b]!);
  const ranks = new Float64Array(row.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && row[order[to]!] === row[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to - 1) / 2;
  }
  const middle = (row.length - 1) / 2;
  const square = ranks.reduce((sum, rank) => sum + (rank - middle) ** 2, 0) / row.length;
  if (square === 0) return null;
  return ranks.map((rank) => (rank - middle) / Math.sqrt(square));
}
