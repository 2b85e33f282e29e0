/** Where to start a search for several thresholds of one level at once: the best of a grid of candidates. */
import type { Ranked } from './split.ts';

/** Candidates a measure, by how many measures are joined: the grid stays under a hundred thousand cells. */
const MOST: Readonly<Record<number, number>> = { 2: 256, 3: 40 };

/**
 * The thresholds, one a measure, that let the most holders of the level pass and the fewest others; null for none.
 * Every cell of the grid is counted, by sums over the corner above it.
 */
export function jointStart(
  measures: readonly Ranked[],
  high: Uint8Array,
  floors: readonly number[],
): (number | null)[] {
  const axes = measures.map((measure, index) => candidatesOf(measure, floors[index]!, MOST[measures.length] ?? 16));
  // Cell 0 of an axis is “no threshold”.
  const sizes = axes.map((axis) => axis.length + 1);
  const sums = new Int32Array(sizes.reduce((product, size) => product * size, 1));
  for (let partner = 0; partner < high.length; partner++) {
    let cell = 0;
    for (const [index, { values }] of measures.entries()) {
      cell = cell * sizes[index]! + reached(axes[index]!, values[partner]!);
    }
    sums[cell]! += high[partner] === 1 ? 1 : -1;
  }
  let stride = 1;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    addFromAbove(sums, stride, sizes[axis]!);
    stride *= sizes[axis]!;
  }
  let best = 0;
  for (let cell = 1; cell < sums.length; cell++) if (sums[cell]! > sums[best]!) best = cell;
  const places = sizes.map(() => 0);
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    places[axis] = best % sizes[axis]!;
    best = Math.floor(best / sizes[axis]!);
  }
  return axes.map((axis, index) => (places[index] === 0 ? null : axis[places[index]! - 1]!));
}

/** Figures that partners have, from the floor up; many are thinned out evenly. */
function candidatesOf({ values, order }: Ranked, floor: number, most: number): number[] {
  const distinct: number[] = [];
  for (let place = order.length - 1; place >= 0; place--) {
    const value = values[order[place]!]!;
    if (value >= floor && value !== distinct.at(-1)) distinct.push(value);
  }
  if (distinct.length <= most) return distinct;
  return Array.from({ length: most }, (_, place) => distinct[Math.floor((place * distinct.length) / most)]!);
}

/** How many of the candidates the figure reaches; none without a figure. */
function reached(axis: readonly number[], value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, axis.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (axis[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Along one axis, each cell takes in all cells above it. */
function addFromAbove(sums: Int32Array, stride: number, size: number): void {
  const block = stride * size;
  for (let start = 0; start < sums.length; start += block) {
    for (let cell = start + block - stride - 1; cell >= start; cell--) sums[cell]! += sums[cell + stride]!;
  }
}
