import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insideLoop } from '../../../renderer/features/segments/picture/lasso.ts';
import { axisOf } from '../../../renderer/features/segments/picture/scales.ts';
import { runs } from '../../fixtures/properties.ts';

describe('a loop around partners', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ];

  it('holds those inside and nobody else', () => {
    expect(insideLoop(square, Float64Array.of(5, 15, -1, 9), Float64Array.of(5, 5, 5, 9))).toEqual([0, 3]);
  });

  it('holds nobody in a hole that it goes around', () => {
    const bay = [
      ...square.slice(0, 3),
      { x: 6, y: 10 },
      { x: 6, y: 4 },
      { x: 4, y: 4 },
      { x: 4, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(insideLoop(bay, Float64Array.of(5, 2, 8), Float64Array.of(8, 8, 8))).toEqual([1, 2]);
  });

  it('never holds a partner without a place, and nothing with fewer than three corners', () => {
    expect(insideLoop(square, Float64Array.of(Number.NaN), Float64Array.of(5))).toEqual([]);
    expect(insideLoop(square.slice(0, 2), Float64Array.of(5), Float64Array.of(0))).toEqual([]);
  });
});

describe('an axis of the scatter', () => {
  it('keeps every figure and cut inside, in their order, straight or by logarithm', () => {
    const figures = fc.array(fc.option(fc.double({ min: -1e6, max: 1e9, noNaN: true })), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(
        figures,
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 3 }),
        fc.boolean(),
        (values, cuts, log) => {
          const axis = axisOf(values, cuts, log, 50, 650);
          const known = [...values.filter((value): value is number => value !== null), ...cuts].sort((a, b) => a - b);
          let last = Number.NEGATIVE_INFINITY;
          for (const value of known) {
            const place = axis.at(value);
            expect(place).toBeGreaterThanOrEqual(50);
            expect(place).toBeLessThanOrEqual(650);
            expect(place).toBeGreaterThanOrEqual(last);
            last = place;
            expect(axis.valueAt(place)).toBeCloseTo(value, -Math.floor(Math.log10(Math.abs(value) + 1)) + 4);
          }
          for (const tick of axis.ticks) expect(axis.at(tick)).toBeGreaterThanOrEqual(49);
        },
      ),
      runs(200),
    );
  });
});
