import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../../../analytics/incentives/bridge/apportion.ts';
import { bridge } from '../../../../analytics/incentives/bridge/shapley.ts';
import { runs } from '../../../fixtures/properties.ts';

const FACTORS = ['rate', 'threshold', 'mix', 'volume', 'tier', 'roster', 'currency'];

/** A bridge by its definition: the mean over every order of the changes. Another way than the weights. */
function meanOverOrders(count: number, worthOf: (changed: number) => bigint): number[] {
  const sums = new Array<number>(count).fill(0);
  let orders = 0;
  const walk = (left: number[], changed: number) => {
    if (left.length === 0) orders++;
    for (const factor of left) {
      const next = changed | (1 << factor);
      const others = left.filter((one) => one !== factor);
      let ways = 1;
      for (let place = 2; place <= others.length; place++) ways *= place;
      sums[factor]! += Number(worthOf(next) - worthOf(changed)) * ways;
      walk(others, next);
    }
  };
  walk([...Array(count).keys()], 0);
  return sums.map((sum) => sum / orders);
}

const scenarios = fc.integer({ min: 1, max: FACTORS.length }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    values: fc.array(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), {
      minLength: 1 << count,
      maxLength: 1 << count,
    }),
  }),
);

describe('a bridge', () => {
  // Rate from 5 % to 6 % and volume from 100 to 120: 1.00 and 1.00 alone, 0.20 by both, which is parted evenly.
  it('parts what two changes make together evenly', () => {
    const value = (changed: number) => BigInt((changed & 1 ? 6 : 5) * (changed & 2 ? 12_000 : 10_000));
    const { from, to, steps } = bridge(['rate', 'volume'], value);
    expect([from, to]).toEqual([500n, 720n]);
    expect(steps).toEqual([
      { factor: 'rate', amount: 110n, alone: 10_000n, last: 12_000n },
      { factor: 'volume', amount: 110n, alone: 10_000n, last: 12_000n },
    ]);
  });

  it('gives nothing to a change that changes nothing', () => {
    const { steps } = bridge(['rate', 'mix', 'tier'], (changed) => (changed & 1 ? 123_400n : 0n));
    expect(steps.map(({ amount }) => amount)).toEqual([1_234n, 0n, 0n]);
  });

  it('adds up to the cent, whatever the scenarios are worth', () => {
    fc.assert(
      fc.property(scenarios, fc.constantFrom(0, 2, 4), ({ count, values }, digits) => {
        const { from, to, steps } = bridge(FACTORS.slice(0, count), (changed) => values[changed]!, digits);
        expect(steps.reduce((sum, { amount }) => sum + amount, from)).toBe(to);
      }),
      runs(60),
    );
  });

  it('is the mean over all orders, to less than a cent', () => {
    fc.assert(
      fc.property(scenarios, ({ count, values }) => {
        const factors = FACTORS.slice(0, Math.min(count, 5));
        const worthOf = (changed: number) => values[changed]!;
        const expected = meanOverOrders(factors.length, worthOf);
        for (const [index, { amount }] of bridge(factors, worthOf, 4).steps.entries()) {
          expect(Math.abs(Number(amount) - expected[index]!)).toBeLessThanOrEqual(1.01);
        }
      }),
      runs(25),
    );
  });

  // Guards ties and remainders: a cent must not go to whoever happens to stand first.
  it('does not depend on the order in which the changes are listed', () => {
    const shuffled = scenarios.chain(({ count, values }) =>
      fc.record({
        values: fc.constant(values),
        order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ values, order }) => {
        const names = FACTORS.slice(0, order.length);
        const back = (changed: number) =>
          order.reduce((mask, factor, place) => (changed & (1 << place) ? mask | (1 << factor) : mask), 0);
        const plain = bridge(names, (changed) => values[changed]!);
        const turned = bridge(
          order.map((factor) => names[factor]!),
          (changed) => values[back(changed)]!,
        );
        const byName = new Map(turned.steps.map((step) => [step.factor, step]));
        for (const step of plain.steps) expect(byName.get(step.factor)).toEqual(step);
      }),
      runs(60),
    );
  });

  it('gives an odd cent to the name that comes first among equals', () => {
    const value = (changed: number) => (changed === 3 ? 100n : 0n);
    const amounts = (factors: string[]) => bridge(factors, value).steps.map(({ factor, amount }) => [factor, amount]);
    expect(amounts(['b', 'a'])).toEqual([
      ['b', 0n],
      ['a', 1n],
    ]);
  });

  it('meets ends that are rounded away from zero on both sides', () => {
    const { from, to, steps } = bridge(['rate', 'tier'], (changed) => (changed === 0 ? 50n : -50n));
    expect([from, to]).toEqual([1n, -1n]);
    expect(steps.reduce((sum, { amount }) => sum + amount, 0n)).toBe(-2n);
  });

  it('has no step without a change, and refuses more than ten', () => {
    expect(bridge([], () => 70_000n)).toEqual({ from: 700n, to: 700n, digits: 2, steps: [] });
    expect(() => bridge([...FACTORS, 'a', 'b', 'c', 'd'], () => 0n)).toThrow('at most 10');
    expect(() => bridge(['rate', 'rate'], () => 0n)).toThrow('“rate” twice');
  });

  it('refuses a total that is not the sum of its parts', () => {
    expect(() => apportion([{ name: 'a', numerator: 5n }], 1n, 9n)).toThrow('do not add up');
  });
});
