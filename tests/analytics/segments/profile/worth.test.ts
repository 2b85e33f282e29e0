/** Points of a profile as one computes them on paper. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandWorth, rampWorth, weighted } from '../../../../analytics/segments/profile/worth.ts';

describe('a criterion is worth', () => {
  it('as much as the figure has come of the way', () => {
    expect([-5, 0, 25, 50, 100, 900].map((value) => rampWorth(value, 0, 100))).toEqual([0, 0, 0.25, 0.5, 1, 1]);
  });

  it('less the larger the figure is, where the way goes down', () => {
    expect([10, 30, 40, 60, 90].map((value) => rampWorth(value, 60, 30))).toEqual([1, 1, 2 / 3, 0, 0]);
  });

  it('all or nothing where both ends are one figure', () => {
    expect([4.9999, 5, 6].map((value) => rampWorth(value, 5, 5))).toEqual([0, 1, 1]);
  });

  it('what the highest band says that is reached, from its lower edge on', () => {
    const bands = [
      { from: 1, worth: 0.3 },
      { from: 5, worth: 1 },
      { from: 20, worth: 0.6 },
    ];
    expect([0, 0.9999, 1, 4.9999, 5, 20, 1e9].map((value) => bandWorth(value, bands))).toEqual([
      0, 0, 0.3, 0.3, 1, 0.6, 0.6,
    ]);
  });

  it('nothing that is known without a figure', () => {
    expect(rampWorth(Number.NaN, 0, 1)).toBeNaN();
    expect(rampWorth(Number.NaN, 1, 1)).toBeNaN();
    expect(bandWorth(Number.NaN, [])).toBeNaN();
  });
});

describe('a score', () => {
  it('is the worths by their weights, of 100', () => {
    // (40 × 0.95 + 25 × 0.88 + 20 × 1 + 15 × 0.6) ÷ 100 = 0.89
    const { score, coverage } = weighted([40, 25, 20, 15], [0.95, 0.88, 1, 0.6]);
    expect(score).toBeCloseTo(89, 12);
    expect(coverage).toBe(1);
  });

  it('leaves out what is not known, and says how much is', () => {
    // (3 × 0.5 + 1 × 1) ÷ 4 = 0.625; 4 of 5 weights are known.
    expect(weighted([3, 1, 1], [0.5, 1, Number.NaN])).toEqual({ score: 62.5, coverage: 0.8 });
  });

  it('has no value where nothing is known', () => {
    expect(weighted([3, 1], [Number.NaN, Number.NaN])).toEqual({ score: Number.NaN, coverage: 0 });
    expect(weighted([3, 0], [Number.NaN, 1])).toEqual({ score: Number.NaN, coverage: 0 });
  });

  it('is never moved by a criterion without a figure, and stays between the least and the most worth', () => {
    const one = fc.record({
      weight: fc.integer({ min: 1, max: 5 }),
      worth: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (known, more) => {
        const [weights, worths] = [known.map(({ weight }) => weight), known.map(({ worth }) => worth)];
        const { score } = weighted(weights, worths);
        expect(weighted([...weights, more], [...worths, Number.NaN]).score).toBe(score);
        expect(score).toBeGreaterThanOrEqual(100 * Math.min(...worths) - 1e-9);
        expect(score).toBeLessThanOrEqual(100 * Math.max(...worths) + 1e-9);
      }),
    );
  });
});
