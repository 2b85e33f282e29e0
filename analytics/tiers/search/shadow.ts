import type { Plan } from './problem.ts';

type Measured = Pick<Plan, 'miss' | 'demoted' | 'cost'>;

const MOST_LINES = 400;

/**
 * Rules most dominated plans out at once. Lines through the fits and demotions of some of the plans make a grid; each
 * crossing knows the least cost of all plans up to it. Millions of combinations are asked about, thousands stay.
 */
export class Shadow {
  readonly #fits: Float64Array;
  readonly #falls: Float64Array;
  /** By row (fit) and column (demotions), one more than lines: nothing is up to the first. */
  readonly #least: Float64Array;

  constructor(plans: readonly Measured[]) {
    this.#fits = lines(plans.map(({ miss }) => miss));
    this.#falls = lines(plans.map(({ demoted }) => demoted));
    const width = this.#falls.length + 1;
    const least = new Float64Array((this.#fits.length + 1) * width).fill(Number.POSITIVE_INFINITY);
    for (const { miss, demoted, cost } of plans) {
      // The first line at or behind the plan: whoever is behind that line is behind the plan.
      const at = (reached(this.#fits, miss, true) + 1) * width + reached(this.#falls, demoted, true) + 1;
      if (cost < least[at]!) least[at] = cost;
    }
    for (let at = width + 1; at < least.length; at++) {
      if (at % width === 0) continue;
      least[at] = Math.min(least[at]!, least[at - 1]!, least[at - width]!);
    }
    this.#least = least;
  }

  /** True only where one of the plans is nowhere worse; false says nothing. */
  covers({ miss, demoted, cost }: Measured): boolean {
    const width = this.#falls.length + 1;
    return this.#least[reached(this.#fits, miss) * width + reached(this.#falls, demoted)]! <= cost;
  }
}

/** Some of the values, ascending, the largest among them, each once. */
function lines(values: readonly number[]): Float64Array {
  const distinct = Float64Array.from(new Set(values)).sort();
  if (distinct.length <= MOST_LINES) return distinct;
  return Float64Array.from(
    { length: MOST_LINES },
    (_, n) => distinct[Math.ceil(((n + 1) * distinct.length) / MOST_LINES) - 1]!,
  );
}

/** How many lines are up to a value, or before it. */
function reached(lines: Float64Array, value: number, before = false): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle]!;
    if (line < value || (!before && line === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
