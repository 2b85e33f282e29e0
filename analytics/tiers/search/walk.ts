/** Tries every combination of choices, one a level, that may stand in one program. */
import type { Frontier } from './frontier.ts';
import type { Choice, Plan, SearchProblem, Shape } from './problem.ts';
import { addedUp, costAt, counted, demotedAt, type GoTogether, widthOf } from './totals.ts';

/** Combinations between two looks at the clock, the signal and the listener. */
const BATCH = 65_536;
const SLOW_BATCH = 64;

/** Whether totals can be added up, which makes millions of combinations cheap. */
export function isAddable(problem: SearchProblem): boolean {
  return addedUp(problem, together(problem)) !== null;
}

/**
 * Offers every combination to the frontier. Exact: each is evaluated partner by partner, at once or by sums over the
 * partners of each choice.
 * @yields combinations tried since the last time
 */
export function* tryAll(problem: SearchProblem, shape: Shape, frontier: Frontier): Generator<number, void> {
  const levels = problem.choices.length;
  const goTogether = together(problem);
  const added = addedUp(problem, goTogether);
  const sums = Array.from({ length: levels + 1 }, () => new Float64Array(widthOf(levels)));
  if (added) sums[0]!.set(added.nobody);
  const choice = new Int32Array(levels).fill(-1);
  const batch = added ? BATCH : SLOW_BATCH;
  let tried = 0;
  for (let level = 0; level >= 0; ) {
    const next = ++choice[level]!;
    if (next >= problem.choices[level]!.length) {
      choice[level--] = -1;
      continue;
    }
    if (!fitsBelow(choice, level, goTogether)) continue;
    if (added) addTo(sums[level + 1]!, sums[level]!, added.steps[level]![next]!);
    if (level < levels - 1) {
      level++;
      continue;
    }
    const totals = added ? sums[levels]! : counted(problem, [...choice]);
    const found = {
      miss: missOf(totals, shape, problem.partners),
      demoted: totals[demotedAt(levels)]!,
      cost: totals[costAt(levels)]!,
    };
    frontier.offer(found, () => ({
      ...found,
      ...planOf(problem, choice),
      counts: [...totals.subarray(0, levels + 1)],
    }));
    if (++tried % batch === 0) yield batch;
  }
  yield tried % batch;
}

function planOf({ choices }: SearchProblem, choice: Int32Array): Pick<Plan, 'choice' | 'values'> {
  const values = Object.assign({}, ...choices.map((list, level) => list[choice[level]!]!.values));
  return { choice: [...choice], values };
}

export function missOf(counts: ArrayLike<number>, { shares }: Shape, partners: number): number {
  let miss = 0;
  for (let level = 0; level < shares.length; level++) {
    const wished = shares[level];
    if (wished === null || wished === undefined) continue;
    const away = Math.abs(counts[level + 1]! / partners - wished);
    if (away > miss) miss = away;
  }
  return miss;
}

/** Every measure is asked for more at a higher level, unless the program asks for the same. Each pair of levels is compared once. */
function together({ choices }: SearchProblem): GoTogether {
  const known = new Map<number, Uint8Array>();
  return (low, lowChoice, high, highChoice) => {
    const pair = low * choices.length + high;
    let table = known.get(pair);
    if (!table) {
      table = Uint8Array.from(
        choices[low]!.flatMap((below) =>
          choices[high]!.map((above) => (clashes(below, above) || swallows(below, above) ? 0 : 1)),
        ),
      );
      known.set(pair, table);
    }
    return table[lowChoice * choices[high]!.length + highChoice] === 1;
  };
}

/** A tenth more than at the level below is the least gap, where there must be one; as whole numbers, so that 110 is a tenth more than 100. */
const LEAST_GAP = { times: 11, of: 10 };

/** No more is asked for at the higher level, or so little more that nobody would tell the two apart. */
function clashes({ demands: below }: Choice, { demands: above }: Choice): boolean {
  return Object.entries(above).some(([measure, high]) => {
    const low = below[measure];
    if (!low || !(low.moves || high.moves)) return false;
    if (low.value === high.value) return low.now !== high.now;
    if (low.value > high.value) return true;
    return high.spaced && high.value * LEAST_GAP.of < low.value * LEAST_GAP.times;
  });
}

/** Who meets the lower level would have the higher one, so nobody would be left at the lower one. */
function swallows(below: Choice, above: Choice): boolean {
  if (!below.plain || !above.plain) return false;
  return Object.entries(above.demands).every(
    ([measure, { value }]) => (below.demands[measure]?.value ?? Number.NEGATIVE_INFINITY) >= value,
  );
}

function fitsBelow(choice: Int32Array, level: number, goTogether: GoTogether): boolean {
  for (let low = 0; low < level; low++) {
    if (!goTogether(low, choice[low]!, level, choice[level]!)) return false;
  }
  return true;
}

function addTo(target: Float64Array, base: Float64Array, step: Float64Array): void {
  for (let at = 0; at < target.length; at++) target[at] = base[at]! + step[at]!;
}
