/** Guards against cents that appear or vanish where money is divided, rounded or interpolated. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyText, partOf, quantileOf, shareOut, sumOf, unitsOf } from '../../../analytics/segments/exact.ts';
import { runs } from '../../fixtures/properties.ts';

const units = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });

describe('money divided', () => {
  it('parts sum to the whole, each within a unit of its exact share', () => {
    fc.assert(
      fc.property(units, fc.array(units, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const whole = sumOf(weights);
        fc.pre(whole !== 0n);
        const parts = shareOut(total, weights);
        expect(sumOf(parts)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const off = part * whole - total * weights[index]!;
          expect(off < 0n ? -off : off).toBeLessThan(whole < 0n ? -whole : whole);
        }
      }),
      runs(200),
    );
  });

  it('the unit left over goes to whoever lost most, the earlier one of equals', () => {
    expect(shareOut(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(shareOut(330_000n, [1_500n, 300n, 100n])).toEqual([260_526n, 52_105n, 17_369n]);
  });

  it('rounds halves away from zero, whatever the signs', () => {
    expect([partOf(1n, 1n, 2n), partOf(-1n, 1n, 2n), partOf(1n, 1n, -2n), partOf(5n, 1n, 3n)]).toEqual([
      1n,
      -1n,
      -1n,
      2n,
    ]);
  });

  it('money passes through units digit by digit', () => {
    expect([unitsOf('12.3456'), unitsOf('-0.5'), unitsOf(7), unitsOf(null)]).toEqual([123_456n, -5_000n, 70_000n, 0n]);
    expect(moneyText(-5_000n)).toBe('-0.5000');
  });
});

describe('quantiles of amounts', () => {
  it('are those of spreadsheets, with one amount left out as if it were not there', () => {
    const amounts = [10n, 20n, 30n, 41n];
    expect(quantileOf(amounts, 0.5)).toBe(25n);
    expect(quantileOf(amounts, 0.75)).toBe(33n);
    expect(quantileOf(amounts, 0.5, 0)).toBe(30n);
    expect(quantileOf(amounts, 0.25, 3)).toBe(15n);
    expect(quantileOf([7n], 0.9)).toBe(7n);
  });
});
