/** What no thresholds can bring about: who can have which level at all, and whom nothing that moves tells apart. */
import type { Inputs } from '../../rules/expression.ts';
import type { Comparison } from '../simulation/compare.ts';
import type { Outcome } from '../simulation/outcome.ts';
import { type Ground, holders } from './build.ts';
import type { Movable } from './movable.ts';
import type { SearchProblem } from './problem.ts';
import { levelOf } from './totals.ts';

export interface Reach {
  /** By level, the partners who cannot have it or a higher one, however easy the thresholds are. */
  readonly barred: readonly Barred[];
  /** By level, the partners who have it or a higher one, however hard the thresholds are. */
  readonly held: readonly number[];
  /** The largest number of partners with the same figures in all that moves, who always have one level together. */
  readonly alike: number;
  /** Partners who fall however easy the thresholds are. */
  readonly falling: number;
}

export interface Barred {
  /** They have no figure, or none that even the lowest threshold worth naming lets pass. */
  readonly byFigure: number;
  /** They pass what moves; another test, a review or an exception keeps them out. */
  readonly otherwise: number;
}

/** Values by place: the easiest and the hardest that a plan could ask for. */
export interface Ends {
  readonly easiest: Readonly<Record<string, string>>;
  readonly hardest: Readonly<Record<string, string>>;
}

export function reachOf(
  comparison: Comparison,
  own: Outcome,
  ground: Ground,
  moved: readonly Movable[],
  { easiest, hardest }: Ends,
): Reach {
  const best = levelsUnder(comparison, own, ground, easiest);
  const worst = levelsUnder(comparison, own, ground, hardest);
  const partners = [...best.keys()];
  const barred = Array.from({ length: ground.levels }, (_, level) => {
    const thresholds = moved.filter(({ levels }) => levels.includes(level));
    const out = partners.filter((partner) => best[partner]! < level);
    const byFigure = out.filter((partner) =>
      thresholds.some(({ place, rising }) => {
        const figure = ground.figures.get(place)![partner]!;
        const end = Number(easiest[place]);
        return Number.isNaN(figure) || (rising ? figure < end : figure > end);
      }),
    ).length;
    return { byFigure, otherwise: out.length - byFigure };
  });
  const held = Array.from({ length: ground.levels }, (_, level) => worst.filter((own) => own >= level).length);
  const movable = partners.filter((partner) => best[partner] !== worst[partner]);
  const falling = partners.filter((partner) => best[partner]! < ground.ranks[partner]!).length;
  return { barred, held, alike: largestAlike(ground, moved, movable, [best, worst]), falling };
}

function levelsUnder(
  comparison: Comparison,
  own: Outcome,
  ground: Ground,
  values: Readonly<Record<string, string>>,
): Int8Array {
  const masks = own.masksUnder({ ...own.compiled.inputs, ...values } as Inputs);
  const choices = Array.from({ length: ground.levels }, (_, level) => {
    const entry = holders(comparison, masks.entry, level);
    const keep = ground.came ? holders(comparison, masks.keep, level) : entry;
    return { values: {}, entry, keep, demands: {}, plain: false };
  });
  const problem: SearchProblem = { ...ground, choices: choices.map((choice) => [choice]) };
  return Int8Array.from({ length: ground.partners }, (_, partner) => levelOf(problem, choices, partner));
}

function largestAlike(
  { figures, outcomes, came }: Ground,
  moved: readonly Movable[],
  partners: readonly number[],
  ends: readonly Int8Array[],
): number {
  // Partners of two regions may have thresholds of their own.
  if (moved.some(({ place }) => /ByRegion\./.test(place))) return 0;
  const columns = [
    ...new Map(moved.map(({ place, test }) => [test, figures.get(place)!])).values(),
    ...outcomes,
    ...ends,
    ...(came ? [came] : []),
  ];
  const sizes = new Map<string, number>();
  for (const partner of partners) {
    const key = columns.map((column) => column[partner]).join();
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  return [...sizes.values()].reduce((most, size) => Math.max(most, size), 0);
}
