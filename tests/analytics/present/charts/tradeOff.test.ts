import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TradeOffPlan, tradeOff } from '../../../../analytics/present/charts/tradeOff.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping } from './drawn.ts';

const { compact, percent } = numbers('en');
const HEIGHT = 260;

const plans = fc
  .array(fc.tuple(fc.integer({ min: -50_000, max: 9_000_000 }), fc.double({ min: 0, max: 0.6, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((all) =>
    all.map(
      ([cost, miss], index): TradeOffPlan => ({
        key: String(index),
        cost,
        miss,
        meets: miss < 0.02,
        words: `Plan ${index + 1}`,
      }),
    ),
  );

function chartOf(all: readonly TradeOffPlan[], width: number, chosen: string | null = '0') {
  return tradeOff(
    {
      plans: all,
      chosen,
      today: null,
      writeCost: compact,
      writeMiss: (value) => percent(value, 1),
      costName: 'benefits a year',
      missName: 'off',
    },
    frameOf(width, HEIGHT),
  );
}

describe('the trade-off', () => {
  it('puts every plan inside the picture, and takes the pointer for each of them', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 320, max: 1_200 }), (all, width) => {
        const chart = chartOf(all, width);
        const dots = [...chart.querySelectorAll('g.plans circle')];
        expect(dots).toHaveLength(all.length);
        for (const dot of dots) {
          expect(Number(dot.getAttribute('cx'))).toBeGreaterThanOrEqual(0);
          expect(Number(dot.getAttribute('cx'))).toBeLessThanOrEqual(width);
          expect(Number(dot.getAttribute('cy'))).toBeLessThanOrEqual(HEIGHT);
        }
        expect(keys(chart)).toEqual(all.map(({ key }) => key));
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
      }),
      runs(40),
    );
  });

  it('draws what is dearer to the right, and what misses less further down', () => {
    const chart = chartOf(
      [
        { key: 'a', cost: 100, miss: 0.3, meets: false, words: 'a' },
        { key: 'b', cost: 900, miss: 0.01, meets: true, words: 'b' },
      ],
      600,
      'b',
    );
    const [a, b] = [...chart.querySelectorAll('g.plans circle')];
    expect(Number(a?.getAttribute('cx'))).toBeLessThan(Number(b?.getAttribute('cx')));
    expect(Number(a?.getAttribute('cy'))).toBeLessThan(Number(b?.getAttribute('cy')));
    // What misses a limit is hollow, what was chosen is accented.
    expect([a, b].map((dot) => dot?.getAttribute('fill'))).toEqual(['#ffffff', '#1d4ed8']);
  });
});
