/**
 * Where clusters begin: k-means++ (Arthur and Vassilvitskii, 2007), each further centre being the best of a few candidates
 * that were drawn by their squared distance to the nearest centre so far.
 */
import { type Dice, streamOf } from '../../rules/dice/dice.ts';
import { squaredDistance } from './distance.ts';
import type { Points } from './points.ts';

/** Centres side by side, k × dims. The restart names the dice, so that each begins elsewhere. */
export function seedCentres(points: Points, k: number, dice: Dice, restart: number): Float64Array {
  const { rows, dims, values } = points;
  const candidates = 2 + Math.floor(Math.log(k));
  const draws = new Float64Array(1 + (k - 1) * candidates);
  dice.uniforms(streamOf(`${k} centres, start ${restart}`), draws);
  const centres = new Float64Array(k * dims);
  const place = (row: number, centre: number) =>
    centres.set(values.subarray(row * dims, (row + 1) * dims), centre * dims);

  const first = Math.floor(draws[0]! * rows);
  place(first, 0);
  let nearest = nearestWith(points, first, null).squares;
  for (let centre = 1; centre < k; centre++) {
    let best: Nearest | null = null;
    for (let candidate = 0; candidate < candidates; candidate++) {
      const row = drawn(nearest, draws[1 + (centre - 1) * candidates + candidate]!);
      const tried = nearestWith(points, row, nearest);
      if (best === null || tried.total < best.total) best = tried;
    }
    place(best!.row, centre);
    nearest = best!.squares;
  }
  return centres;
}

interface Nearest {
  readonly row: number;
  /** Squared distance of every row to the nearest centre. */
  readonly squares: Float64Array;
  readonly total: number;
}

/** How near the centres are once this row is one of them. */
function nearestWith({ rows, dims, values }: Points, row: number, before: Float64Array | null): Nearest {
  const squares = new Float64Array(rows);
  let total = 0;
  for (let other = 0; other < rows; other++) {
    const square = squaredDistance(values, other * dims, values, row * dims, dims);
    squares[other] = before ? Math.min(before[other]!, square) : square;
    total += squares[other]!;
  }
  return { row, squares, total };
}

/** The row where the running sum passes the share of the total; the last one that has a weight when rounding falls short. */
function drawn(weights: Float64Array, share: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = share * total;
  let last = 0;
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue;
    last = row;
    left -= weights[row]!;
    if (left < 0) return row;
  }
  return last;
}
