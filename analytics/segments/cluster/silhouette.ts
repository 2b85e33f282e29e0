/**
 * How well rows lie in their clusters: the mean of (b − a) / max(a, b), a being a row’s mean distance to the others of its
 * cluster and b that to the nearest other cluster; 0 for a row that is alone in its cluster (Rousseeuw, 1987).
 */
import { squaredDistance } from './distance.ts';
import type { Points } from './points.ts';

/**
 * Every pair of rows is looked at once.
 * @param turn called before each row, to let others work
 * @returns −1 to 1; null where fewer than two clusters have rows
 */
export async function silhouette(
  { rows, dims, values }: Points,
  labels: Int16Array,
  k: number,
  turn: (row: number) => Promise<void>,
): Promise<number | null> {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label]!++;
  if (sizes.filter((size) => size > 0).length < 2) return null;
  /** Sum of each row’s distances to the rows of each cluster. */
  const sums = new Float64Array(rows * k);
  for (let row = 0; row < rows; row++) {
    await turn(row);
    const own = labels[row]!;
    for (let other = row + 1; other < rows; other++) {
      const distance = Math.sqrt(squaredDistance(values, row * dims, values, other * dims, dims));
      sums[row * k + labels[other]!]! += distance;
      sums[other * k + own]! += distance;
    }
  }
  let total = 0;
  for (let row = 0; row < rows; row++) total += width(sums.subarray(row * k, (row + 1) * k), sizes, labels[row]!);
  return total / rows;
}

function width(sums: Float64Array, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const inside = sums[own]! / (sizes[own]! - 1);
  let outside = Infinity;
  for (let other = 0; other < sizes.length; other++) {
    if (other !== own && sizes[other]! > 0) outside = Math.min(outside, sums[other]! / sizes[other]!);
  }
  const larger = Math.max(inside, outside);
  return larger === 0 ? 0 : (outside - inside) / larger;
}
