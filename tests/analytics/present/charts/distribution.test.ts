import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisOf,
  type HandleLabel,
  histogramBars,
  lanesOf,
  placeLabels,
  ticksOf,
} from '../../../../analytics/present/charts/distribution.ts';
import { runs } from '../../../fixtures/properties.ts';

const WIDTH = 360;
const log = { scale: 'log' as const, edges: [5_000, 50_000, 500_000, 5_000_000], counts: [4, 8, 2] };
const linear = { scale: 'linear' as const, edges: [0, 1, 2, 3, 4], counts: [9, 4, 0, 1] };

describe('the axis under a distribution', () => {
  it('gives back the value that stands at a place, on both scales', () => {
    fc.assert(
      fc.property(fc.constantFrom(log, linear), fc.double({ min: 0, max: 1, noNaN: true }), (data, share) => {
        const axis = axisOf(data, [], WIDTH);
        const x = share * WIDTH;
        expect(axis.at(axis.invert(x))).toBeCloseTo(x, 6);
      }),
      runs(100),
    );
  });

  it('reaches as far as the handles do, and keeps what lies beyond at its ends', () => {
    const axis = axisOf(log, [20_000_000], WIDTH);
    expect(axis.to).toBe(20_000_000);
    expect(axis.at(1e12)).toBe(WIDTH);
    expect(axis.at(0)).toBe(0);
    expect(axis.at(-3)).toBe(0);
  });

  it('has an extent even when everybody has the same figure', () => {
    const axis = axisOf({ scale: 'linear', edges: [3, 3], counts: [7] }, [], WIDTH);
    expect(axis.to).toBeGreaterThan(axis.from);
  });

  it('names at most as many places as fit beside each other', () => {
    for (const data of [log, linear]) {
      const axis = axisOf(data, [], WIDTH);
      const ticks = ticksOf(data.scale, axis, WIDTH, String);
      expect(ticks.length).toBeGreaterThan(1);
      for (const [index, tick] of ticks.entries()) {
        if (index > 0) expect(tick.x).toBeGreaterThan(ticks[index - 1]!.x + 10);
      }
    }
  });
});

describe('the bars', () => {
  it('are as high as they count, the fullest as high as the picture, and empty ones are not drawn', () => {
    const bars = histogramBars(linear, axisOf(linear, [], WIDTH), 100);
    expect(bars.map(({ count, height }) => [count, height])).toEqual([
      [9, 100],
      [4, (4 / 9) * 100],
      [1, (1 / 9) * 100],
    ]);
  });
});

describe('labels of handles', () => {
  const label = fc.record({
    x: fc.integer({ min: 0, max: WIDTH }),
    value: fc.constantFrom('Gold 650 k', 'Platinum 1.5 M', 'Bronze 40 k'),
    detail: fc.constantFrom('46, was 61', '177 reach'),
  });

  it('never touch each other and never leave the picture', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (drawn) => {
        const labels = drawn.map((one, index): HandleLabel => ({ ...one, key: String(index) }));
        const placed = placeLabels(labels, WIDTH);
        for (const [index, a] of placed.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.left + a.width).toBeLessThanOrEqual(WIDTH);
          for (const b of placed.slice(index + 1)) {
            expect(a.row === b.row && a.left < b.left + b.width && b.left < a.left + a.width).toBe(false);
          }
        }
      }),
      runs(150),
    );
  });

  it('leave no label lying on the line that leads to another', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (drawn) => {
        const labels = drawn.map((one, index): HandleLabel => ({ ...one, key: String(index) }));
        const placed = placeLabels(labels, WIDTH);
        for (const { key, row } of placed) {
          const { x } = labels[Number(key)]!;
          for (const other of placed) {
            if (other.row < row) expect(x > other.left && x < other.left + other.width).toBe(false);
          }
        }
      }),
      runs(150),
    );
  });

  it('give the one in hand its place first', () => {
    const crowd = Array.from(
      { length: 12 },
      (_, index): HandleLabel => ({
        key: String(index),
        x: 100 + index,
        value: 'Gold 650 k',
        detail: '46, was 61',
        first: index === 11,
      }),
    );
    const placed = placeLabels(crowd, 200);
    expect(placed.some(({ key, row }) => key === '11' && row === 0)).toBe(true);
    expect(placed.length).toBeLessThan(12);
  });
});

describe('the grips', () => {
  it('never lie over each other, and stand on top where there is room', () => {
    expect(lanesOf([10, 100, 200], 24)).toEqual([0, 0, 0]);
    expect(lanesOf([100, 100, 10], 24)).toEqual([0, 1, 0]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: WIDTH }), { maxLength: 12 }), (places) => {
        const lanes = lanesOf(places, 24);
        for (const [a, lane] of lanes.entries()) {
          for (const [b, other] of lanes.entries()) {
            if (a !== b && lane === other) expect(Math.abs(places[a]! - places[b]!)).toBeGreaterThanOrEqual(24);
          }
        }
      }),
      runs(100),
    );
  });
});
