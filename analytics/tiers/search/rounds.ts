/** Tries values in rounds: first over the whole range of each threshold, then around the best plan. */
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import type { Pace } from '../../metrics/pace.ts';
import type { Comparison } from '../simulation/compare.ts';
import type { Outcome } from '../simulation/outcome.ts';
import { type Ground, groundOf, holders, problems, type Tried } from './build.ts';
import { around, type CandidateRequest, candidates, easiest } from './candidates.ts';
import { Frontier } from './frontier.ts';
import type { Movable } from './movable.ts';
import type { Plan, Shape } from './problem.ts';
import { type Reach, reachOf } from './reach.ts';
import { isAddable, tryAll } from './walk.ts';

/** Values a threshold: up to five thresholds are tried in every combination of twenty. */
const MOST_VALUES = 20;
const MOST_COMBINATIONS = 4_000_000;
/** Evaluations of all partners: each takes milliseconds. */
const MOST_RUNS = 400;
/** Where levels are not nested, every combination is counted partner by partner. */
const MOST_STEPS = 3e8;
const FEWEST_COMBINATIONS = 2_000;
/** Around the best plan so far, a few neighbours of each value, as long as that leads to new ones. */
const REFINEMENTS = 4;
const NEIGHBOURS = 9;

export class Search {
  readonly frontier: Frontier;
  tried = 0;
  readonly #comparison: Comparison;
  readonly #own: Outcome;
  readonly #moved: readonly Movable[];
  readonly #shape: Shape;
  readonly #pace: Pace;
  readonly #ground: Ground;
  readonly #easiest: readonly Uint8Array[];
  readonly #requests: ReadonlyMap<string, Omit<CandidateRequest, 'most'>>;

  constructor(comparison: Comparison, own: Outcome, moved: readonly Movable[], shape: Shape, pace: Pace) {
    this.#comparison = comparison;
    this.#own = own;
    this.#moved = moved;
    this.#shape = shape;
    this.#pace = pace;
    this.#ground = groundOf(comparison, moved);
    this.#easiest = easiestLevels(comparison, own, this.#ground, moved);
    this.#requests = new Map(moved.map((movable) => [movable.place, this.#request(movable)]));
    this.frontier = new Frontier(shape, this.#ground.partners);
  }

  /** What no values can bring about. */
  reach(): Reach {
    const easy: Record<string, string> = {};
    const hard: Record<string, string> = {};
    for (const { place, rising } of this.#moved) {
      const figures = [...this.#ground.figures.get(place)!].filter((figure) => !Number.isNaN(figure));
      figures.sort((a, b) => a - b);
      easy[place] = easiest({ ...this.#requests.get(place)!, figures });
      const [least, most] = [Math.min(0, figures[0] ?? 0), Math.max(0, figures.at(-1) ?? 0)];
      hard[place] = String(rising ? Math.ceil(most) + 1 : Math.floor(least) - 1);
    }
    return reachOf(this.#comparison, this.#own, this.#ground, this.#moved, { easiest: easy, hardest: hard });
  }

  async run(): Promise<void> {
    let most = Math.min(valuesEach(this.#moved.length, MOST_COMBINATIONS), valuesEach(this.#together(), MOST_RUNS));
    let values = this.#firstValues(most);
    if (!(await this.#tryAll(values))) {
      most = Math.min(most, valuesEach(this.#moved.length, this.#mostCounted()));
      values = this.#firstValues(most);
      await this.#tryAll(values);
    }
    const { frontier } = this;
    const { fits } = frontier;
    // No plan within the limits yet does not mean that there is none.
    const allowed = () => Number.isFinite(fits.both);
    await this.#refine(values, most, () => (allowed() ? undefined : frontier.mostAllowed()));
    await this.#refine(values, most, () => frontier.plans()[0]);
    // Whether limits or partners stand in the way is known only once the best plan without limits is, too.
    const { maxDemoted, maxCost, tolerance } = this.#shape;
    if ((maxDemoted === null && maxCost === null) || fits.free <= tolerance) return;
    await this.#refine(values, most, () => frontier.closest());
  }

  async #refine(first: Tried, most: number, found: () => Plan | undefined): Promise<void> {
    let values = first;
    for (let round = 0; round < REFINEMENTS; round++) {
      const best = found();
      const next = best && this.#aroundBest(best, values, Math.min(most, NEIGHBOURS));
      if (!next || !(await this.#tryAll(next))) return;
      values = next;
    }
  }

  /** False when there are more combinations than can be counted one by one, and their totals cannot be added up. */
  async #tryAll(values: Tried): Promise<boolean> {
    for await (const problem of problems(this.#comparison, this.#own, this.#ground, this.#moved, values, this.#pace)) {
      const combinations = problem.choices.reduce((product, choices) => product * choices.length, 1);
      if (combinations > this.#mostCounted() && !isAddable(problem)) return false;
      let done = 0;
      for (const more of tryAll(problem, this.#shape, this.frontier)) {
        done += more;
        await this.#pace.turn('Trying combinations', done, combinations);
      }
      this.tried += done;
    }
    return true;
  }

  /** How many thresholds must be evaluated in every combination: those of one level, and those of several. */
  #together(): number {
    const alone = this.#moved.filter(({ levels }) => levels.length === 1);
    const each = Array.from({ length: this.#ground.levels }, (_, level) =>
      alone.filter((one) => one.levels[0] === level),
    );
    return this.#moved.length - alone.length + Math.max(...each.map((own) => own.length));
  }

  #mostCounted(): number {
    return Math.max(FEWEST_COMBINATIONS, MOST_STEPS / (this.#ground.partners * this.#ground.levels));
  }

  #firstValues(most: number): Tried {
    return new Map([...this.#requests].map(([place, request]) => [place, candidates({ ...request, most })]));
  }

  /** Null when there is nothing left to try. */
  #aroundBest({ values: best }: Plan, before: Tried, most: number): Tried | null {
    const next = new Map(
      [...this.#requests].map(([place, request]) => [place, around(request, best[place]!, most)] as const),
    );
    const isNew = [...next].some(([place, list]) => list.some((value) => !before.get(place)!.includes(value)));
    return isNew ? next : null;
  }

  /**
   * Whom a threshold decides about: those who meet the level once everything that moves is as easy as can be. Of a level
   * with one moving threshold it is then plain how many a value lets pass.
   */
  #request({ place, levels, ...about }: Movable): Omit<CandidateRequest, 'most'> {
    const all = this.#ground.figures.get(place)!;
    const [level, ...others] = levels;
    const own = others.length === 0 ? level : undefined;
    const decided = own === undefined ? null : this.#easiest[own]!;
    const figures = Array.from(all.keys())
      .filter((partner) => !Number.isNaN(all[partner]!) && decided?.[partner] !== 0)
      .map((partner) => all[partner]!)
      .sort((a, b) => a - b);
    return { ...about, figures, target: own === undefined ? null : this.#target(own) };
  }

  /** How many partners are wished to have the level or a higher one. */
  #target(level: number): number | null {
    const above = this.#shape.shares.slice(level);
    if (above.some((share) => share === null)) return null;
    return Math.round(above.reduce<number>((sum, share) => sum + share!, 0) * this.#ground.partners);
  }
}

/** Who meets each level when every threshold that moves is as easy as can be. */
function easiestLevels(comparison: Comparison, own: Outcome, { figures, levels }: Ground, moved: readonly Movable[]) {
  const inputs: Record<string, string> = { ...own.compiled.inputs };
  for (const { place, rising } of moved) {
    const known = figures.get(place)!.filter((figure) => !Number.isNaN(figure));
    const end = known.reduce((least, figure) => (rising ? Math.min(least, figure) : Math.max(least, figure)), 0);
    inputs[place] = end.toFixed(MEASURE_SCALE);
  }
  const { entry } = own.masksUnder(inputs);
  return Array.from({ length: levels }, (_, level) => holders(comparison, entry, level));
}

/** How many values each of so many thresholds may have. */
function valuesEach(places: number, combinations: number): number {
  return Math.max(2, Math.min(MOST_VALUES, Math.floor(combinations ** (1 / places) + 1e-9)));
}
