/** Rank correlation, area under the curve and verdict: by hand, and by the definitions written out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../../analytics/metrics/pace.ts';
import { judgeScores, upperQuarter } from '../../../../analytics/segments/fit/judge.ts';
import { areaUnderCurve, meanRanks, rankingOf, spearman } from '../../../../analytics/segments/fit/ranking.ts';
import { runs } from '../../../fixtures/properties.ts';
import { randoms } from '../cluster/figures.ts';

const once = (rows: number) => new Uint32Array(rows).fill(1);
const ranksOf = (values: readonly number[]) => meanRanks(rankingOf(Float64Array.from(values)), once(values.length));
const correlation = (a: readonly number[], b: readonly number[]) => spearman(ranksOf(a), ranksOf(b), once(a.length));
const area = (scores: readonly number[], good: readonly number[]) =>
  areaUnderCurve(ranksOf(scores), Uint8Array.from(good), once(scores.length));
const judge = (scores: readonly number[], outcomes: readonly number[]) =>
  judgeScores(Float64Array.from(scores), Float64Array.from(outcomes), new Pace({}, 'draws'));

describe('ranks', () => {
  it('of equal values are the mean of theirs', () => {
    expect([...ranksOf([30, 10, 20, 20, 40])]).toEqual([4, 1, 2.5, 2.5, 5]);
    expect([...ranksOf([7, 7, 7])]).toEqual([2, 2, 2]);
  });

  it('count a value as often as it was drawn, as if it stood there so often', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 })),
          {
            minLength: 2,
            maxLength: 25,
          },
        ),
        (rows) => {
          const counts = Uint32Array.from(rows, ([, , count]) => count);
          const drawn = rows.flatMap((row) => Array<(typeof rows)[number]>(row[2]).fill(row));
          const [a, b] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
          const weighted = spearman(
            meanRanks(rankingOf(Float64Array.from(a)), counts),
            meanRanks(rankingOf(Float64Array.from(b)), counts),
            counts,
          );
          const plain = correlation(
            drawn.map(([one]) => one),
            drawn.map(([, other]) => other),
          );
          if (plain === null) expect(weighted).toBeNull();
          else expect(weighted).toBeCloseTo(plain, 10);
        },
      ),
      runs(100),
    );
  });
});

describe('rank correlation', () => {
  it('of the textbook example of IQ and hours of television is −29/165', () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(correlation(iq, hours)).toBeCloseTo(-29 / 165, 12);
  });

  it('with ties is Pearson’s of the mean ranks, by hand', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1.5, 1.5, 3, 4: Σ = 1.5 + 0 + 0 + 2.25 … = 3.75 ÷ √(4.5 × 4.5).
    expect(correlation([1, 2, 2, 3], [5, 5, 6, 7])).toBeCloseTo(3.75 / 4.5, 12);
  });

  it('sees any order that rises, and none where all are equal', () => {
    expect(correlation([1, 2, 3, 4], [1, 10, 100, 1_000])).toBe(1);
    expect(correlation([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
    expect(correlation([5, 5, 5], [1, 2, 3])).toBeNull();
  });
});

describe('area under the curve', () => {
  it('is the share of pairs in which the good one scored higher, by hand', () => {
    // Good 0.8, 0.35; others 0.4, 0.1: 3 of 4 pairs.
    expect(area([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(area([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875);
    expect(area([5, 5, 5, 5], [0, 1, 0, 1])).toBe(0.5);
    expect(area([1, 2], [1, 1])).toBeNull();
  });

  it('is that share for any scores', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
        const [goods, others] = [1, 0].map((side) => rows.filter(([, good]) => good === side).map(([score]) => score));
        const found = area(
          rows.map(([score]) => score),
          rows.map(([, good]) => good),
        );
        if (goods!.length === 0 || others!.length === 0) {
          expect(found).toBeNull();
          return;
        }
        const won = goods!.flatMap((good) =>
          others!.map((other): number => (good > other ? 1 : good === other ? 0.5 : 0)),
        );
        expect(found).toBeCloseTo(won.reduce((sum, share) => sum + share, 0) / won.length, 12);
      }),
      runs(100),
    );
  });
});

describe('the upper quarter', () => {
  it('is a quarter where outcomes differ', () => {
    expect([...upperQuarter(Float64Array.of(8, 1, 7, 2, 3, 4, 5, 6))]).toEqual([1, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('is those who brought anything, where most brought nothing', () => {
    expect([...upperQuarter(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 3, 9))]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });
});

describe('the verdict', () => {
  const random = randoms(5);
  const steps = Array.from({ length: 200 }, (_, index) => index);
  const noisy = (noise: number) => steps.map((step) => step + noise * 200 * (random() - 0.5));

  it('is strong where scores tell the order well', async () => {
    const { verdict, rank, auc } = await judge(steps, noisy(0.8));
    expect(verdict).toBe('strong');
    expect(rank!.low).toBeLessThan(rank!.spearman);
    expect(rank!.high).toBeGreaterThan(rank!.spearman);
    expect(auc!.value).toBeGreaterThan(0.85);
  });

  it('is weak where they tell it a little', async () => {
    const { verdict, rank } = await judge(steps, noisy(4));
    expect(rank!.spearman).toBeLessThan(0.5);
    expect(rank!.low).toBeGreaterThan(0);
    expect(verdict).toBe('weak');
  });

  it('is none where chance could do that, and where high scores went with poor outcomes', async () => {
    expect(
      (
        await judge(
          steps,
          steps.map(() => random()),
        )
      ).verdict,
    ).toBe('none');
    const { verdict, rank } = await judge(
      steps,
      noisy(0.5).map((value) => -value),
    );
    expect(verdict).toBe('none');
    expect(rank!.high).toBeLessThan(0);
  });

  it('is none where all score the same, or all came to the same', async () => {
    expect(
      await judge(
        steps.map(() => 50),
        steps,
      ),
    ).toEqual({ rank: null, auc: null, verdict: 'none' });
    expect(
      await judge(
        steps,
        steps.map(() => 0),
      ),
    ).toEqual({ rank: null, auc: null, verdict: 'none' });
  });

  it('is withheld from few partners, however well they lie', async () => {
    const few = { rank: null, auc: null, verdict: 'too little data' };
    expect(await judge(steps.slice(0, 24), steps.slice(0, 24))).toEqual(few);
    expect((await judge(steps.slice(0, 25), steps.slice(0, 25))).verdict).toBe('strong');
    expect(
      await judge(
        steps,
        steps.map((step) => (step > 196 ? step : 0)),
      ),
    ).toEqual(few);
    expect(await judge([], [])).toEqual(few);
  });

  it('is the same in every run', async () => {
    const outcomes = noisy(1);
    expect(await judge(steps, outcomes)).toEqual(await judge(steps, outcomes));
  });
});

describe('intervals', () => {
  it('are about as wide as the normal approximation of the correlation says', async () => {
    const random = randoms(77);
    const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, 0) - 6;
    const scores = Array.from({ length: 400 }, normal);
    const outcomes = scores.map((score) => 0.6 * score + 0.8 * normal());
    const { rank } = await judge(scores, outcomes);
    // Fisher’s z with the variance of Spearman’s (Bonett and Wright, 2000): √((1 + r²/2) ÷ (n − 3)), 1.645 for 90 %.
    const { spearman: r, low, high } = rank!;
    const wide = 1.645 * Math.sqrt((1 + r ** 2 / 2) / 397);
    expect(low).toBeCloseTo(Math.tanh(Math.atanh(r) - wide), 1);
    expect(Math.abs(low - Math.tanh(Math.atanh(r) - wide))).toBeLessThan(0.015);
    expect(Math.abs(high - Math.tanh(Math.atanh(r) + wide))).toBeLessThan(0.015);
  });
});
