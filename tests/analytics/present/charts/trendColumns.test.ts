import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TrendPoint, trendColumns, trendSummary } from '../../../../analytics/present/charts/trendColumns.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { quartersUntil } from '../../../../analytics/present/quarters.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping, rects, texts } from './drawn.ts';

const HEIGHT = 230;
const { compact } = numbers('en');
const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -1e8, max: 1e8 }) },
  fc.constant(null),
  fc.constant(0),
);

const history = fc.array(fc.record({ actual: value, prior: value }), { minLength: 1, maxLength: 24 }).map((values) => {
  const names = quartersUntil('FY26-Q4', values.length);
  return values.map(
    (point, index): TrendPoint => ({
      ...point,
      label: names[index] ?? '',
      current: index === values.length - 1,
    }),
  );
});

describe('columns of a trend', () => {
  it('start at zero, one for each known value, as long as the values are to each other', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 120, max: 1900 }), (points, width) => {
        const chart = trendColumns({ points, write: compact }, frameOf(width, HEIGHT));
        const drawn = (['actual', 'prior'] as const).flatMap((layer) => {
          const known = points.flatMap((point) => point[layer] ?? []);
          const bars = rects(chart, layer);
          expect(bars).toHaveLength(known.length);
          return bars.map((bar, index) => ({ ...bar, value: known[index] ?? 0 }));
        });
        const values = drawn.map((bar) => bar.value);
        const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
        const perUnit = (HEIGHT - 48) / (high - low || 1);
        const zero = 18 + (high === low ? HEIGHT - 48 : high * perUnit);
        for (const bar of drawn) {
          expect(bar.value >= 0 ? bar.bottom : bar.top).toBeCloseTo(zero, 3);
          expect(bar.bottom - bar.top).toBeCloseTo(Math.abs(bar.value) * perUnit, 3);
        }
      }),
      runs(60),
    );
  });

  it('carry labels that touch neither each other nor the edge, and always that of the period in view', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 120, max: 1900 }), (points, width) => {
        const chart = trendColumns({ points, write: compact }, frameOf(width, HEIGHT));
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
        expect(texts(chart).map(({ text }) => text)).toContain('Q4');
      }),
      runs(60),
    );
  });

  it('stand in the order of time, the actual over the prior and to its right', () => {
    const points = quartersUntil('FY26-Q4', 8).map((label) => ({ label, actual: 2e6, prior: 3e6 }));
    const chart = trendColumns({ points, write: compact }, frameOf(400, HEIGHT));
    expect(keys(chart)).toEqual(points.map(({ label }) => label));
    const [actual, prior] = [rects(chart, 'actual'), rects(chart, 'prior')];
    for (const [index, bar] of actual.entries()) {
      expect(bar.left - (prior[index]?.left ?? 0)).toBeGreaterThanOrEqual(2);
      expect(bar.left).toBeGreaterThan(actual[index - 1]?.right ?? 0);
    }
    const layers = [...chart.querySelectorAll('g')].map((layer) => layer.getAttribute('class'));
    expect(layers.indexOf('prior')).toBeLessThan(layers.indexOf('actual'));
  });

  it('are summed up in words', () => {
    const points = [
      { label: 'FY26-Q1', actual: null, prior: 1 },
      { label: 'FY26-Q2', actual: 31_060_000, prior: null },
      { label: 'FY26-Q3', actual: 28_120_000, prior: null },
    ];
    expect(trendSummary({ points, write: compact })).toBe('31.06\u202fM in FY26-Q2, 28.12\u202fM in FY26-Q3');
    expect(trendSummary({ points: [], write: compact })).toBe('nothing to draw');
    const chart = trendColumns({ points, write: compact }, frameOf(400, HEIGHT));
    expect(chart.querySelector('[data-mark=FY26-Q1] title')?.textContent).toBe('FY26-Q1: none, year before 1.00');
  });
});
