/** A back-test judged: bands that are narrower than the errors of the past must not be read as chances. */
import { describe, expect, it } from 'vitest';
import { totalOf } from '../../../analytics/incentives/chance/merge.ts';
import { normalQuantile } from '../../../analytics/incentives/chance/normal.ts';
import { judged, triedOf } from '../../../analytics/incentives/outlook/backTest.ts';
import { widenedSide, wideningOf } from '../../../analytics/incentives/outlook/widening.ts';
import { diceOf, streamOf } from '../../../analytics/rules/dice/dice.ts';

const band = (half: number, middle = 100) => {
  const [p10, p50, p90] = [middle - half, middle, middle + half].map(String) as [string, string, string];
  return { p10, p50, p90, mean: p50 };
};
const tried = (halves: readonly number[], actuals: readonly number[]) =>
  triedOf(
    actuals.map((actual, at) => ({ label: `Q${at + 1}`, forecast: band(halves[at] ?? 2), actual: String(actual) })),
  )!;
const plainly = (text: string) => text.replaceAll('\u202f', ' ');

describe('how much wider bands must be', () => {
  const quarter = (actual: number) => ({ p10: 90, p50: 100, p90: 120, actual });

  it('is how far the largest of four misses lies beyond its own side of the band', () => {
    // 50 ÷ 20, 15 ÷ 10, 10 ÷ 20 and none.
    expect(wideningOf([150, 85, 110, 100].map(quarter))).toBe(2.5);
    // Of nine the eighth: 30 ÷ 10 is left out.
    expect(wideningOf([70, 150, 85, 110, 100, 100, 100, 100, 100].map(quarter))).toBe(2.5);
  });

  it('is never under one, and nothing where a band without width was missed', () => {
    expect(wideningOf([101, 99, 100, 100].map(quarter))).toBe(1);
    const certain = (actual: number) => ({ p10: 100, p50: 100, p90: 100, actual });
    expect(wideningOf([certain(100.05)])).toBe(1);
    expect(wideningOf([certain(120)])).toBeNull();
  });

  // A new quarter is missed when it is the farthest of five and outside of its own band: 1 − (1 − a⁵) ÷ 5 of them are held, a
  // being what the bands hold as drawn.
  it.each([
    ['as they should be', 1, 0.8],
    ['a third of that', 3, 0.3309],
    ['a tenth of that', 10, 0.102],
  ])('lets bands that are %s hold four new quarters of five', (_, wrong, heldAsDrawn) => {
    const trials = 4_000;
    const uniforms = new Float64Array(trials * 5);
    diceOf(5, 'coverage').uniforms(streamOf(`wrong by ${wrong}`), uniforms);
    let [held, before] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const quarters = [...uniforms.subarray(trial * 5, trial * 5 + 5)].map((share, at) => {
        const half = 10 + at;
        const error = (normalQuantile(share) / normalQuantile(0.9)) * half * wrong;
        return { p10: 1_000 - half, p50: 1_000, p90: 1_000 + half, actual: 1_000 + error };
      });
      const next = quarters.pop()!;
      const far = Math.abs(next.actual - 1_000) / (next.p90 - 1_000);
      if (far <= wideningOf(quarters)!) held++;
      if (far <= 1) before++;
    }
    const error = 5 * Math.sqrt(0.2 / trials);
    expect(Math.abs(before / trials - heldAsDrawn)).toBeLessThan(error);
    expect(Math.abs(held / trials - (1 - (1 - heldAsDrawn ** 5) / 5))).toBeLessThan(error);
  });

  it('moves draws away from their median, and adds up what is missed quarter after quarter', () => {
    const draws = (of: (at: number) => number) =>
      totalOf(
        'side',
        4,
        Float64Array.from({ length: 11 }, (_, at) => of(at)),
      );
    const quarters = [draws((at) => at), draws((at) => (3 * at) % 11)];
    const total = draws((at) => at + ((3 * at) % 11));
    expect([total.p10, total.p50, total.p90]).toEqual([4, 10, 17]);
    const side = { total, quarters, least: 0, most: Number.POSITIVE_INFINITY };
    const wide = widenedSide(side, 3);
    // 1, 5 and 9 of each quarter; nothing costs less than nothing.
    expect(wide.quarters.map(({ p10, p50, p90 }) => [p10, p50, p90])).toEqual([
      [0, 5, 17],
      [0, 5, 17],
    ]);
    // 13 + (3 − 1) × (8 + 8) wide: 7 of 13 above the median.
    expect([wide.total.p10, wide.total.p50, wide.total.p90]).toEqual([0, 10, Math.round(10 + (7 * 45) / 13)]);
    expect(wide.total.mean).toBe(total.mean);
    expect(widenedSide({ ...side, most: 20 }, 3).total.p90).toBe(20);
    expect(widenedSide(side, 1)).toBe(side);
  });
});

describe('a back-test', () => {
  it('says what was off by how much, and how much wider the bands are for it', () => {
    const found = judged(tried([2, 2, 2, 2], [120, 100, 100, 95]), [band(20), band(40)], 'en-GB');
    expect(found).toMatchObject({
      weak: false,
      widening: 10,
      error: { numerator: '25.00', denominator: '415.00' },
      spread: { numerator: '60.00', denominator: '200.00' },
    });
    expect(plainly(found.sentence)).toBe(
      'Back-test: what the last 4 closed quarters cost, forecast quarter by quarter from what was known before, was off by 6.02 % of what was paid, all partners together, more than was drawn. The bands are made 10.0 times as wide, so that they hold what was missed: the bands of the quarters ahead are ±30.0 %. Bands of single partners are as drawn.',
    );
  });

  it('promises less after fewer quarters', () => {
    const { sentence } = judged(tried([2, 2], [110, 100]), [band(10)], 'en-GB');
    expect(plainly(sentence)).toMatch(/After so few quarters a band holds in about 2 of 3 cases, not in 8 of 10\.$/);
  });

  it('lets bands stand that hold the errors of the past', () => {
    const found = judged(tried([4], [103]), [band(4)], 'en-GB');
    expect(found).toMatchObject({ weak: false, widening: 1 });
    expect(plainly(found.sentence)).toMatch(
      /off by 2\.91 % of what was paid.*; the bands of the quarters ahead are ±4\.00 %\.$/,
    );
  });

  it('calls a forecast weak where no widening would do', () => {
    const found = judged(tried([0], [150]), [band(0)], 'en-GB');
    expect(found).toMatchObject({ weak: true, widening: null });
    expect(found.sentence).toMatch(/The forecast is weak: .* so no chance is told\.$/);
  });

  it('judges no bands of a forecast of nothing', () => {
    const found = judged(tried([4], [103]), [band(0, 0)], 'en-GB');
    expect(found.weak).toBe(false);
    expect(plainly(found.sentence)).toMatch(/off by 2\.91 % of what was paid, all partners together\.$/);
  });

  it('tells nothing where nothing was paid', () => {
    expect(triedOf([{ label: 'Q1', forecast: band(2), actual: '0.00' }])).toBeNull();
    expect(triedOf([])).toBeNull();
  });
});
