/**
 * Ranks of values of which each may count several times: a resample that draws a partner thrice counts it thrice, and its
 * ranks are found without sorting anew.
 */

/** Values in ascending order, equal ones together. */
export interface Ranking {
  /** Indices of the values. */
  readonly order: Int32Array;
  /** Where each run of equal values ends in the order. */
  readonly ends: Int32Array;
}

export function rankingOf(values: Float64Array): Ranking {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ends: number[] = [];
  order.forEach((index, at) => {
    if (at === order.length - 1 || values[order[at + 1]!] !== values[index]) ends.push(at + 1);
  });
  return { order, ends: Int32Array.from(ends) };
}

/**
 * Ranks from 1 on; equal values share the mean of theirs.
 * @param counts how often each value counts
 */
export function meanRanks({ order, ends }: Ranking, counts: Uint32Array): Float64Array {
  const ranks = new Float64Array(order.length);
  let below = 0;
  let from = 0;
  for (const end of ends) {
    let equal = 0;
    for (let at = from; at < end; at++) equal += counts[order[at]!]!;
    const rank = below + (equal + 1) / 2;
    for (let at = from; at < end; at++) ranks[order[at]!] = rank;
    below += equal;
    from = end;
  }
  return ranks;
}

/**
 * Spearman’s rank correlation: Pearson’s of the mean ranks, so that ties count rightly.
 * @returns −1 to 1; null where all values of one side are equal
 */
export function spearman(a: Float64Array, b: Float64Array, counts: Uint32Array): number | null {
  let all = 0;
  for (const count of counts) all += count;
  // Ranks, ties or not, have this mean.
  const mean = (all + 1) / 2;
  let [both, first, second] = [0, 0, 0];
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index]!;
    const [left, right] = [a[index]! - mean, b[index]! - mean];
    both += count * left * right;
    first += count * left * left;
    second += count * right * right;
  }
  return first === 0 || second === 0 ? null : both / Math.sqrt(first * second);
}

/**
 * The chance that one of the good has a higher value than one of the others, an equal one counting half: the area under the
 * ROC curve by the rank sum of Mann and Whitney.
 * @param ranks mean ranks of the values
 * @returns 0 to 1; null where all are good, or none is
 */
export function areaUnderCurve(ranks: Float64Array, good: Uint8Array, counts: Uint32Array): number | null {
  let [goods, others, sum] = [0, 0, 0];
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index]!;
    if (good[index]) {
      goods += count;
      sum += count * ranks[index]!;
    } else others += count;
  }
  return goods === 0 || others === 0 ? null : (sum - (goods * (goods + 1)) / 2) / (goods * others);
}
