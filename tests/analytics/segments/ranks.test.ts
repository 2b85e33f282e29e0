import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakScores, rankScores, SCORES } from '../../../analytics/segments/place/ranks.ts';
import { runs } from '../../fixtures/properties.ts';

const scores = (...values: number[]) => [...rankScores(Float64Array.from(values))];

describe('scores by rank', () => {
  it('are fifths where all figures differ', () => {
    expect(scores(10, 20, 30, 40, 50)).toEqual([1, 2, 3, 4, 5]);
    expect(scores(5, 3, 10, 9, 1, 2, 8, 7, 4, 6)).toEqual([3, 2, 5, 5, 1, 1, 4, 4, 2, 3]);
  });

  it('of equal figures are equal, unlike those of NTILE', () => {
    // NTILE(5) over 1, 1, 1, 1, 1 gives 1 to 5; the middle is all that can be said.
    expect(scores(1, 1, 1, 1, 1)).toEqual([3, 3, 3, 3, 3]);
    // Four of ten share the ranks 1 to 4: their middle, 2 of 10, is where the second fifth begins.
    expect(scores(0, 0, 0, 0, 5, 6, 7, 8, 9, 10)).toEqual([2, 2, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('of one partner is the middle, and of none there are none', () => {
    expect(scores(7)).toEqual([3]);
    expect(scores()).toEqual([]);
  });

  it('leave out who has no figure, as if it was not there', () => {
    expect(scores(10, Number.NaN, 20, 30, Number.NaN, 40, 50)).toEqual([1, 0, 2, 3, 0, 4, 5]);
  });

  const figures = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)), { maxLength: 60 });

  it('grow with the figure, and a constant added to all changes nothing', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: -1_000, max: 1_000 }), (values, added) => {
        const own = scores(...values);
        expect(scores(...values.map((value) => value + added))).toEqual(own);
        for (const [one, value] of values.entries()) {
          expect(own[one]! >= (Number.isNaN(value) ? 0 : 1) && own[one]! <= SCORES).toBe(true);
          for (const [other, second] of values.entries()) {
            if (value < second) expect(own[one]!).toBeLessThanOrEqual(own[other]!);
            if (value === second) expect(own[one]).toBe(own[other]);
          }
        }
      }),
      runs(60),
    );
  });

  it('go with the figure, wherever it stands', () => {
    fc.assert(
      fc.property(figures, (values) => {
        expect(scores(...[...values].reverse())).toEqual(scores(...values).reverse());
      }),
      runs(60),
    );
  });

  it('of the best and the worst mirror each other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 5, maxLength: 5 }), (values) => {
        const mirrored = scores(...values.map((value) => -value));
        expect(mirrored).toEqual(scores(...values).map((score) => SCORES + 1 - score));
      }),
      runs(40),
    );
  });
});

describe('scores by breaks', () => {
  it('count the breaks reached; a figure at a break has reached it', () => {
    const values = Float64Array.of(0, 9.99, 10, 25, 50, 99, 100, Number.NaN);
    expect([...breakScores(values, [10, 25, 50, 100])]).toEqual([1, 1, 2, 3, 4, 4, 5, 0]);
  });
});
