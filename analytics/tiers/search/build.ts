/** A comparison of the lab as a problem on plain arrays. */

import type { Pace } from '../../metrics/pace.ts';
import { dayNumber } from '../../network/dates.ts';
import type { Inputs } from '../../rules/expression.ts';
import { boundLevels, settleReviews } from '../../rules/settlement/review.ts';
import type { CompiledLevel, CompiledRequirement, CompiledTest } from '../compiled.ts';
import type { Comparison } from '../simulation/compare.ts';
import { benefitColumns } from '../simulation/costs.ts';
import type { Outcome } from '../simulation/outcome.ts';
import type { Movable } from './movable.ts';
import type { Choice, Demand, SearchProblem } from './problem.ts';

/** What of the problem does not depend on the values that are tried. */
export interface Ground extends Omit<SearchProblem, 'choices'> {
  readonly levels: number;
  /** Figures of the test of each movable threshold by partner, as plain numbers; NaN for none. */
  readonly figures: ReadonlyMap<string, Float64Array>;
}

/** Reads everything that the readings are needed for: other thresholds may be evaluated afterwards. */
export function groundOf(comparison: Comparison, moved: readonly Movable[]): Ground {
  const { outcome, readings, population, former, program } = comparison;
  const levels = outcome.compiled.levels.length;
  const partners = population.ids.length;
  const costs = Array.from({ length: levels }, () => new Float64Array(partners));
  for (const { level, amount } of benefitColumns(readings)) {
    const sums = costs[level]!;
    for (let partner = 0; partner < partners; partner++) sums[partner]! += amount[partner]! || 0;
  }
  const figures = new Map(
    moved.map(({ place, test }) => {
      const { units, scale } = readings.test(test).value;
      return [place, units.map((figure) => figure / 10 ** scale)] as const;
    }),
  );
  return {
    partners,
    levels,
    requireLower: program.requireLower,
    came: outcome.settlement ? here(comparison, outcome.settlement.run.start) : null,
    outcomes: outcomesOf(comparison),
    ranks: Float64Array.from(former.of, (name) => former.names[name]!.rank),
    costs,
    figures,
  };
}

/** The level of each partner when the requirements give nothing, the lowest level, the next one … */
function outcomesOf(comparison: Comparison): Int8Array[] {
  const { outcome, asOf } = comparison;
  const { settlement, bounds, compiled, roster } = outcome;
  const count = roster.ids.length;
  return [-1, ...compiled.levels.keys()].map((given) => {
    if (!settlement)
      return here(comparison, boundLevels(new Int8Array(count).fill(given), bounds, dayNumber(asOf)).levels);
    const { run } = settlement;
    const entry = new Uint32Array(count).fill(given < 0 ? 0 : 1 << given);
    const reviews = [{ ...run.reviews.at(-1)!, entry, keep: new Uint32Array(count) }];
    return here(comparison, settleReviews({ ...run, reviews }).levels[0]!);
  });
}

/** Of the roster those who are looked at. */
function here({ places }: Comparison, all: Int8Array): Int8Array {
  return places ? Int8Array.from(places, (place) => all[place]!) : all;
}

/** Who meets a level under thresholds, among those who are looked at. */
export function holders({ places }: Pick<Comparison, 'places'>, masks: Uint32Array, level: number): Uint8Array {
  const count = places ? places.length : masks.length;
  const found = new Uint8Array(count);
  for (let partner = 0; partner < count; partner++) {
    found[partner] = (masks[places ? places[partner]! : partner]! >>> level) & 1;
  }
  return found;
}

/** Values to try by place. */
export type Tried = ReadonlyMap<string, readonly string[]>;

/**
 * A problem for each combination of those thresholds that bear on several levels; the others are choices of their level.
 * @param own an outcome whose levels are evaluated each by itself
 */
export async function* problems(
  comparison: Comparison,
  own: Outcome,
  ground: Ground,
  moved: readonly Movable[],
  tried: Tried,
  pace: Pace,
): AsyncGenerator<SearchProblem> {
  const shared = combinations(
    moved.filter(({ levels }) => levels.length > 1),
    tried,
  );
  const lists = Array.from({ length: ground.levels }, (_, level) =>
    combinations(
      moved.filter(({ levels }) => levels.length === 1 && levels[0] === level),
      tried,
    ),
  );
  const runs = Math.max(...lists.map((list) => list.length));
  for (const [index, common] of shared.entries()) {
    const choices: Choice[][] = lists.map(() => []);
    for (let run = 0; run < runs; run++) {
      // Each level reads its own thresholds only, so one evaluation serves a choice of every level.
      const values = lists.map((list) => list[Math.min(run, list.length - 1)]!);
      const inputs = Object.assign({}, own.compiled.inputs, common, ...values) as Inputs;
      const masks = own.masksUnder(inputs);
      for (const [level, list] of lists.entries()) {
        if (run >= list.length) continue;
        const entry = holders(comparison, masks.entry, level);
        const keep = ground.came ? holders(comparison, masks.keep, level) : entry;
        const own = level === 0 ? { ...common, ...values[level] } : values[level]!;
        choices[level]!.push({ values: own, entry, keep, ...demandsOf(comparison, moved, level, inputs) });
      }
      await pace.turn('Evaluating thresholds', index * runs + run, shared.length * runs);
    }
    const { figures: _, levels: __, ...rest } = ground;
    yield { ...rest, choices };
  }
}

/** One value for each of the places, in every combination; one empty combination of no places. */
function combinations(moved: readonly Movable[], tried: Tried): Record<string, string>[] {
  return moved.reduce<Record<string, string>[]>(
    (sets, { place }) => sets.flatMap((set) => tried.get(place)!.map((value) => ({ ...set, [place]: value }))),
    [{}],
  );
}

/** Sums: of things that are counted and of shares, neighbouring figures make two levels. */
const SPACED: ReadonlySet<CompiledTest['unit']> = new Set(['money', 'points', 'quantity']);

/** What a level asks for, by measure. One that a level asks for twice (on two ways up) has two demands. */
function demandsOf(
  { outcome }: Comparison,
  moved: readonly Movable[],
  level: number,
  inputs: Inputs,
): Pick<Choice, 'demands' | 'plain'> {
  const { tests, levels, inputs: present } = outcome.compiled;
  const places = new Set(moved.map(({ place }) => place));
  const demands: Record<string, Demand> = {};
  for (const test of tests.filter((one) => one.level === level)) {
    const rising = test.sign === '>=' || test.sign === '>';
    for (const { place, group } of test.handles) {
      const key = (nth: number) => `${test.measure} ${group ?? ''} ${nth}`;
      let nth = 0;
      while (Object.hasOwn(demands, key(nth))) nth++;
      const asked = (values: Inputs) => (rising ? Number(values[place]) : -Number(values[place]));
      demands[key(nth)] = {
        value: asked(inputs),
        now: asked(present),
        moves: places.has(place),
        spaced: rising && SPACED.has(test.unit),
      };
    }
  }
  return { demands, plain: isPlain(levels[level]!) };
}

/** Whether a level asks for figures alone, all of them. */
function isPlain({ requirement, tracks, invitation }: CompiledLevel): boolean {
  const plain = ({ kind, of, test }: CompiledRequirement): boolean =>
    kind === 'test' ? test >= 0 : kind === 'all' && of.every(plain);
  return requirement !== null && tracks.length === 0 && invitation === null && plain(requirement);
}
