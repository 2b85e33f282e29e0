/** Searches the thresholds that bring about a wished shape of the levels. */
import type { TierWish } from '../api/documents/tierCase.ts';
import type { TierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { SearchResult } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import { MEASURE_SCALE } from '../metrics/measures/measureTable.ts';
import { shift } from '../present/numbers.ts';
import { checkProgram } from './check.ts';
import type { TierLab } from './lab.ts';
import { type Ground, groundOf, holders, problems, type Tried } from './search/build.ts';
import { around, type CandidateRequest, candidates } from './search/candidates.ts';
import { Frontier } from './search/frontier.ts';
import { type Movable, movables } from './search/movable.ts';
import { Pace } from './search/pace.ts';
import type { Plan, Shape } from './search/problem.ts';
import { withThresholds } from './search/thresholds.ts';
import { bindingLimit, type Judged, meets, verdict } from './search/verdict.ts';
import { isAddable, missOf, tryAll } from './search/walk.ts';
import { type CompareRequest, type Comparison, comparing } from './simulation/compare.ts';
import { sumCosts } from './simulation/costs.ts';
import type { LabOptions } from './simulation/labReader.ts';
import { type Outcome, outcomeOf, type Registers } from './simulation/outcome.ts';
import { benefitColumns } from './simulation/summary.ts';
import { unitsText } from './simulation/sums.ts';

export interface SearchRequest extends CompareRequest {
  readonly wish: TierWish;
}

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
/** Plans further from the wish than the best one by more than this are no answer to it. */
const NEAR = 0.1;

interface Searched {
  readonly frontier: Frontier;
  readonly tried: number;
  readonly judged: Judged;
  readonly program: TierProgram;
  readonly basis: SearchResult['basis'];
}

/**
 * Tries combinations of figures that can be said aloud, each evaluated for every partner; what is answered is simulated
 * once more as a whole. The same request always gives the same plans.
 * @throws QuarterdeckError `bad-request` for a wish that speaks of unknown levels or places, `program-invalid`,
 * `cancelled` when the signal fires.
 */
export async function searchThresholds(
  context: QueryContext,
  lab: TierLab,
  request: SearchRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<SearchResult> {
  const { wish, baseline: _, ...asked } = request;
  // A history settles many reviews; a wish is about the next one.
  const tierCase = { ...asked, ...(asked.run === 'history' && { run: 'review' as const }) };
  const found = await comparing(context, lab, tierCase, registers, options, (comparison) =>
    searchIn(comparison, wish, new Pace(options)),
  );
  const plans: Simulated[] = [];
  const chosen = chosenPlans(found.frontier, wish.plans);
  for (const [index, { values }] of chosen.entries()) {
    options.progress?.('Simulating the plans found', index, chosen.length, 'plans');
    const plan = await simulated(context, lab, { ...tierCase, registers, options, values, found });
    if (plan) plans.push(plan);
  }
  plans.sort((a, b) => found.frontier.compare(a.measured, b.measured));
  const [best] = plans;
  const binding = bindingLimit(found.judged);
  const met = best?.plan.meets ?? false;
  return {
    basis: found.basis,
    plans: plans.map(({ plan }) => plan),
    tried: found.tried,
    met,
    binding,
    sentence: verdict(found.judged, best?.plan, met, binding),
  };
}

async function searchIn(comparison: Comparison, wish: TierWish, pace: Pace): Promise<Searched> {
  const { levels, population, basis, program, locale } = comparison;
  const shape = shapeOf(wish, levels);
  const own = await ownLevels(comparison);
  const { moved, notes } = movables(own.compiled, wish.places);
  const search = new Search(comparison, own, moved, shape, pace);
  await search.run();
  const { frontier, tried } = search;
  const judged = { shape, levels, partners: population.ids.length, fits: frontier.fits, open: search.open, locale };
  return { frontier, tried, judged, program, basis: { ...basis, notes: [...basis.notes, ...notes] } };
}

/** Levels evaluated each by itself, also where the program asks for the levels below. */
function ownLevels({ outcome, program, reader, asOf, run, registers }: Comparison): Promise<Outcome> | Outcome {
  if (!program.requireLower) return outcome;
  return outcomeOf(reader, { program: { ...program, requireLower: false }, asOf, run, registers });
}

/** Rounds of trying: the first over the whole range of each threshold, the next ones around the best plan. */
class Search {
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

  /** By level, the partners who meet it when every threshold that moves is as easy as can be. */
  get open(): number[] {
    return this.#easiest.map((level) => level.reduce((sum, meets) => sum + meets, 0));
  }

  async run(): Promise<void> {
    let most = Math.min(valuesEach(this.#moved.length, MOST_COMBINATIONS), valuesEach(this.#together(), MOST_RUNS));
    let values = this.#firstValues(most);
    if (!(await this.#tryAll(values))) {
      most = Math.min(most, valuesEach(this.#moved.length, this.#mostCounted()));
      values = this.#firstValues(most);
      await this.#tryAll(values);
    }
    for (let round = 0; round < REFINEMENTS; round++) {
      const [best] = this.frontier.plans();
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
  #request({ place, levels, rising, whole, now }: Movable): Omit<CandidateRequest, 'most'> {
    const all = this.#ground.figures.get(place)!;
    const [level, ...others] = levels;
    const own = others.length === 0 ? level : undefined;
    const decided = own === undefined ? null : this.#easiest[own]!;
    const figures = Array.from(all.keys())
      .filter((partner) => !Number.isNaN(all[partner]!) && decided?.[partner] !== 0)
      .map((partner) => all[partner]!)
      .sort((a, b) => a - b);
    return { figures, rising, whole, now, target: own === undefined ? null : this.#target(own) };
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

/** @throws QuarterdeckError `bad-request` for an unknown level, or shares of more than everybody. */
function shapeOf(wish: TierWish, levels: Comparison['levels']): Shape {
  const unknown = Object.keys(wish.shares).find((id) => !levels.some((level) => level.id === id));
  if (unknown !== undefined) {
    throw new QuarterdeckError(
      'bad-request',
      `The program has no level “${unknown}”. Its levels are ${levels.map(({ id }) => id).join(', ')}.`,
    );
  }
  const shares = levels.map(({ id }) => wish.shares[id] ?? null);
  const sum = shares.reduce<number>((all, share) => all + (share ?? 0), 0);
  if (sum > 1 + wish.tolerance) {
    throw new QuarterdeckError(
      'bad-request',
      'The shares wished for come to more than all partners. Make them sum to 1.',
    );
  }
  return {
    shares,
    tolerance: wish.tolerance,
    maxDemoted: wish.maxDemoted ?? null,
    maxCost: wish.maxCost === undefined ? null : Math.floor(Number(shift(wish.maxCost, MEASURE_SCALE))),
  };
}

/** The best plans, and as many others that are not much further from the wish. */
function chosenPlans(frontier: Frontier, most: number): Plan[] {
  const plans = frontier.plans();
  const [best] = plans;
  if (!best) return [];
  const near = plans.filter(({ miss }) => miss <= best.miss + NEAR);
  if (near.length <= most) return near;
  const first = Math.ceil(most / 2);
  const rest = near.slice(first);
  const others = Array.from(
    { length: most - first },
    (_, n) => rest[Math.floor(((n + 1) * rest.length) / (most - first)) - 1]!,
  );
  return [...near.slice(0, first), ...others];
}

interface Simulated {
  readonly plan: SearchResult['plans'][number];
  readonly measured: { readonly miss: number; readonly demoted: number; readonly cost: number };
}

/** A plan as the simulation of the whole program says it is; null for thresholds that make no program. */
async function simulated(
  context: QueryContext,
  lab: TierLab,
  {
    registers,
    options,
    values,
    found,
    ...tierCase
  }: Omit<SearchRequest, 'wish'> & {
    readonly registers: Registers;
    readonly options: LabOptions;
    readonly values: Plan['values'];
    readonly found: Searched;
  },
): Promise<Simulated | null> {
  const program = withThresholds(found.program, values);
  if (checkProgram(program, context.network).program === null) return null;
  const request = { ...tierCase, program: { ...program } };
  return comparing(context, lab, request, registers, options, (comparison) => planOf(comparison, values, found.judged));
}

function planOf(comparison: Comparison, values: Plan['values'], judged: Judged): Simulated {
  const { after, levels, migration, readings, population } = comparison;
  const partners = population.ids.length;
  const counts = new Array<number>(levels.length + 1).fill(0);
  for (const level of after) counts[level + 1]!++;
  const cost = sumCosts({ levels: levels.length, benefits: benefitColumns(readings), of: after }).total;
  const measured = { miss: missOf(counts, judged.shape, partners), demoted: migration.down, cost: Number(cost) };
  return {
    measured,
    plan: {
      values,
      shares: counts.slice(1).map((count) => (partners === 0 ? 0 : count / partners)),
      counts: counts.slice(1),
      miss: measured.miss,
      demoted: measured.demoted,
      cost: unitsText(cost),
      meets: meets(judged, measured, cost),
    },
  };
}
