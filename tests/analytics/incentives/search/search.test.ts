/**
 * The parts of the search on problems whose answer is known: what is tried must be all or include the best, figures must keep
 * their order, the frontier must be the one that comparing every pair gives, and a goal must be the nearest step.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore, type Outcome, type Tried } from '../../../../analytics/incentives/search/explore.ts';
import { seekGoal } from '../../../../analytics/incentives/search/goal.ts';
import { leversOf, type PlanLever } from '../../../../analytics/incentives/search/levers.ts';
import { keepsOrder, ordersOf } from '../../../../analytics/incentives/search/order.ts';
import { bestOf, bindingOf, frontierOf, type Wishes } from '../../../../analytics/incentives/search/rank.ts';
import { SearchWords } from '../../../../analytics/incentives/search/words.ts';
import { runs } from '../../../fixtures/properties.ts';
import { testNetwork } from '../../metrics/network.ts';
import { plan } from '../readings.ts';

const net = await testNetwork();
const network = await net.open();
await net.close();

const banded = plan([
  {
    id: 'volume',
    label: 'Volume',
    rate: {
      how: 'retroactive',
      bands: [
        { from: 0, rate: '0.02' },
        { from: 100_000, rate: '0.03' },
        { from: 400_000, rate: '0.05' },
      ],
    },
    limits: { capPartner: 50_000 },
  },
]);
const PLACES = [
  'lines.0.rate.bands.1.from',
  'lines.0.rate.bands.2.from',
  'lines.0.rate.bands.0.rate',
  'lines.0.rate.bands.1.rate',
  'lines.0.rate.bands.2.rate',
  'lines.0.limits.capPartner',
];
const turn = () => Promise.resolve();

describe('levers', () => {
  it('are all rates, thresholds and caps above nothing, half to half as much again, in figures that can be said aloud', () => {
    const levers = leversOf(banded, [], network);
    expect(levers.map(({ place }) => place).sort()).toEqual([...PLACES].sort());
    const edge = levers.find(({ place }) => place === PLACES[0])!;
    expect(edge.label).toBe('Volume, threshold 100,000');
    expect(edge.values[0]).toBe('50000');
    expect(edge.values.at(-1)).toBe('150000');
    expect(edge.values).toContain('105000');
    expect(edge.values).not.toContain('101000');
    expect(edge.values[edge.at]).toBe('100000');
  });

  it('take the steps and the range that somebody asks for', () => {
    const [lever] = leversOf(banded, [{ place: PLACES[3]!, low: '0.02', high: '0.04', step: '0.005' }], network);
    expect(lever!.values).toEqual(['0.02', '0.025', '0.03', '0.035', '0.04']);
  });

  it('say which places there are when one is unknown', () => {
    expect(() => leversOf(banded, [{ place: 'lines.3.rate.flat', low: '0', high: '1' }], network)).toThrow(
      /no figure at “lines.3.rate.flat”.*lines.0.rate.bands.1.from/,
    );
    expect(() => leversOf(banded, [{ place: PLACES[3]!, low: '0.04', high: '0.02' }], network)).toThrow(
      /lower end first/,
    );
  });
});

describe('order', () => {
  it('keeps edges apart and rates rising, also against figures that stay', () => {
    const levers = leversOf(
      banded,
      [
        { place: PLACES[0]!, low: '100000', high: '500000', step: '100000' },
        { place: PLACES[3]!, low: '0.01', high: '0.06', step: '0.01' },
      ],
      network,
    );
    const orders = ordersOf(banded, levers);
    const stands = (from: string, rate: string) =>
      keepsOrder(orders, levers, [levers[0]!.values.indexOf(from), levers[1]!.values.indexOf(rate)]);
    expect(stands('300000', '0.04')).toBe(true);
    // The next band begins at 400,000 and pays 5 %.
    expect(stands('400000', '0.04')).toBe(false);
    expect(stands('300000', '0.05')).toBe(true);
    expect(stands('300000', '0.06')).toBe(false);
    expect(stands('300000', '0.01')).toBe(false);
  });
});

/** Levers with whole numbers, each from 0. */
const lever = (name: string, count: number, at = 0): PlanLever => ({
  place: name,
  path: [name],
  label: name,
  unit: 'money',
  values: Array.from({ length: count }, (_, n) => String(n)),
  from: String(at),
  at,
});
const outcome = (cost: number, margin: number, losers = 0): Outcome => ({
  cost,
  margin,
  net: margin - cost,
  losers,
  payees: 100,
});

describe('exploring', () => {
  it('tries every combination while they are few', async () => {
    const found = await explore({
      levers: [lever('a', 4), lever('b', 5)],
      orders: [],
      budget: 20,
      seed: 7,
      turn,
      promising: () => [],
      evaluate: ([a, b]) => Promise.resolve(outcome(a!, b!)),
    });
    expect(found.exhaustive).toBe(true);
    expect(new Set(found.tried.map(({ choice }) => choice.join())).size).toBe(20);
  });

  it('finds the best of a smooth hill among a hundred million within its budget, the same each time', async () => {
    const levers = ['a', 'b', 'c', 'd'].map((name) => lever(name, 100, 10));
    const top = [80, 25, 60, 41];
    const evaluate = (choice: readonly number[]) =>
      Promise.resolve(outcome(0, -choice.reduce((sum, at, index) => sum + (at - top[index]!) ** 2, 0)));
    const run = () =>
      explore({
        levers,
        orders: [],
        budget: 1_500,
        seed: 7,
        turn,
        evaluate,
        promising: (tried) => tried.toSorted((a, b) => b.net - a.net).slice(0, 4),
      });
    const { tried, exhaustive } = await run();
    expect(exhaustive).toBe(false);
    expect(tried.length).toBeLessThanOrEqual(1_500);
    const best = tried.reduce((a, b) => (b.net > a.net ? b : a));
    expect(best.choice).toEqual(top);
    expect(await run()).toEqual({ tried, exhaustive });
  });

  it('never tries figures out of order', async () => {
    const levers = leversOf(banded, [], network);
    const orders = ordersOf(banded, levers);
    const { tried } = await explore({
      levers,
      orders,
      budget: 400,
      seed: 7,
      turn,
      evaluate: (choice) => Promise.resolve(outcome(choice[0]!, choice[1]!)),
      promising: (all) => frontierOf(all, 'margin'),
    });
    expect(tried.length).toBeGreaterThan(150);
    const value = (one: Tried, place: string) => {
      const index = levers.findIndex((each) => each.place === place);
      return Number(levers[index]!.values[one.choice[index]!]);
    };
    for (const one of tried) {
      expect(value(one, PLACES[0]!)).toBeLessThan(value(one, PLACES[1]!));
      expect(value(one, PLACES[2]!)).toBeLessThanOrEqual(value(one, PLACES[3]!));
      expect(value(one, PLACES[3]!)).toBeLessThanOrEqual(value(one, PLACES[4]!));
    }
  });
});

describe('the frontier', () => {
  const plans = fc.array(
    fc.record({
      cost: fc.integer({ min: 0, max: 30 }),
      margin: fc.integer({ min: 0, max: 30 }),
      losers: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('is what comparing every pair leaves', () => {
    fc.assert(
      fc.property(plans, (list) => {
        const tried = list.map(({ cost, margin, losers }) => outcome(cost, margin, losers));
        const better = (a: Outcome, b: Outcome) =>
          a.cost <= b.cost && a.margin >= b.margin && (a.cost < b.cost || a.margin > b.margin);
        const byHand = tried.filter((one) => !tried.some((other) => better(other, one)));
        const points = (some: readonly Outcome[]) =>
          [...new Set(some.map(({ cost, margin }) => `${cost} ${margin}`))].sort();
        expect(points(frontierOf(tried, 'margin'))).toEqual(points(byHand));
      }),
      runs(200),
    );
  });

  it('weighs cost against losers where nothing is earned', () => {
    const tried = [outcome(10, 0, 5), outcome(8, 0, 9), outcome(9, 0, 9), outcome(12, 0, 5), outcome(20, 0, 0)];
    expect(frontierOf(tried, 'losers').map(({ cost }) => cost)).toEqual([8, 10, 20]);
  });
});

describe('wishes', () => {
  const wishes: Wishes = { maxCost: 100_0000, maxLosers: 0.2, minNet: null };
  const tried = [outcome(90_0000, 100_0000, 10), outcome(80_0000, 120_0000, 40), outcome(130_0000, 180_0000, 20)];
  const words = new SearchWords('en-GB', [], wishes);

  it('choose the best that meets them and name the one that holds it back', () => {
    expect(bestOf(tried, wishes)).toBe(tried[0]);
    const binding = bindingOf(tried, wishes)!;
    // Without the limit of cost 50 could be had, without that of losers 40.
    expect(binding).toEqual({ wish: 'maxCost', without: tried[2] });
    expect(words.binding(binding, tried[0]!)).toBe(
      'The most of 100 to spend holds it back: without it a net of 50.00 instead of 10.00 could be had (costs 130, more than 100).',
    );
    expect(words.misses(tried[1]!)).toEqual(['40.0\u202f% of the payees lose, more than 20.0\u202f%']);
  });

  it('say what no plan meets', () => {
    const strict: Wishes = { maxCost: 1, maxLosers: 0.2, minNet: null };
    expect(bestOf(tried, strict)).toBeNull();
    const said = new SearchWords('en-GB', [], strict).binding(bindingOf(tried, strict), null);
    expect(said).toMatch(/^No plan that was tried keeps to the most of .* together with the other wishes/);
  });
});

describe('goal seek', () => {
  const seek = (costs: readonly number[], target: number, now = 0) =>
    seekGoal(costs.length, { target, now }, (step) => Promise.resolve(costs[step]!));

  it('finds the nearest step, whatever the costs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 0, max: 8_000 }),
        async (rises, target) => {
          let sum = 0;
          const costs = rises.map((rise) => (sum += rise));
          const found = await seek(costs, target);
          const nearest = Math.min(...costs.map((cost) => Math.abs(cost - target)));
          expect(Math.abs(found.cost - target)).toBe(nearest);
          expect(found.oneWay).toBe(true);
        },
      ),
      runs(200),
    );
  });

  it('looks at few of many steps', async () => {
    let asked = 0;
    const found = await seekGoal(400, { target: 123_456, now: 0 }, (step) => {
      asked++;
      return Promise.resolve(step * 1_000);
    });
    expect(found.at).toBe(123);
    expect(found.reached).toBe(true);
    expect(asked).toBeLessThan(40);
  });

  it('finds every crossing where the cost turns', async () => {
    const costs = Array.from({ length: 101 }, (_, step) => 1_000 - (step - 50) ** 2 / 3);
    const found = await seek(costs, 900, 90);
    expect(found.oneWay).toBe(false);
    expect(Math.abs(found.cost - 900)).toBe(Math.min(...costs.map((cost) => Math.abs(cost - 900))));
    // Both sides of the hill come as near; the one nearer to the present step is taken.
    expect(found.at).toBeGreaterThan(50);
  });

  it('says between which steps a target lies that none reaches, and what is out of reach', async () => {
    const rate = { ...lever('Base rate', 4), unit: 'ratio' as const, values: ['0.01', '0.02', '0.03', '0.04'] };
    const words = new SearchWords('en-GB', [rate], { maxCost: null, maxLosers: null, minNet: null });
    const costs = [1_000_0000, 1_100_0000, 2_000_0000, 2_100_0000];
    const between = await seek(costs, 1_500_0000);
    expect(between.reached).toBe(false);
    expect(words.goal(rate, between, 1_500_0000)).toBe(
      'No step of Base rate comes to 1.50\u202fk: 2\u202f% costs 1.10\u202fk and 3\u202f% costs 2.00\u202fk. Nearest is 2\u202f%.',
    );
    const beyond = await seek(costs, 9_000_0000);
    expect(words.goal(rate, beyond, 9_000_0000)).toBe(
      'The target of 9.00\u202fk is out of reach: from 1\u202f% to 4\u202f% the cost lies between 1.00\u202fk and 2.10\u202fk. Nearest is 4\u202f% with 2.10\u202fk.',
    );
  });
});
