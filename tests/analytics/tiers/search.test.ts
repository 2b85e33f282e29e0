import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, candidates } from '../../../analytics/tiers/search/candidates.ts';
import { Frontier } from '../../../analytics/tiers/search/frontier.ts';
import type { Choice, SearchProblem, Shape } from '../../../analytics/tiers/search/problem.ts';
import { isAddable, tryAll } from '../../../analytics/tiers/search/walk.ts';
import { sellable } from '../../../analytics/tiers/sellable.ts';

const bits = (values: readonly boolean[]) => Uint8Array.from(values, Number);
const free: Shape = { shares: [], tolerance: 0.02, maxDemoted: null, maxCost: null };

/** Levels by one measure: `thresholds[level]` are the values that the level may ask for. */
function ladder(
  figures: readonly number[],
  thresholds: readonly (readonly number[])[],
  former: readonly number[],
): SearchProblem {
  const choices = thresholds.map((values, level) =>
    values.map((value): Choice => {
      const holders = bits(figures.map((figure) => figure >= value));
      return { values: { [level]: String(value) }, entry: holders, keep: holders, demands: { x: value } };
    }),
  );
  const levels = thresholds.length;
  return {
    partners: figures.length,
    choices,
    requireLower: false,
    came: null,
    outcomes: Array.from({ length: levels + 1 }, (_, given) => new Int8Array(figures.length).fill(given - 1)),
    ranks: Float64Array.from(former),
    costs: thresholds.map((_, level) => new Float64Array(figures.length).fill(100 * level)),
  };
}

function searched(problem: SearchProblem, shape: Shape) {
  const frontier = new Frontier(shape, problem.partners);
  let tried = 0;
  for (const more of tryAll(problem, shape, frontier)) tried += more;
  return { frontier, tried, plans: frontier.plans() };
}

/** The same, the long way round: every combination, every partner, every pair of plans. */
function bruteForce(problem: SearchProblem, shape: Shape) {
  const { choices, partners, outcomes, ranks, costs, came, requireLower } = problem;
  let combinations: number[][] = [[]];
  for (const level of choices)
    combinations = combinations.flatMap((start) => level.map((_, index) => [...start, index]));
  const rising = combinations.filter((combination) =>
    combination.every((index, high) =>
      combination
        .slice(0, high)
        .every((other, low) => !(choices[low]![other]!.demands.x! > choices[high]![index]!.demands.x!)),
    ),
  );
  const plans = rising.map((choice) => {
    const after = [...Array(partners).keys()].map((partner) => {
      const met = (kind: 'entry' | 'keep') =>
        choice.map((index, level) => choices[level]![index]![kind][partner] === 1);
      const whole = (list: boolean[]) =>
        list.map((own, level) => (requireLower ? list.slice(0, level + 1).every(Boolean) : own));
      const entered = whole(met('entry')).lastIndexOf(true);
      const kept = came
        ? whole(met('keep'))
            .slice(0, came[partner]! + 1)
            .lastIndexOf(true)
        : -1;
      return outcomes[Math.max(entered, kept) + 1]![partner]!;
    });
    const counts = [-1, ...choices.keys()].map((level) => after.filter((own) => own === level).length);
    const demoted = after.filter((own, partner) => own < ranks[partner]!).length;
    const cost = after.reduce((sum, own, partner) => sum + (own < 0 ? 0 : costs[own]![partner]!), 0);
    const miss = Math.max(
      0,
      ...shape.shares.map((share, level) => (share === null ? 0 : Math.abs(counts[level + 1]! / partners - share))),
    );
    const values = Object.assign({}, ...choice.map((index, level) => choices[level]![index]!.values));
    return { choice, values, counts, demoted, cost, miss };
  });
  const vectors = new Set(plans.map(({ miss, demoted, cost }) => [miss, demoted, cost].join()));
  const best = [...vectors]
    .map((text) => text.split(',').map(Number))
    .filter((own, _, all) => !all.some((other) => other !== own && other.every((value, at) => value <= own[at]!)));
  return { plans, best };
}

describe('trying every combination', () => {
  const share = fc.option(
    fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
    { nil: null },
  );
  const shape = fc.record({
    shares: fc.array(share, { minLength: 3, maxLength: 3 }),
    tolerance: fc.constant(0.05),
    maxDemoted: fc.option(fc.constantFrom(0, 0.1, 0.5), { nil: null }),
    maxCost: fc.option(fc.integer({ min: 0, max: 4_000 }), { nil: null }),
  });
  const same = (problem: SearchProblem, wish: Shape) => {
    const { plans, best } = bruteForce(problem, wish);
    const { plans: found, frontier, tried } = searched(problem, wish);
    expect(tried).toBe(plans.length);
    const sorted = (rows: number[][]) => rows.map((row) => row.join()).sort();
    expect(sorted(found.map(({ miss, demoted, cost }) => [miss, demoted, cost]))).toEqual(sorted(best));
    // What a plan says of itself is what its choices bring about.
    for (const plan of found) expect(plans).toContainEqual(plan);
    const most = wish.maxDemoted === null ? Infinity : Math.floor(wish.maxDemoted * problem.partners + 1e-6);
    const bestFit = (few: boolean, cheap: boolean) =>
      Math.min(
        Infinity,
        ...plans
          .filter(({ demoted, cost }) => (!few || demoted <= most) && (!cheap || cost <= (wish.maxCost ?? Infinity)))
          .map(({ miss }) => miss),
      );
    expect(frontier.fits).toEqual({
      free: bestFit(false, false),
      withoutDemoted: bestFit(false, true),
      withoutCost: bestFit(true, false),
      both: bestFit(true, true),
    });
  };

  it('finds the plans that none is better than, as a search the long way round does', () => {
    const partner = fc.record({ figure: fc.nat(20), former: fc.integer({ min: -1, max: 2 }) });
    const thresholds = fc.array(fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 4 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(partner, { minLength: 1, maxLength: 12 }), thresholds, shape, (partners, values, wish) => {
        const problem = ladder(
          partners.map(({ figure }) => figure),
          values,
          partners.map(({ former }) => former),
        );
        fc.pre(bruteForce(problem, wish).plans.length > 0);
        expect(isAddable(problem)).toBe(true);
        same(problem, wish);
      }),
    );
  });

  it('does so for levels that are not nested, that are kept by other tests, and that reviews change', () => {
    const flags = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    const choice = fc.record({ entry: flags, keep: flags, x: fc.nat(5) });
    const level = fc.array(choice, { minLength: 1, maxLength: 3 });
    const outcome = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 8, maxLength: 8 });
    const made = fc.record({
      choices: fc.array(level, { minLength: 3, maxLength: 3 }),
      came: fc.option(outcome, { nil: null }),
      outcomes: fc.array(outcome, { minLength: 4, maxLength: 4 }),
      ranks: outcome,
      requireLower: fc.boolean(),
    });
    fc.assert(
      fc.property(made, shape, ({ choices, came, outcomes, ranks, requireLower }, wish) => {
        const problem: SearchProblem = {
          partners: 8,
          choices: choices.map((list) =>
            list.map(({ entry, keep, x }) => ({ values: {}, entry: bits(entry), keep: bits(keep), demands: { x } })),
          ),
          requireLower,
          came: came && Int8Array.from(came),
          outcomes: outcomes.map((list) => Int8Array.from(list)),
          ranks: Float64Array.from(ranks),
          costs: [0, 1, 2].map((at) => Float64Array.from({ length: 8 }, (_, partner) => at * 100 + partner)),
        };
        fc.pre(bruteForce(problem, wish).plans.length > 0);
        same(problem, wish);
      }),
    );
  });

  it('finds the thresholds of a known shape', () => {
    // A hundred partners bring 1 to 100: a tenth at the top is from 91 on, the next fifth from 71 on.
    const figures = [...Array(100).keys()].map((n) => n + 1);
    const values = [[0], [50, 60, 65, 71, 80], [75, 85, 91, 95]];
    const { plans } = searched(
      ladder(
        figures,
        values,
        figures.map(() => 0),
      ),
      { ...free, shares: [0.7, 0.2, 0.1] },
    );
    expect(plans[0]).toMatchObject({ choice: [0, 3, 2], counts: [0, 70, 20, 10], miss: 0 });
  });

  it('tries three million combinations of twenty thousand partners in a few seconds', () => {
    const figures = [...Array(20_000).keys()].map((n) => Math.round(1_000 * 1.0004 ** n));
    const values = Array.from({ length: 5 }, (_, level) =>
      [...Array(20).keys()].map((n) => 2_000 * 3 ** level * 1.3 ** n),
    );
    const problem = ladder(
      figures,
      values.map((list) => list.map((value) => value)),
      figures.map((_, n) => Math.floor(n / 4_000)),
    );
    const free5: Shape = { ...free, shares: [0.4, 0.25, 0.15, 0.1, 0.05] };
    const before = performance.now();
    const { tried, plans } = searched(problem, free5);
    expect(tried).toBeGreaterThan(100_000);
    expect(plans.length).toBeGreaterThan(0);
    // Ample for a loaded machine; an evaluation of each combination by partner would take hours.
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});

describe('values worth trying', () => {
  const figures = [...Array(1_000).keys()].map((n) => 1_000 + 997 * n);
  const request = { figures, rising: true, whole: false, now: '500000', target: 100, most: 20 };

  it('can be said aloud, hold the present one, and surround the share wished for', () => {
    const found = candidates(request);
    expect(found).toHaveLength(20);
    expect(found).toContain('500000');
    for (const value of found) expect(sellable(value)).toBe(value);
    const reach = (value: string) => figures.filter((figure) => figure >= Number(value)).length;
    expect(Math.min(...found.map((value) => Math.abs(reach(value) - 100)))).toBeLessThan(15);
    expect([...found].sort((a, b) => Number(a) - Number(b))).toEqual(found);
  });

  it('are whole for things that are counted, and no more than there are', () => {
    const found = candidates({
      figures: [0, 0, 1, 1, 2, 3, 5],
      rising: true,
      whole: true,
      now: '2',
      target: 3,
      most: 20,
    });
    expect(found.every((value) => /^\d+$/.test(value))).toBe(true);
    expect(found).toContain('3');
    expect(found.length).toBeLessThanOrEqual(7);
  });

  it('lie next to each other around a value', () => {
    expect(around(request, '500000', 5)).toEqual(['480000', '490000', '500000', '525000', '550000']);
  });
});
