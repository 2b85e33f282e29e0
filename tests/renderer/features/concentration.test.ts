import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrationOf } from '../../../renderer/features/overview/concentration.ts';

/** Twice the area between the curve and the line of equals. */
function giniOf(curve: readonly { partners: number; share: number }[]): number {
  let area = 0;
  for (let index = 1; index < curve.length; index += 1) {
    const [a, b] = [curve[index - 1]!, curve[index]!];
    area += ((a.share + b.share) / 2) * (b.partners - a.partners);
  }
  return 1 - 2 * area;
}

describe('the Lorenz curve', () => {
  it.each([
    [[1, 1, 1, 1], 0],
    [[1, 2, 3, 4], 0.25],
    [[10, 10, 20, 60], 0.4],
  ])('bounds the area of the known Gini coefficient: %j is %d', (amounts, gini) => {
    expect(giniOf(concentrationOf(amounts)!.curve)).toBeCloseTo(gini, 10);
  });

  it('runs from nobody to everybody, never falls and never rises above equality', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 900 }), (amounts) => {
        const { curve } = concentrationOf(amounts)!;
        expect(curve[0]).toEqual({ partners: 0, share: 0 });
        expect(curve.at(-1)).toEqual({ partners: 1, share: 1 });
        for (let index = 1; index < curve.length; index += 1) {
          const [before, at] = [curve[index - 1]!, curve[index]!];
          expect(at.partners).toBeGreaterThanOrEqual(before.partners);
          expect(at.share).toBeGreaterThanOrEqual(before.share - 1e-9);
          expect(at.share).toBeLessThanOrEqual(at.partners + 1e-9);
        }
      }),
    );
  });

  it('needs the fewest partners for 80 % and does not ask for one more at exactly 80 %', () => {
    expect(concentrationOf([80, 10, 10])!.eighty).toBe(1);
    expect(concentrationOf([79.9, 10.1, 10])!.eighty).toBe(2);
    expect(concentrationOf([0.1, 0.1, 0.1, 0.1, 0.1])!.eighty).toBe(4);
  });

  it('leaves out partners without a sum or with more returned than sold', () => {
    const { partners, top } = concentrationOf([60, 40, 0, -25])!;
    expect(partners).toBe(2);
    expect(top.get(1)).toBeCloseTo(0.6);
    expect(top.get(5)).toBeNull();
    expect(concentrationOf([0, -5])).toBeNull();
  });
});
