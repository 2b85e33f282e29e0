import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOutline, bandScales, placedBands } from '../../../analytics/present/charts/bandSteps.ts';
import { snappedFigure, steppedFigure } from '../../../analytics/present/planSteps.ts';
import { runs } from '../../fixtures/properties.ts';

describe('steps of a figure of a plan', () => {
  // A point of rebate is a great deal of money: an arrow key must not be that coarse.
  it('are a tenth of a point for rates, a point for growth, two percent for money', () => {
    expect(steppedFigure('0.05', 'ratio', 'rate', 1)).toBe('0.051');
    expect(steppedFigure('0.05', 'ratio', 'edge', 1)).toBe('0.06');
    expect(steppedFigure('500000', 'money', 'edge', -1)).toBe('490000');
    expect(steppedFigure('10', 'money', 'rate', 1)).toBe('10.2');
    expect(steppedFigure('90', 'days', 'edge', -10)).toBe('80');
  });

  it('do not pass zero, unless figures below it make sense', () => {
    expect(steppedFigure('0.0005', 'ratio', 'rate', -10)).toBe('0');
    expect(Number(steppedFigure('-0.2', 'index', 'edge', -1, Number.NEGATIVE_INFINITY))).toBeCloseTo(-0.3);
  });

  it('stay between the neighbours of a dragged edge, and are round', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 2e7, noNaN: true }),
        fc.integer({ min: 100, max: 900_000 }),
        fc.integer({ min: 1_000_000, max: 9_000_000 }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (value, low, high, perPixel) => {
          const snapped = Number(snappedFigure(value, 'money', 'edge', perPixel, [low, high]));
          expect(snapped).toBeGreaterThanOrEqual(low - 1e-6);
          expect(snapped).toBeLessThanOrEqual(high + 1e-6);
        },
      ),
      runs(200),
    );
    expect(snappedFigure(0.08437, 'ratio', 'rate', 0.0004)).toBe('0.084');
  });
});

describe('the picture of bands', () => {
  const frame = { width: 280, height: 100 };

  it('places each band between its edge and the next, the last one to the end', () => {
    const bands = [
      { from: 0, rate: 0.03 },
      { from: 500, rate: 0.05 },
    ];
    const scales = bandScales(bands, frame);
    const [first, last] = placedBands(bands, scales, frame);
    expect(scales.type).toBe('linear');
    expect(first).toMatchObject({ left: 0, below: 100 });
    expect(first?.right).toBe(last?.left);
    expect(last?.right).toBe(280);
    // Higher is paid more.
    expect(last!.top).toBeLessThan(first!.top);
    expect(last?.below).toBe(first?.top);
    expect(bandOutline(placedBands(bands, scales, frame), 100).startsWith('M0 100H0V')).toBe(true);
  });

  it('reads a place back as the value that stands there', () => {
    const { x, y } = bandScales([{ from: 0.05, rate: 0.08 }], frame);
    expect(x.invert(x.at(0.05))).toBeCloseTo(0.05);
    expect(y.invert(y.at(0.08))).toBeCloseTo(0.08);
  });

  // Edges of 100 and 6 M on one linear axis leave the low ones on a single pixel.
  it('is logarithmic when the edges lie far apart', () => {
    const bands = [100, 10_000, 6_000_000].map((from, at) => ({ from, rate: at / 100 }));
    const scales = bandScales(bands, frame);
    expect(scales.type).toBe('log');
    const lefts = placedBands(bands, scales, frame).map(({ left }) => left);
    expect(lefts[1]! - lefts[0]!).toBeGreaterThan(20);
  });
});
