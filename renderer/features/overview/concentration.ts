/** How much of a sum comes from how few. For drawing and for shares of the partners' own sum. */

export interface Concentration {
  /** Partners with anything: the whole of the curve. */
  readonly partners: number;
  /** Share of the largest 1, 5, 10, 50: null when there are not more partners than that. */
  readonly top: ReadonlyMap<number, number | null>;
  /** The fewest partners that make 80 % of the sum, and what they make exactly. */
  readonly eighty: number;
  readonly eightyShare: number;
  /** From (0, 0) to (1, 1): share of partners, smallest first, against their share of the sum. */
  readonly curve: readonly LorenzPoint[];
}

export interface LorenzPoint {
  readonly partners: number;
  readonly share: number;
}

export const TOPS = [1, 5, 10, 50] as const;

/**
 * `amounts` are the sums of partners in any order. Partners without one, or with more returned than sold, are no part
 * of it, as in the Gini coefficient that stands beside the curve. Null when nobody has a sum.
 */
export function concentrationOf(amounts: readonly number[]): Concentration | null {
  const sizes = amounts.filter((amount) => amount > 0).sort((a, b) => b - a);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum === 0) return null;
  const running: number[] = [];
  let sumSoFar = 0;
  for (const size of sizes) {
    sumSoFar += size;
    running.push(sumSoFar / sum);
  }
  // Rounding of floats must not ask for one partner more.
  const eighty = running.findIndex((share) => share >= 0.8 - 1e-12) + 1;
  const top = new Map(
    TOPS.map((count) => [count, sizes.length > count || count === 1 ? (running[count - 1] ?? null) : null]),
  );
  return {
    partners: sizes.length,
    top,
    eighty,
    eightyShare: running[eighty - 1] ?? 1,
    curve: lorenz(running),
  };
}

/** At most this many points are drawn: more cannot be seen. */
const POINTS = 240;

function lorenz(running: readonly number[]): LorenzPoint[] {
  const points: LorenzPoint[] = [{ partners: 0, share: 0 }];
  const step = Math.max(1, Math.floor(running.length / POINTS));
  // The k smallest hold what the others do not.
  for (let largest = running.length; largest > 0; largest -= step) {
    points.push({ partners: (running.length - largest) / running.length, share: 1 - (running[largest - 1] ?? 0) });
  }
  points.push({ partners: 1, share: 1 });
  return points;
}
