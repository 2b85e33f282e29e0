/**
 * Goal seek: the step of one lever whose cost comes nearest to a target. Steps are figures that can be said aloud, so the
 * target itself is rarely among them; where the cost does not move one way, every stretch that crosses the target is halved.
 */

export interface Sought {
  /** The nearest step, and what it costs. */
  readonly at: number;
  readonly cost: number;
  /** Within a hundredth of the target. */
  readonly reached: boolean;
  /** Neighbouring steps on both sides of the target: it lies between two of them. */
  readonly between: readonly [number, number] | null;
  /** The least and most cost of all steps looked at. */
  readonly range: { readonly least: number; readonly most: number };
  readonly oneWay: boolean;
  /** Steps looked at, ascending, with what they cost. */
  readonly looked: ReadonlyMap<number, number>;
}

/** Steps of the first look, ends included. */
const FIRST_LOOK = 17;
/** Nearer than this share of the target is reached. */
const CLOSE = 0.01;
/** Steps on each side of the nearest one that are looked at where nothing crosses. */
const AROUND = 8;

/** @param now the present step: of two that are as near, the one nearer to it is taken */
export async function seekGoal(
  steps: number,
  { target, now }: { readonly target: number; readonly now: number },
  costOf: (step: number) => Promise<number>,
): Promise<Sought> {
  const known = new Map<number, number>();
  const look = async (step: number): Promise<number> => {
    const cost = known.get(step) ?? (await costOf(step));
    known.set(step, cost);
    return cost;
  };
  const first = Math.min(FIRST_LOOK, steps);
  for (let n = 0; n < first; n++) await look(first === 1 ? 0 : Math.round((n * (steps - 1)) / (first - 1)));
  await look(now);
  for (const [low, high] of crossings(known, target)) await halve(low, high, target, look);
  const near = nearest(known, target, now);
  if (crossings(known, target).length === 0) {
    for (let step = Math.max(near - AROUND, 0); step <= Math.min(near + AROUND, steps - 1); step++) await look(step);
  }
  const at = nearest(known, target, now);
  const cost = known.get(at)!;
  const looked = new Map([...known].sort(([a], [b]) => a - b));
  const costs = [...looked.values()];
  return {
    at,
    cost,
    reached: Math.abs(cost - target) <= CLOSE * Math.abs(target),
    between: crossings(looked, target).find(([low, high]) => high - low === 1 && (low === at || high === at)) ?? null,
    range: { least: Math.min(...costs), most: Math.max(...costs) },
    oneWay:
      costs.every((one, n) => n === 0 || one >= costs[n - 1]!) ||
      costs.every((one, n) => n === 0 || one <= costs[n - 1]!),
    looked,
  };
}

/** Neighbours among the known steps that lie on both sides of the target. */
function crossings(known: ReadonlyMap<number, number>, target: number): [number, number][] {
  const steps = [...known.keys()].sort((a, b) => a - b);
  const pairs: [number, number][] = [];
  for (let n = 1; n < steps.length; n++) {
    const [low, high] = [steps[n - 1]!, steps[n]!];
    if ((known.get(low)! - target) * (known.get(high)! - target) <= 0) pairs.push([low, high]);
  }
  return pairs;
}

async function halve(
  low: number,
  high: number,
  target: number,
  look: (step: number) => Promise<number>,
): Promise<void> {
  let [from, to] = [low, high];
  const below = (await look(from)) <= target;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((await look(middle)) <= target === below) from = middle;
    else to = middle;
  }
}

function nearest(known: ReadonlyMap<number, number>, target: number, now: number): number {
  return [...known].reduce(
    ([best, cost], [step, other]) => {
      const closer = Math.abs(other - target) - Math.abs(cost - target);
      return closer < 0 || (closer === 0 && Math.abs(step - now) < Math.abs(best - now)) ? [step, other] : [best, cost];
    },
    [now, known.get(now)!],
  )[0];
}
