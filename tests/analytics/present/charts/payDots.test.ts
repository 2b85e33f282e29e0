import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PayDotMark, payDots, payDotsSummary } from '../../../../analytics/present/charts/payDots.ts';
import { power, powerTicks } from '../../../../analytics/present/charts/powerScale.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping } from './drawn.ts';

const ROWS = ['Platinum', 'Gold', '(no level)'];
const dots = fc
  .array(fc.tuple(fc.constantFrom(...ROWS), fc.integer({ min: -400_000, max: 900_000 })), { maxLength: 300 })
  .map((all) =>
    all.map(
      ([row, difference], index): PayDotMark => ({
        key: `p${index}`,
        name: `Partner ${index}`,
        row,
        difference,
        words: `Partner ${index}`,
      }),
    ),
  );
const write = (value: number): string => `${value > 0 ? '+' : ''}${value}`;
const chartOf = (all: readonly PayDotMark[], width: number, height = 240) =>
  payDots({ rows: ROWS, dots: all, chosen: null, writeDifference: write }, frameOf(width, height));

describe('winners and losers', () => {
  it('puts every partner on its side of zero and inside its row, and takes the pointer for each', () => {
    fc.assert(
      fc.property(dots, fc.integer({ min: 420, max: 1_200 }), (all, width) => {
        const chart = chartOf(all, width);
        expect(keys(chart).toSorted()).toEqual(all.map(({ key }) => key).toSorted());
        for (const circle of chart.querySelectorAll('g.dots circle')) {
          expect(Number(circle.getAttribute('cx'))).toBeGreaterThan(0);
          expect(Number(circle.getAttribute('cx'))).toBeLessThan(width);
          expect(Number(circle.getAttribute('cy'))).toBeGreaterThan(0);
          expect(Number(circle.getAttribute('cy'))).toBeLessThan(222);
        }
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
      }),
      runs(40),
    );
  });

  it('names the largest loser and winner of a row', () => {
    const mark = (key: string, difference: number): PayDotMark => ({
      key,
      name: key,
      row: 'Gold',
      difference,
      words: key,
    });
    const chart = chartOf([mark('Hanko', -200_000), mark('Middle', -10_000), mark('Calder', 90_000)], 700);
    expect(chart.textContent).toContain('Hanko -200000');
    expect(chart.textContent).toContain('Calder +90000');
    expect(chart.textContent).not.toContain('Middle -10000');
  });

  it('writes its ticks as round as they are', () => {
    const thousands = (value: number): string => `${(value / 1_000).toFixed(1)} k`;
    const all: PayDotMark[] = [-150_000, -40_500, 90_000].map((difference) => ({
      key: `${difference}`,
      name: 'Hanko',
      row: 'Gold',
      difference,
      words: '',
    }));
    const chart = payDots({ rows: ROWS, dots: all, chosen: null, writeDifference: thousands }, frameOf(700, 240));
    const feet = [...chart.querySelectorAll('text')].map(({ textContent }) => textContent ?? '');
    expect(feet.some((text) => text === '-100 k')).toBe(true);
    expect(feet.filter((text) => /^-?\d+\.0 k$/.test(text))).toEqual([]);
  });

  it('says in words what it shows', () => {
    const one: PayDotMark = { key: 'a', name: 'Calder', row: 'Gold', difference: 5, words: '' };
    expect(payDotsSummary({ rows: ['Gold', 'Silver'], dots: [one], chosen: null, writeDifference: write })).toBe(
      'Gold: 1 partners, Calder +5; Silver: nobody',
    );
  });
});

describe('ticks of a power scale', () => {
  it('are round, in order, apart, and within the ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000_000, max: 0 }), fc.integer({ min: 0, max: 5_000_000 }), (low, high) => {
        const span = Math.max(power(high) - power(low), 1);
        const at = (value: number) => ((power(value) - power(low)) / span) * 800;
        const ticks = powerTicks(low, high, at, 60);
        expect(ticks).toContain(0);
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(low);
          expect(tick).toBeLessThanOrEqual(high);
          if (index > 0) expect(at(tick) - at(ticks[index - 1]!)).toBeGreaterThanOrEqual(60);
        }
      }),
      runs(100),
    );
  });
});
