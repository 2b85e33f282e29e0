/** A back-test judged: bands that are narrower than the errors of the past must not be read as chances. */
import { describe, expect, it } from 'vitest';
import { judged } from '../../../analytics/incentives/outlook/backTest.ts';

const tried = (off: string) => ({
  quarters: [{ label: '2025-Q4', forecast: '50.00', actual: '100.00' }],
  error: { numerator: off, denominator: '100.00' },
});
const band = (half: number) => ({ p10: String(100 - half), p50: '100', p90: String(100 + half) });
const plainly = (text: string) => text.replaceAll('\u202f', ' ');

describe('a back-test', () => {
  it('calls a forecast weak whose error is more than its bands, and says what was off by how much', () => {
    const found = judged(tried('113.00'), [band(2), band(4)], 'en-GB');
    expect(found).toMatchObject({ weak: true, spread: { numerator: '6.00', denominator: '200.00' } });
    expect(plainly(found.sentence)).toBe(
      'Back-test: what the last closed quarter cost, forecast quarter by quarter from what was known before, was off by 113 % of what was paid, all partners together, more than the ±3.00 % of the bands. The forecast is weak: the bands show how partners’ own sales spread, and not how sure the cost is.',
    );
  });

  it('lets bands stand that are wider than the errors of the past', () => {
    const found = judged(tried('3.00'), [band(4)], 'en-GB');
    expect(found.weak).toBe(false);
    expect(plainly(found.sentence)).toMatch(
      /off by 3\.00 % of what was paid.*; the bands of the quarters ahead are ±4\.00 %\.$/,
    );
  });

  it('judges no bands of a forecast of nothing', () => {
    const found = judged(tried('3.00'), [{ p10: '0', p50: '0', p90: '0' }], 'en-GB');
    expect(found.weak).toBe(false);
    expect(plainly(found.sentence)).toMatch(/off by 3\.00 % of what was paid, all partners together\.$/);
  });
});
