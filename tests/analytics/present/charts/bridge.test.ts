import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BridgeBar, bridge, bridgeSummary } from '../../../../analytics/present/charts/bridge.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping, rects, texts } from './drawn.ts';

const HEIGHT = 230;
const { compact, signed } = numbers('en');
const NAMES = ['New', 'Lost', 'Grew', 'Shrank', 'No partner', 'Shared deals'];

function barsOf(start: number, steps: readonly number[]): BridgeBar[] {
  const end = steps.reduce((sum, step) => sum + step, start);
  return [
    { id: 'prior', kind: 'prior', label: 'FY25-Q4', value: start, text: compact(start) },
    ...steps.map(
      (value, index): BridgeBar => ({
        id: `step${index}`,
        kind: 'step',
        label: NAMES[index] ?? 'Other',
        detail: String(index * 7),
        value,
        text: signed.compact(value),
      }),
    ),
    { id: 'now', kind: 'actual', label: 'FY26-Q4', value: end, text: compact(end) },
  ];
}

const amount = fc.integer({ min: -30_000_000, max: 30_000_000 });
const bars = fc
  .tuple(fc.integer({ min: 0, max: 50_000_000 }), fc.array(amount, { minLength: 1, maxLength: 6 }))
  .map(([start, steps]) => barsOf(start, steps));

describe('the bridge', () => {
  it('stands on zero at both ends, and every step begins where the one before it ended', () => {
    fc.assert(
      fc.property(bars, fc.integer({ min: 200, max: 900 }), (all, width) => {
        const drawn = rects(bridge({ bars: all }, frameOf(width, HEIGHT)), 'bars');
        expect(drawn).toHaveLength(all.length);
        const base = drawn[0]?.bottom ?? 0;
        let level = base;
        for (const [index, { kind, value }] of all.entries()) {
          const bar = drawn[index];
          const [from, to] = value < 0 ? [bar?.top ?? 0, bar?.bottom ?? 0] : [bar?.bottom ?? 0, bar?.top ?? 0];
          // A pixel: what is too small to be seen is drawn so high.
          expect(Math.abs(from - (kind === 'step' ? level : base))).toBeLessThan(1.01);
          level = to;
        }
      }),
      runs(60),
    );
  });

  it('joins each bar to the next at the level reached', () => {
    const chart = bridge({ bars: barsOf(20e6, [8e6, -3e6]) }, frameOf(500, HEIGHT));
    const levels = [...chart.querySelectorAll('g.connectors line')].map((line) => Number(line.getAttribute('y1')));
    const [first, second, third, last] = rects(chart, 'bars');
    expect(levels).toEqual([first?.top, second?.top, third?.bottom]);
    expect(last?.top).toBeCloseTo(third?.bottom ?? 0, 6);
  });

  it('paints a step by whether it is good news, which depends on the figure', () => {
    const fills = (good: 'up' | 'down' | 'none') =>
      rects(bridge({ bars: barsOf(20e6, [8e6, -3e6]), good }, frameOf(500, HEIGHT)), 'bars').map(({ fill }) => fill);
    expect(fills('up')).toEqual(['#8b93a1', '#0b7553', '#bd2c16', '#2a303c']);
    expect(fills('down')).toEqual(['#8b93a1', '#bd2c16', '#0b7553', '#2a303c']);
    expect(fills('none')).toEqual(['#8b93a1', '#8b93a1', '#8b93a1', '#2a303c']);
  });

  it('names every bar, and its labels touch neither each other nor the edge', () => {
    fc.assert(
      fc.property(bars, fc.integer({ min: 240, max: 900 }), (all, width) => {
        const chart = bridge({ bars: all }, frameOf(width, HEIGHT));
        expect(keys(chart)).toEqual(all.map(({ id }) => id));
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
      }),
      runs(60),
    );
  });

  it('has its whole names where there is room, and both totals in figures where there is little', () => {
    const all = barsOf(26.84e6, [1.36e6, -1.6e6, 9.33e6, -9.25e6, 8.43e5, 5.95e5]);
    const written = (width: number) => texts(bridge({ bars: all }, frameOf(width, HEIGHT))).map(({ text }) => text);
    expect(written(900)).toEqual(expect.arrayContaining(all.flatMap(({ label, text }) => [label, text])));
    expect(written(240)).toEqual(expect.arrayContaining([all[0]?.text, all.at(-1)?.text]));
  });

  it('is summed up in words, and so is each bar', () => {
    const bars = barsOf(20e6, [8e6]).map((bar) => ({
      ...bar,
      words: bar.kind === 'step' ? 'New, 7 partners' : undefined,
    }));
    const chart = bridge({ bars }, frameOf(500, HEIGHT));
    expect(chart.querySelector('[data-mark=step0] title')?.textContent).toBe('New, 7 partners: +8.00\u202fM');
    expect(bridgeSummary({ bars })).toBe('FY25-Q4: 20.00\u202fM; New, 7 partners: +8.00\u202fM; FY26-Q4: 28.00\u202fM');
  });
});
