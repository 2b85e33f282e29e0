/**
 * Lloyd’s iteration: rows go to the nearest centre, centres to the mean of their rows, until nothing moves. Bounds on the
 * distance to the own and to the next centre (Hamerly, “Making k-means even faster”, 2010) spare most comparisons and change
 * no result.
 */
import { squaredDistance } from './distance.ts';
import type { Points } from './points.ts';

export interface Clustering {
  /** Side by side, k × dims. */
  readonly centres: Float64Array;
  /** Index of the centre of each row. */
  readonly labels: Int16Array;
  /** Sum of squared distances to the own centre. */
  readonly inertia: number;
}

export interface LloydOptions {
  /** Ends when centres together move less than this, squared and in standard deviations; 0: when no row changes its centre. */
  readonly tolerance: number;
  /** Called between iterations, to let others work. */
  turn(iteration: number): Promise<void>;
}

const MOST_ITERATIONS = 300;

/** @param start centres to begin with, side by side; not changed */
export async function lloyd(points: Points, start: Float64Array, options: LloydOptions): Promise<Clustering> {
  const state = new State(points, start.slice());
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    await options.turn(iteration);
    const changed = state.assign();
    const moved = state.moveCentres();
    if (changed === 0 || moved <= options.tolerance) break;
  }
  return state.finish();
}

class State {
  private readonly points: Points;
  private readonly centres: Float64Array;
  private readonly k: number;
  private readonly labels: Int16Array;
  /** At least the distance to the own centre; at most the distance to any other one. */
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;

  constructor(points: Points, centres: Float64Array) {
    this.points = points;
    this.centres = centres;
    this.k = centres.length / points.dims;
    this.labels = new Int16Array(points.rows).fill(-1);
    this.upper = new Float64Array(points.rows).fill(Infinity);
    this.lower = new Float64Array(points.rows);
  }

  /** How many rows went to another centre. */
  assign(): number {
    const { points, labels, upper, lower } = this;
    const { rows, dims, values } = points;
    const halves = this.halfWayToNext();
    let changed = 0;
    for (let row = 0; row < rows; row++) {
      const own = labels[row]!;
      if (own >= 0) {
        const safe = Math.max(halves[own]!, lower[row]!);
        if (upper[row]! <= safe) continue;
        upper[row] = Math.sqrt(squaredDistance(values, row * dims, this.centres, own * dims, dims));
        if (upper[row]! <= safe) continue;
      }
      if (this.goToNearest(row) !== own) changed++;
    }
    return changed;
  }

  /** How far the centres moved together, squared. */
  moveCentres(): number {
    const { k, centres, labels, upper, lower } = this;
    const { dims } = this.points;
    const means = this.means();
    const steps = new Float64Array(k);
    let moved = 0;
    let [farthest, most, second] = [0, 0, 0];
    for (let centre = 0; centre < k; centre++) {
      const square = squaredDistance(means, centre * dims, centres, centre * dims, dims);
      const step = Math.sqrt(square);
      moved += square;
      steps[centre] = step;
      if (step > most) [farthest, most, second] = [centre, step, most];
      else if (step > second) second = step;
    }
    centres.set(means);
    for (let row = 0; row < labels.length; row++) {
      const own = labels[row]!;
      upper[row]! += steps[own]!;
      lower[row]! -= own === farthest ? second : most;
    }
    return moved;
  }

  /** Rows at the nearest of the last centres, looked at one by one: bounds that rounding has worn decide nothing. */
  finish(): Clustering {
    let inertia = 0;
    for (let row = 0; row < this.points.rows; row++) {
      this.goToNearest(row);
      inertia += this.upper[row]! ** 2;
    }
    return { centres: this.centres, labels: this.labels, inertia };
  }

  private goToNearest(row: number): number {
    const { centres, k } = this;
    const { dims, values } = this.points;
    let [own, nearest, next] = [0, Infinity, Infinity];
    for (let centre = 0; centre < k; centre++) {
      const square = squaredDistance(values, row * dims, centres, centre * dims, dims);
      if (square < nearest) {
        next = nearest;
        nearest = square;
        own = centre;
      } else if (square < next) next = square;
    }
    this.labels[row] = own;
    this.upper[row] = Math.sqrt(nearest);
    this.lower[row] = Math.sqrt(next);
    return own;
  }

  /** Half the distance from each centre to the next one: rows nearer than that cannot belong elsewhere. */
  private halfWayToNext(): Float64Array {
    const { centres, k } = this;
    const { dims } = this.points;
    const halves = new Float64Array(k).fill(Infinity);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) {
        if (a === b) continue;
        const half = Math.sqrt(squaredDistance(centres, a * dims, centres, b * dims, dims)) / 2;
        if (half < halves[a]!) halves[a] = half;
      }
    }
    return halves;
  }

  private means(): Float64Array {
    const { k, labels } = this;
    const { rows, dims, values } = this.points;
    const counts = new Int32Array(k);
    const sums = new Float64Array(k * dims);
    for (let row = 0; row < rows; row++) {
      const own = labels[row]!;
      counts[own]!++;
      for (let dim = 0; dim < dims; dim++) sums[own * dims + dim]! += values[row * dims + dim]!;
    }
    const means = sums.map((sum, at) => sum / counts[Math.floor(at / dims)]!);
    counts.forEach((count, centre) => {
      if (count > 0) return;
      const row = this.loneliest(counts);
      const from = row === null ? this.centres.subarray(centre * dims, (centre + 1) * dims) : this.placeOf(row);
      means.set(from, centre * dims);
    });
    return means;
  }

  /**
   * The row that is farthest from its centre becomes the centre that has lost all of its rows. It goes there with the next
   * assignment, since its bounds are let go. Null when every row lies on its centre.
   */
  private loneliest(counts: Int32Array): number | null {
    const { centres, labels, upper, lower } = this;
    const { rows, dims, values } = this.points;
    let found: number | null = null;
    let farthest = 0;
    for (let row = 0; row < rows; row++) {
      const own = labels[row]!;
      if (upper[row] === Infinity || counts[own]! < 2) continue;
      const square = squaredDistance(values, row * dims, centres, own * dims, dims);
      if (square > farthest) [found, farthest] = [row, square];
    }
    if (found !== null) [upper[found], lower[found]] = [Infinity, 0];
    return found;
  }

  private placeOf(row: number): Float64Array {
    const { dims, values } = this.points;
    return values.subarray(row * dims, (row + 1) * dims);
  }
}
