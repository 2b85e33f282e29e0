import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBunching } from '../../../analytics/incentives/gaming/bunching.ts';
import { nextStep, type Pay, payCurve } from '../../../analytics/incentives/gaming/payCurve.ts';
import { findPullForward } from '../../../analytics/incentives/gaming/quarterEnd.ts';
import { findSplitDeals } from '../../../analytics/incentives/gaming/splitDeals.ts';
import { diceOf } from '../../../analytics/rules/dice/dice.ts';
import { runs } from '../../fixtures/properties.ts';

/** Honest figures: more small ones than large ones, none of them aware of a threshold. */
function honest(count: number, seed: number): Float64Array {
  const out = new Float64Array(count);
  diceOf(seed, 'honest').uniforms(0, out);
  return out.map((share) => 200_000 * share ** 1.5);
}

describe('bunching', () => {
  it('is found where payees below a threshold got themselves over it', () => {
    const values = honest(8_000, 1).map((value) =>
      value > 98_000 && value < 100_000 ? 100_000 + value / 1_000 : value,
    );
    const [at100, at60] = findBunching(values, [100_000, 60_000]);
    expect(at100!.verdict).toBe('found');
    expect(at100!.above).toBeGreaterThan(at100!.expectedAbove);
    expect(at100!.below).toBe(0);
    expect(at100!.places.every((place) => values[place]! >= 100_000 && values[place]! < 102_000)).toBe(true);
    expect(at60!.verdict).toBe('not found');
  });

  // One in a hundred is allowed by the test's own measure; the bound leaves room for chance.
  it('is hardly ever found in honest figures', () => {
    const looks = Array.from({ length: 300 }, (_, seed) => findBunching(honest(6_000, seed), [80_000])[0]!);
    expect(looks.every(({ verdict }) => verdict !== 'too little data')).toBe(true);
    expect(looks.filter(({ verdict }) => verdict === 'found').length).toBeLessThanOrEqual(9);
  });

  it('counts who is exactly at the threshold as over it', () => {
    expect(findBunching(Float64Array.of(100, 99.999, Number.NaN), [100])[0]).toMatchObject({ above: 1, below: 1 });
  });

  it('gives no figure on thin data', () => {
    const [thin] = findBunching(Float64Array.of(100, 100, 100, 100, 100, 101), [100]);
    expect(thin).toMatchObject({ verdict: 'too little data', z: null, chance: null, above: 6 });
  });
});

describe('quarter-end pull-forward', () => {
  const quarters = Array.from({ length: 8 }, (_, index) => ({ from: index * 91, to: index * 91 + 90 }));
  const everyDay = Array.from({ length: 8 * 91 }, (_, day) => [day, day]).flat();
  const boundary = (day: number) => ({ tail: day % 91 >= 77, head: day % 91 < 14 });

  it('is found where the end rushes and the beginning is missing what it rushed', () => {
    // One of two deals of the first fortnight closes in the fortnight before.
    const moved = everyDay.map((day, index) => (day >= 91 && boundary(day).head && index % 2 ? day - 14 : day));
    const found = findPullForward(Float64Array.from(moved), quarters);
    expect(found).toMatchObject({ verdict: 'found', boundaries: 7, rush: 7 * 42, hole: 7 * 14 });
    expect(found.expected).toBeCloseTo(7 * 28, 6);
    expect(found.moved).toBeCloseTo(7 * 14, 6);
  });

  it('is not found in an even pace, nor in a rush without a hole behind it', () => {
    expect(findPullForward(Float64Array.from(everyDay), quarters)).toMatchObject({ verdict: 'not found', moved: null });
    const rush = [...everyDay, ...everyDay.filter((day) => boundary(day).tail)];
    const seasonal = findPullForward(Float64Array.from(rush), quarters);
    expect(seasonal.rushChance).toBeLessThan(0.001);
    expect(seasonal.verdict).toBe('not found');
  });

  it('gives no figure on a few deals or a few quarters', () => {
    expect(findPullForward(Float64Array.of(88, 89, 90), quarters).verdict).toBe('too little data');
    expect(findPullForward(Float64Array.from(everyDay), quarters.slice(0, 3)).verdict).toBe('too little data');
  });
});

describe('split deals', () => {
  const deal = (id: string, day: number, amount: number, customer = 'Acme', partner = 'P') => ({
    id,
    day,
    amount: amount * 10_000,
    customer,
    partner,
  });
  const test = { withinDays: 14, limit: 100_000 * 10_000 };
  const ids = (deals: ReturnType<typeof deal>[], more = {}) =>
    findSplitDeals(deals, { ...test, ...more }).map((split) => split.deals);

  it('are near in time, of one partner and customer, and together over the limit', () => {
    const split = [deal('B', 3, 60_000), deal('A', 1, 50_000)];
    expect(ids(split)).toEqual([['A', 'B']]);
    expect(ids([deal('A', 1, 50_000), deal('B', 16, 60_000)])).toEqual([]);
    expect(ids([deal('A', 1, 50_000), deal('B', 3, 60_000, 'Other')])).toEqual([]);
    expect(ids([deal('A', 1, 50_000), deal('B', 3, 60_000, 'Acme', 'Q')])).toEqual([]);
    expect(ids([deal('A', 1, 50_000), deal('B', 3, 49_999)])).toEqual([]);
    expect(ids([deal('A', 1, 50_000), deal('B', 3, 100_000)])).toEqual([]);
    expect(ids([deal('A', 1, 50_000, ''), deal('B', 3, 60_000, '')])).toEqual([]);
  });

  // Guards a window that begins with a stray deal and ends before the second part.
  it('are found behind a small deal that is too early for both', () => {
    expect(ids([deal('stray', 0, 1_000), deal('A', 14, 50_000), deal('B', 15, 60_000)])).toEqual([['A', 'B']]);
  });

  it('need a gain where pay is by deal', () => {
    const split = [deal('A', 1, 50_000), deal('B', 3, 60_000)];
    const capped = (amount: number) => Math.min(amount * 0.05, 3_000 * 10_000);
    const [found] = findSplitDeals(split, { ...test, pay: capped });
    expect(found).toMatchObject({ gain: 2_500 * 10_000, together: 110_000 * 10_000 });
    expect(ids(split, { pay: (amount: number) => amount * 0.05 })).toEqual([]);
  });
});

describe('the pay curve', () => {
  const units = (money: number) => Math.round(money * 10_000);
  const cents = (amount: number) => Math.round(amount / 100) * 100;
  /** 3, 5 and 7 % first-dollar from 2, 4 and 6 million. */
  const firstDollar: Pay = (amount) => {
    const rate = amount >= units(6e6) ? 0.07 : amount >= units(4e6) ? 0.05 : amount >= units(2e6) ? 0.03 : 0;
    return cents(amount * rate);
  };
  const edges = [2e6, 4e6, 6e6].map(units);

  it('shows the cliffs of a first-dollar rebate', () => {
    const { jumps, deadZones, points } = payCurve(firstDollar, edges, units(8e6));
    expect(jumps.map(({ at, by }) => [at / 10_000, by / 10_000])).toEqual([
      [2e6, 60_000],
      [4e6, 80_000],
      [6e6, 120_000],
    ]);
    expect(deadZones).toEqual([{ from: 0, to: units(2e6), pay: 0 }]);
    expect(points.map(({ marginal }) => marginal.toFixed(6))).toEqual([
      '0.000000',
      '0.030000',
      '0.050000',
      '0.070000',
      '0.070000',
    ]);
  });

  it('has no cliff where each part is paid at its own rate, and no end to a cap', () => {
    const marginal: Pay = (amount) =>
      cents(Math.min(0.05 * amount + 0.05 * Math.max(amount - units(10_000), 0), units(1_500)));
    const { jumps, deadZones } = payCurve(marginal, [units(10_000), units(20_000)], units(50_000));
    expect(jumps).toEqual([]);
    expect(deadZones).toEqual([{ from: units(20_000), to: null, pay: units(1_500) }]);
  });

  it('shows pay that falls when more is sold', () => {
    const falling: Pay = (amount) => (amount >= units(100) ? units(2) : units(5));
    expect(payCurve(falling, [units(100)], units(200)).jumps).toEqual([{ at: units(100), by: -units(3) }]);
  });

  it('says what the next step is worth from where a partner stands', () => {
    const curve = payCurve(firstDollar, edges, units(8e6));
    const step = nextStep(firstDollar, curve, units(3_900_000));
    expect(step.next).toMatchObject({ distance: units(100_000), gain: units(200_000 - 117_000) });
    expect(step.next!.rate).toBeCloseTo(0.83, 9);
    expect(step.marginal).toBeCloseTo(0.03, 9);
    expect(nextStep(firstDollar, curve, units(1)).inDeadZone).toBe(true);
    expect(nextStep(firstDollar, curve, units(7e6)).next).toBeNull();
  });

  // Whatever the bands: the jumps and slopes together are the pay at the top.
  it('adds up from nothing to the top', () => {
    const band = fc.record({ from: fc.integer({ min: 1, max: 9_999 }), rate: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(fc.uniqueArray(band, { minLength: 1, maxLength: 6, selector: ({ from }) => from }), (bands) => {
        const rising = bands.toSorted((a, b) => a.from - b.from);
        // Percent of 1/10,000 in whole steps of 100: exact in cents.
        const pay: Pay = (amount) => {
          const rate = rising.findLast(({ from }) => amount >= units(from))?.rate ?? 0;
          return (amount * rate) / 100;
        };
        const top = units(12_000);
        const { points, jumps } = payCurve(
          pay,
          rising.map(({ from }) => units(from)),
          top,
        );
        const sloped = points
          .slice(0, -1)
          .reduce((sum, { amount, marginal }, index) => sum + marginal * (points[index + 1]!.amount - amount), 0);
        const jumped = jumps.reduce((sum, { by }) => sum + by, 0);
        expect(Math.abs(sloped + jumped - pay(top))).toBeLessThan(100 * rising.length);
      }),
      runs(60),
    );
  });
});
