/** What choices come to: partners by level, partners who fall, cost. */
import type { Choice, SearchProblem } from './problem.ts';

/** Places in a row of totals: partners without a level, by level, then these. */
export const demotedAt = (levels: number) => levels + 1;
export const costAt = (levels: number) => levels + 2;
export const widthOf = (levels: number) => levels + 3;

/**
 * Where every partner who meets a level meets the levels below it too, totals can be added up level by level: a choice
 * changes only what its own partners end up with, over the level below. Null where some choices that go together are not
 * nested so.
 */
export function addedUp(problem: SearchProblem, goTogether: GoTogether): AddedUp | null {
  if (!isNested(problem, goTogether)) return null;
  const levels = problem.choices.length;
  const nobody = new Float64Array(widthOf(levels));
  for (let partner = 0; partner < problem.partners; partner++) addOutcome(problem, nobody, partner, -1, 1);
  const steps = problem.choices.map((choices, level) =>
    choices.map(({ entry, keep }) => {
      const step = new Float64Array(widthOf(levels));
      for (let partner = 0; partner < problem.partners; partner++) {
        if (entry[partner] !== 1 && !(keep[partner] === 1 && stays(problem, partner, level))) continue;
        addOutcome(problem, step, partner, level, 1);
        addOutcome(problem, step, partner, level - 1, -1);
      }
      return step;
    }),
  );
  return { nobody, steps };
}

export interface AddedUp {
  /** Totals when nobody meets anything. */
  readonly nobody: Float64Array;
  /** By level and choice. */
  readonly steps: readonly (readonly Float64Array[])[];
}

/** Totals of one choice a level, partner by partner: for requirements that are not nested. */
export function counted(problem: SearchProblem, choice: readonly number[]): Float64Array {
  const chosen = problem.choices.map((choices, level) => choices[choice[level]!]!);
  const totals = new Float64Array(widthOf(chosen.length));
  for (let partner = 0; partner < problem.partners; partner++) {
    addOutcome(problem, totals, partner, given(problem, chosen, partner), 1);
  }
  return totals;
}

/** The level that a partner ends up with under a choice for each level, −1 for none. */
export function levelOf(problem: SearchProblem, chosen: readonly Choice[], partner: number): number {
  return problem.outcomes[given(problem, chosen, partner) + 1]![partner]!;
}

/** What the requirements give. */
function given(problem: SearchProblem, chosen: readonly Choice[], partner: number): number {
  let [entered, kept] = [-1, -1];
  let [enters, keeps] = [true, true];
  for (const [level, { entry, keep }] of chosen.entries()) {
    enters = entry[partner] === 1 && (enters || !problem.requireLower);
    keeps = keep[partner] === 1 && (keeps || !problem.requireLower);
    if (enters) entered = level;
    if (keeps && stays(problem, partner, level)) kept = level;
  }
  return Math.max(entered, kept);
}

/** Whether choices of two levels, lower one first, may stand in one program. */
export type GoTogether = (low: number, lowChoice: number, high: number, highChoice: number) => boolean;

function isNested({ choices }: SearchProblem, goTogether: GoTogether): boolean {
  for (let high = 1; high < choices.length; high++) {
    for (const [upper, above] of choices[high]!.entries()) {
      for (const [lower, below] of choices[high - 1]!.entries()) {
        if (!goTogether(high - 1, lower, high, upper)) continue;
        if (!within(above.entry, below.entry) || !within(above.keep, below.keep)) return false;
      }
    }
  }
  return true;
}

function within(inner: Uint8Array, outer: Uint8Array): boolean {
  for (let partner = 0; partner < inner.length; partner++) {
    if (inner[partner]! > outer[partner]!) return false;
  }
  return true;
}

/** What keeps a level speaks of those who have it, or a higher one. */
function stays({ came }: SearchProblem, partner: number, level: number): boolean {
  return came !== null && level <= came[partner]!;
}

function addOutcome(
  { outcomes, ranks, costs, choices }: SearchProblem,
  totals: Float64Array,
  partner: number,
  given: number,
  times: 1 | -1,
): void {
  const after = outcomes[given + 1]![partner]!;
  totals[after + 1]! += times;
  if (after < ranks[partner]!) totals[demotedAt(choices.length)]! += times;
  if (after >= 0) totals[costAt(choices.length)]! += times * costs[after]![partner]!;
}
