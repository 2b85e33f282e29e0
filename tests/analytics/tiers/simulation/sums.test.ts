/** Guards money: a sum that goes through a float loses cents on large networks, and nobody sees it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countMarked, firstMarked, orderBy } from '../../../../analytics/tiers/simulation/order.ts';
import { ExactSums, unitsText } from '../../../../analytics/tiers/simulation/sums.ts';

describe('exact sums', () => {
  it('are those of integers, whatever the sizes', () => {
    const figure = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), figure), { maxLength: 200 }), (rows) => {
        const sums = new ExactSums(3);
        const plain = [0n, 0n, 0n];
        for (const [cell, units] of rows) {
          sums.add(cell, units);
          plain[cell]! += BigInt(units);
        }
        expect([0, 1, 2].map((cell) => sums.units(cell))).toEqual(plain);
      }),
    );
  });

  it('leave out what is missing and keep every digit', () => {
    const sums = new ExactSums(1);
    for (const units of [9_007_199_254_740_991, Number.NaN, 9_007_199_254_740_991, 1]) sums.add(0, units);
    expect(sums.text(0)).toBe('1801439850948.1983');
    expect(unitsText(-5)).toBe('-0.0005');
  });
});

describe('the first of an order', () => {
  it('are the largest of those marked, ties by the roster, unknown figures as nothing', () => {
    const figure = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN));
    const partner = fc.tuple(figure, fc.boolean());
    fc.assert(
      fc.property(fc.array(partner, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (partners, most) => {
        const figures = Float64Array.from(partners, ([figure]) => figure);
        const marks = Uint8Array.from(partners, ([, marked]) => (marked ? 1 : 0));
        const sorted = [...partners.keys()]
          .filter((index) => marks[index] === 1)
          .sort((a, b) => (figures[b]! || 0) - (figures[a]! || 0) || a - b);
        expect(firstMarked(orderBy(figures), marks, most)).toEqual(sorted.slice(0, most));
        expect(countMarked(marks)).toBe(sorted.length);
      }),
    );
  });
});
