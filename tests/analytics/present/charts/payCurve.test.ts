import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payCurve } from '../../../../analytics/present/charts/payCurve.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, overlapping } from './drawn.ts';

const { compact } = numbers('en');

describe('the pay curve', () => {
  const cliff = {
    points: [
      { amount: 0, pay: 0 },
      { amount: 1_000_000, pay: 50_000 },
      { amount: 2_000_000, pay: 100_000 },
    ],
    jumps: [{ at: 1_000_000, by: 50_000 }],
    flat: [{ from: 0, to: 1_000_000 }],
    write: compact,
    baseName: 'base',
  };

  it('draws a jump upright, and stands on the upper end of it: the edge belongs to its band', () => {
    const chart = payCurve({ ...cliff, standsAt: 1_000_000 }, frameOf(600, 200));
    expect(chart.textContent).toContain(`stands at ${compact(1_000_000)}, paid ${compact(50_000)}`);
    expect(chart.textContent).toContain(`+${compact(50_000)} at ${compact(1_000_000)}`);
  });

  it('keeps curve and labels inside the picture, wherever somebody stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 320, max: 1_000 }), (standsAt, width) => {
        const chart = payCurve({ ...cliff, standsAt }, frameOf(width, 200));
        expect(cutOff(chart, width)).toEqual([]);
        expect(overlapping(chart)).toEqual([]);
      }),
      runs(50),
    );
  });
});
