/** Searches the thresholds that bring about a wished shape of the levels. */
import type { TierWish } from '../api/documents/tierCase.ts';
import type { TierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { SearchResult } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { MEASURE_SCALE } from '../metrics/measures/measureTable.ts';
import { Pace } from '../metrics/pace.ts';
import { shift } from '../present/numbers.ts';
import { checkProgram } from './check.ts';
import type { Frontier } from './search/frontier.ts';
import { movables } from './search/movable.ts';
import type { Plan, Shape } from './search/problem.ts';
import { Search } from './search/rounds.ts';
import { withThresholds } from './search/thresholds.ts';
import { bindingOf, type Judged, missesOf, verdict } from './search/verdict.ts';
import { missOf } from './search/walk.ts';
import { type CompareRequest, type Comparison, comparing } from './simulation/compare.ts';
import { benefitColumns, sumCosts } from './simulation/costs.ts';
import { type Outcome, outcomeOf, type Registers } from './simulation/outcome.ts';
import { unitsText } from './simulation/sums.ts';

export interface SearchRequest extends CompareRequest {
  readonly wish: TierWish;
}

/** Plans further from the wish than the best one by more than this are no answer to it. */
const NEAR = 0.1;

const MISSES_NOTE =
  'While trying, what earlier reviews have missed is counted by the present thresholds; the plans answered are simulated as a whole.';
const HISTORY_NOTE =
  'Thresholds are searched for the next review, from the levels in force, and not for a history of reviews.';

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
  lab: Lab,
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
  const met = best?.plan.meets ?? false;
  return {
    basis: { ...found.basis, notes: [...found.basis.notes, ...(asked.run === 'history' ? [HISTORY_NOTE] : [])] },
    plans: plans.map(({ plan }) => plan),
    tried: found.tried,
    met,
    binding: bindingOf(found.judged),
    sentence: verdict(found.judged, best?.plan, met),
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
  const judged = { shape, levels, partners: population.ids.length, fits: frontier.fits, reach: search.reach(), locale };
  const missed = comparison.outcome.settlement?.run.misses ? [MISSES_NOTE] : [];
  return { frontier, tried, judged, program, basis: { ...basis, notes: [...basis.notes, ...notes, ...missed] } };
}

/** Levels evaluated each by itself, also where the program asks for the levels below. */
function ownLevels({ outcome, program, reader, asOf, run, registers }: Comparison): Promise<Outcome> | Outcome {
  if (!program.requireLower) return outcome;
  return outcomeOf(reader, { program: { ...program, requireLower: false }, asOf, run, registers });
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
  lab: Lab,
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
  const shares = counts.slice(1).map((count) => (partners === 0 ? 0 : count / partners));
  const misses = missesOf(judged, { shares, demoted: migration.down, cost });
  return {
    measured,
    plan: {
      values,
      shares,
      counts: counts.slice(1),
      miss: measured.miss,
      demoted: measured.demoted,
      cost: unitsText(cost),
      meets: misses.length === 0,
      misses,
    },
  };
}
