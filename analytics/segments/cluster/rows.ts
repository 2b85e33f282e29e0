/** Which rows are looked at, and in which order. */
import { type Dice, streamOf } from '../../rules/dice/dice.ts';
import { squaredDistance } from './distance.ts';
import type { ClusterFeature, Points } from './points.ts';

/** Rows that have every figure, by id: sums in floating point and seeded starts then do not depend on the input’s order. */
export function completeRows(ids: readonly string[], features: readonly ClusterFeature[]): Int32Array {
  const complete = ids.flatMap((_, row) => (features.every(({ values }) => Number.isFinite(values[row])) ? [row] : []));
  complete.sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  return Int32Array.from(complete);
}

/** How many rows are different ones, counted up to `most`. */
export function distinctRows({ rows, dims, values }: Points, most: number): number {
  const found: number[] = [];
  for (let row = 0; row < rows && found.length < most; row++) {
    if (found.every((one) => squaredDistance(values, row * dims, values, one * dims, dims) > 0)) found.push(row);
  }
  return found.length;
}

/** Places of `size` rows drawn without putting back, in ascending order; null when there are no more rows than that. */
export function sampleRows(rows: number, size: number, dice: Dice, name: string): Int32Array | null {
  if (rows <= size) return null;
  const draws = new Float64Array(size);
  dice.uniforms(streamOf(name), draws);
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  for (let at = 0; at < size; at++) {
    const from = at + Math.floor(draws[at]! * (rows - at));
    [places[at], places[from]] = [places[from]!, places[at]!];
  }
  return places.slice(0, size).sort();
}
