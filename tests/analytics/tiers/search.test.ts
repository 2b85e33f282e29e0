import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierCase, tierWish } from '../../../analytics/api/documents/tierCase.ts';
import type { LabOptions } from '../../../analytics/metrics/lab.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { sellable } from '../../../analytics/rules/sellable.ts';
import { around, candidates } from '../../../analytics/tiers/search/candidates.ts';
import { Frontier } from '../../../analytics/tiers/search/frontier.ts';
import type { Choice, Demand, SearchProblem, Shape } from '../../../analytics/tiers/search/problem.ts';
import { isAddable, tryAll } from '../../../analytics/tiers/search/walk.ts';
import { searchThresholds } from '../../../analytics/tiers/search.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const demand = (value: number, now: number): Demand => ({ value, now, moves: true, spaced: false });
const bits = (values: readonly boolean[]) => Uint8Array.from(values, Number);
const free: Shape = { shares: [], tolerance: 0.02, maxDemoted: null, maxCost: null };

/** The same figures in every run. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Levels by one measure: `thresholds[level]` are the values that the level may ask for. */
function ladder(
  figures: readonly number[],
  thresholds: readonly (readonly number[])[],
  former: readonly number[],
): SearchProblem {
  const choices = thresholds.map((values, level) =>
    values.map((value): Choice => {
      const holders = bits(figures.map((figure) => figure >= value));
      return {
        values: { [level]: String(value) },
        entry: holders,
        keep: holders,
        demands: { x: demand(value, level) },
        plain: true,
      };
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
    costs: thresholds.map((_, level) => Float64Array.from(figures, (figure) => Math.round(level * (100 + figure / 7)))),
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
      combination.slice(0, high).every((other, low) => {
        const [below, above] = [choices[low]![other]!, choices[high]![index]!];
        // The same figure is two levels' only where the program has it so, and the levels ask for something else too.
        const [less, more] = [below.demands.x!, above.demands.x!];
        return less.value < more.value || (less.value === more.value && less.now === more.now && !above.plain);
      }),
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
    const level = fc.record({ now: fc.nat(1), list: fc.array(choice, { minLength: 1, maxLength: 3 }) });
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
          choices: choices.map(({ now, list }) =>
            list.map(({ entry, keep, x }) => ({
              values: {},
              entry: bits(entry),
              keep: bits(keep),
              demands: { x: demand(x, now) },
              plain: false,
            })),
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

  // Three levels at one revenue, told apart by certificates only, are hard to sell.
  it('asks no two levels for the same of a measure, unless the program does', () => {
    const figures = [100, 105, 110];
    const problem = ladder(
      figures,
      [
        [100, 105],
        [100, 105, 110],
      ],
      figures,
    );
    const nowAt = (now: readonly number[]) => ({
      ...problem,
      choices: problem.choices.map((list, level) =>
        list.map((choice) => ({
          ...choice,
          plain: false,
          demands: { x: { ...choice.demands.x!, now: now[level]! }, certified: demand(level, level) },
        })),
      ),
    });
    expect(searched(nowAt([100, 110]), free).tried).toBe(3);
    expect(searched(nowAt([110, 100]), free).tried).toBe(3);
    expect(searched(nowAt([100, 100]), free).tried).toBe(5);
  });

  it('leaves a gap between sums that two levels ask for, unless nothing of them moves', () => {
    const figures = [100, 104, 109, 110, 120];
    const problem = ladder(figures, [[100], [104, 109, 110, 120]], figures);
    const asking = (spaced: boolean, moves: boolean) => ({
      ...problem,
      choices: problem.choices.map((list) =>
        list.map((choice) => ({ ...choice, demands: { x: { ...choice.demands.x!, spaced, moves } } })),
      ),
    });
    expect(searched(asking(false, true), free).tried).toBe(4);
    expect(searched(asking(true, true), free).tried).toBe(2);
    expect(searched(asking(true, false), free).tried).toBe(4);
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

  // Guards against counting anew for each combination: that takes hours, and this test would be ended before.
  it('tries three million combinations of twenty thousand partners', () => {
    const random = series(5);
    const figures = Array.from({ length: 20_000 }, () => Math.exp(9 + 6 * random() + random()));
    const sorted = [...figures].sort((a, b) => b - a);
    const values = [0.6, 0.35, 0.2, 0.1, 0.05].map((share) =>
      Array.from({ length: 20 }, (_, n) => sorted[Math.floor(20_000 * share * (0.85 + 0.015 * n))]!),
    );
    const former = figures.map((figure) => Math.max(-1, Math.min(4, Math.floor(Math.log(figure) - 11 + 2 * random()))));
    const problem = ladder(figures, values, former);
    expect(searched(problem, { ...free, shares: [0.25, 0.15, 0.1, 0.05, 0.05], maxDemoted: 0.1 }).tried).toBe(20 ** 5);
  });
});

describe('values worth trying', () => {
  const figures = [...Array(1_000).keys()].map((n) => 1_000 + 997 * n);
  const request = { figures, rising: true, whole: false, now: '500000', exit: null, target: 100, most: 20 };

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
      exit: null,
      target: 3,
      most: 20,
    });
    expect(found.every((value) => /^\d+$/.test(value))).toBe(true);
    expect(found).toContain('3');
    expect(found.length).toBeLessThanOrEqual(7);
  });

  it('are no easier than the figure that keeps the level', () => {
    expect(candidates({ ...request, exit: 450_000 }).every((value) => Number(value) >= 450_000)).toBe(true);
    expect(candidates({ ...request, rising: false, exit: 600_000 }).every((value) => Number(value) <= 600_000)).toBe(
      true,
    );
  });

  it('lie next to each other around a value', () => {
    expect(around(request, '500000', 5)).toEqual(['480000', '490000', '500000', '525000', '550000']);
  });
});

describe('searchThresholds', () => {
  const LADDER = {
    id: 'ladder',
    name: 'Ladder',
    levels: [
      { id: 'Bronze', benefits: [] },
      { id: 'Silver', requirement: test(50_000), benefits: [{ id: 'fund', amount: 1_000 }] },
      { id: 'Gold', requirement: test(90_000), benefits: [{ id: 'fund', amount: 5_000 }] },
    ],
  };
  function test(value: number) {
    return { metric: 'won_amount', window: 'trailing-12-months', value };
  }

  let net: TestNetwork;
  beforeAll(async () => {
    // Twenty partners bring 10 k to 200 k in steps of 10 k; those from 100 k on are Gold.
    const amounts = [...Array(20).keys()].map((n) => 10_000 * (n + 1));
    const id = (amount: number) => `P${amount}`;
    net = await testNetwork({
      partner: amounts.map((amount) => ({
        partner_id: id(amount),
        level: amount >= 100_000 ? 'Gold' : 'Bronze',
        country: amount > 150_000 ? 'FR' : 'DE',
        agreement_start: '2020-01-01',
      })),
      deal: amounts.map((amount) => ({
        deal_id: id(amount),
        outcome: 'won',
        amount,
        currency: 'EUR',
        closed_on: '2026-09-30',
      })),
      deal_line: amounts.map((amount) => ({ deal_id: id(amount), line_id: '1', amount })),
      deal_party: amounts.map((amount) => ({ deal_id: id(amount), partner_id: id(amount), role: 'sourced' })),
    });
  });
  afterAll(() => net.close());

  const search = async (wish: object, settings: object = {}, options: LabOptions = {}) => {
    const request = tierCase.parse({ program: LADDER, ...settings });
    return searchThresholds(
      await net.context(),
      new Lab(),
      { ...request, wish: tierWish.parse(wish) },
      { exceptions: [], attestations: [] },
      options,
    );
  };

  it('finds the thresholds of a shape that is known: two Gold from 190 k on, six Silver from 130 k on', async () => {
    const { plans, met, sentence, binding, tried } = await search({ shares: { Silver: 0.3, Gold: 0.1 } });
    const [best] = plans;
    expect(best).toMatchObject({ counts: [12, 6, 2], miss: 0, demoted: 9, cost: '16000.0000', meets: true });
    const [silver, gold] = ['levels.1.requirement.value', 'levels.2.requirement.value'].map((place) =>
      Number(best!.values[place]),
    );
    expect(silver).toBeGreaterThan(120_000);
    expect(silver).toBeLessThanOrEqual(130_000);
    expect(gold).toBeGreaterThan(180_000);
    expect(gold).toBeLessThanOrEqual(190_000);
    expect({ met, binding }).toEqual({ met: true, binding: null });
    expect(sentence).toMatch(
      /^Reached: no level is further than 0\.00\s% .*; 9 partners fall, benefits come to 16\.0\sk a year\.$/,
    );
    expect(tried).toBeGreaterThan(100);
  });

  it('answers plans of which none is better in everything, the same ones every time', async () => {
    const wish = { shares: { Silver: 0.3, Gold: 0.1 }, maxDemoted: 0.2 };
    const [first, second] = [await search(wish), await search(wish)];
    expect(first).toEqual(second);
    for (const plan of first.plans) {
      expect(
        first.plans.some(
          (other) =>
            other !== plan &&
            other.miss <= plan.miss &&
            other.demoted <= plan.demoted &&
            Number(other.cost) <= Number(plan.cost),
        ),
      ).toBe(false);
    }
  });

  it('says what stands in the way of a wish that cannot be had, and answers the closest plan', async () => {
    // Eleven are Gold in force, so at most two may fall: nine stay Gold, 45 % of all.
    const byDemoted = await search({ shares: { Gold: 0.1 }, maxDemoted: 0.1 });
    expect(byDemoted).toMatchObject({ met: false, binding: expect.stringMatching(/^at most 10\s% demoted$/) });
    expect(byDemoted.plans[0]).toMatchObject({ demoted: 2, counts: [expect.any(Number), expect.any(Number), 9] });
    expect(byDemoted.sentence).toMatch(
      /^Not reachable\. In the closest plan Gold has 45\.0\s% of the partners instead of 10\s%/,
    );
    expect(byDemoted.sentence).toMatch(/Without limits the shape is reached to within 0\.00\s%/);
    // Ten Gold cost 50 k; 20 k buy four.
    const byCost = await search({ shares: { Gold: 0.5 }, maxCost: 20_000 });
    expect(byCost).toMatchObject({
      met: false,
      binding: expect.stringMatching(/^benefits of at most 20\.0\sk a year$/),
    });
    expect(Number(byCost.plans[0]!.cost)).toBeLessThanOrEqual(20_000);
  });

  it('marks what each plan misses, in words, and only that', async () => {
    const { plans } = await search({ shares: { Gold: 0.1 }, maxDemoted: 0.1, maxCost: 60_000, plans: 50 });
    expect(plans.some(({ demoted }) => demoted > 2)).toBe(true);
    for (const { misses, meets, demoted, cost, shares } of plans) {
      const expected = [
        ...(demoted > 2 ? [/^demoted \d+\.\d+\s%, at most 10\s%$/] : []),
        ...(Number(cost) > 60_000 ? [/^benefits \d+\.\d\sk a year, at most 60\.0\sk$/] : []),
        ...(Math.abs(shares[2]! - 0.1) > 0.02 + 1e-9 ? [/^Gold \d+\.?\d*\s%, wished 10\s%$/] : []),
      ];
      expect(misses).toEqual(expected.map((words) => expect.stringMatching(words)));
      expect(meets).toBe(misses.length === 0);
    }
  });

  it('answers what the simulation says of each plan, under a review too', async () => {
    const review = { cadence: 'annual', maxDropPerReview: 1 };
    const kept = { ...LADDER.levels[2]!, requirement: { ...test(90_000), exitValue: 70_000 } };
    const exits = { ...LADDER, review, levels: [...LADDER.levels.slice(0, 2), kept] };
    for (const program of [LADDER, { ...LADDER, review }, { ...LADDER, requireLower: true }, exits]) {
      const { plans } = await search({ shares: { Gold: 0.2, Silver: 0.2 }, plans: 2 }, { program });
      expect(plans.length).toBeGreaterThan(0);
      for (const { values, counts, demoted, cost } of plans) {
        const levels = program.levels.map((level, index) => {
          const value = values[`levels.${index}.requirement.value`];
          return value === undefined ? level : { ...level, requirement: { ...level.requirement, value } };
        });
        const simulated = await simulate(
          await net.context(),
          new Lab(),
          tierCase.parse({ program: { ...program, levels } }),
          { exceptions: [], attestations: [] },
        );
        expect(simulated.levels.filter(({ index }) => index >= 0).map(({ after }) => after)).toEqual(counts);
        expect([simulated.down, simulated.costs.after]).toEqual([demoted, cost]);
      }
    }
  });

  it('moves only what it may, and looks at the partners asked for', async () => {
    const place = 'levels.2.requirement.value';
    const { plans, basis } = await search(
      { shares: { Gold: 0.4 }, places: [place] },
      { where: [{ dim: 'country', values: ['FR'] }] },
    );
    expect(basis.population).toBe(5);
    expect(plans[0]).toMatchObject({ counts: [0, 3, 2], meets: true });
    expect(Object.keys(plans[0]!.values)).toEqual([place]);
  });

  it.each([
    [{ shares: { Platinum: 0.1 } }, /The program has no level “Platinum”\. Its levels are Bronze, Silver, Gold\./],
    [{ shares: { Gold: 0.9, Silver: 0.9 } }, /more than all partners/],
    [
      { shares: { Gold: 0.1 }, places: ['levels.7.requirement.value'] },
      /There is no threshold of a level at “levels\.7/,
    ],
  ])('refuses %j with a sentence', async (wish, sentence) => {
    await expect(search(wish)).rejects.toThrow(sentence);
  });

  it.each([
    [{ shares: {} }, /Wish for something: the share of at least one level, or a limit/],
    [{ shares: { Gold: 0.1 }, maxCost: '-1' }, /must not be negative/],
  ])('does not take %j for a wish', (wish, sentence) => {
    expect(() => tierWish.parse(wish)).toThrow(sentence);
  });

  it('takes a limit alone, and claims no shape', async () => {
    const { met, sentence, plans } = await search({ shares: {}, maxDemoted: 0.1 });
    expect(met).toBe(true);
    expect(plans[0]!.demoted).toBeLessThanOrEqual(2);
    expect(sentence).toMatch(/^Reached: (1 partner falls|\d+ partners fall), benefits come to/);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(search({ shares: { Gold: 0.1 } }, {}, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
