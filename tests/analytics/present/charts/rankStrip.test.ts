import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RANK_STRIP_HEIGHT,
  rankStrip,
  rowsInView,
  type StripBar,
} from '../../../../analytics/present/charts/rankStrip.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping, rects, texts } from './drawn.ts';

const { compact, signed } = numbers('en');
const PARTNERS = [
  'Erlstett Netzwerke',
  'Melopolis Security',
  'Kalinnik Data',
  '(direct)',
  'Garthcliffe Technology Group',
];

function strip(bars: readonly StripBar[], width: number, more: { good?: 'up' | 'down'; selected?: string } = {}) {
  const { good = 'up', selected = null } = more;
  return rankStrip(
    { bars, write: compact, writeChange: signed.compact, selected, good },
    frameOf(width, RANK_STRIP_HEIGHT),
  );
}

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000_000 }) },
  fc.constant(null),
  fc.integer({ min: -900_000, max: 0 }),
);
const ranking = fc
  .array(fc.record({ actual: amount, prior: amount }), { minLength: 1, maxLength: 120 })
  .map((rows) =>
    rows.map(
      (row, index): StripBar => ({ ...row, key: String(index * 3), name: PARTNERS[index % PARTNERS.length] ?? '' }),
    ),
  );
const sizes = fc.integer({ min: 400, max: 1900 });

describe('the strip above a table', () => {
  it('has one bar per row in the order of the table, starting at zero', () => {
    fc.assert(
      fc.property(ranking, sizes, (rows, width) => {
        const chart = strip(rows, width);
        expect(keys(chart)).toEqual(rows.map(({ key }) => key));
        const bars = rects(chart, 'actual');
        expect(bars).toHaveLength(rows.length);
        const most = Math.max(0, ...rows.flatMap(({ actual, prior }) => [actual ?? 0, prior ?? 0]));
        for (const [index, bar] of bars.entries()) {
          const value = Math.max(rows[index]?.actual ?? 0, 0);
          expect(bar.bottom).toBeCloseTo(74, 6);
          expect(bar.bottom - bar.top).toBeCloseTo(most > 0 ? (value / most) * 58 : 0, 6);
          expect(bar.left).toBeGreaterThanOrEqual(bars[index - 1]?.left ?? 0);
          expect(bar.right).toBeLessThanOrEqual(width + 0.01);
        }
        expect(rects(chart, 'prior')).toHaveLength(rows.filter(({ prior }) => prior !== null).length);
      }),
      runs(40),
    );
  });

  it('shows the change below, up from its zero for a rise and down for a fall, good news green', () => {
    const rows = [
      { key: 'a', name: 'Rose', actual: 30, prior: 10 },
      { key: 'b', name: 'Fell', actual: 20, prior: 60 },
      { key: 'c', name: 'Stayed', actual: 5, prior: 5 },
      { key: 'd', name: 'Began', actual: 5, prior: null },
    ];
    const [rose, fell, ...rest] = rects(strip(rows, 800), 'change');
    expect(rest).toEqual([]);
    expect(rose?.bottom).toBe(fell?.top);
    expect((rose?.bottom ?? 0) - (rose?.top ?? 0)).toBeCloseTo(10);
    expect((fell?.bottom ?? 0) - (fell?.top ?? 0)).toBeCloseTo(20);
    expect([rose?.fill, fell?.fill]).toEqual(['#0b7553', '#bd2c16']);
    expect(rects(strip(rows, 800, { good: 'down' }), 'change').map(({ fill }) => fill)).toEqual(['#bd2c16', '#0b7553']);
  });

  it('has labels that touch neither each other nor the edge', () => {
    fc.assert(
      fc.property(ranking, sizes, (rows, width) => {
        const chart = strip(rows, width);
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
      }),
      runs(40),
    );
  });

  it('names the first rows beside their bars where no other bar stands, and the deepest fall', () => {
    const rows = Array.from({ length: 80 }, (_, index): StripBar => {
      const actual = 1_000_000 / (index + 1) ** 2;
      return { key: String(index), name: `Partner ${index}`, actual, prior: index === 7 ? 300_000 : actual };
    });
    const written = texts(strip(rows, 1100)).map(({ text }) => text);
    expect(written).toContain('Partner 0 1.00\u202fM');
    expect(written).toContain('Partner 7 \u2212284\u202fk');
    const level = rows.map((row) => ({ ...row, actual: 1_000_000, prior: null }));
    // All bars reach as high as the first line of names.
    expect(texts(strip(level, 1100)).map(({ text }) => text)).toEqual(['Partner 0 1.00\u202fM']);
  });

  it('with room for it, names every row', () => {
    const rows = PARTNERS.map((name, index) => ({ key: String(index), name, actual: 9e5 - index * 1e5, prior: null }));
    const written = texts(strip(rows, 1100)).map(({ text }) => text);
    expect(written).toHaveLength(rows.length * 2);
    expect(written).toEqual(expect.arrayContaining(PARTNERS.slice(0, 4)));
  });

  it('marks the row that is selected, and only that', () => {
    const rows = ['a', 'b', 'c'].map((key) => ({ key, name: key, actual: 5, prior: null }));
    expect(rects(strip(rows, 800, { selected: 'b' }), 'actual').map(({ fill }) => fill)).toEqual([
      '#2a303c',
      '#1d4ed8',
      '#2a303c',
    ]);
  });

  it('draws as many rows as can be told apart, and says so', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      key: String(index),
      name: `Partner ${index}`,
      actual: 5_000 - index,
      prior: 5_000,
    }));
    const chart = strip(rows, 1200);
    expect(keys(chart)).toEqual(rows.slice(0, 400).map(({ key }) => key));
    expect(chart.querySelector('figcaption')?.textContent).toBe(
      'The first 400 of 5,000 are drawn; the table holds all.',
    );
  });
});

describe('the rows in view', () => {
  const draw = (rows: number, inView: readonly [number, number], width = 1200) =>
    rowsInView({ rows, inView }, frameOf(width, RANK_STRIP_HEIGHT));

  it('are framed from the first to the last, exactly as wide as their bars', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      key: String(index),
      name: 'Partner',
      actual: 1,
      prior: null,
    }));
    const areas = rects(strip(rows, 1200), 'targets');
    const view = draw(100, [10, 25]);
    const [frame] = view ? rects(view, 'view') : [];
    expect(frame?.left).toBeCloseTo(areas[10]?.left ?? 0);
    expect(frame?.right).toBeCloseTo(areas[25]?.right ?? 0);
    expect(view && texts(view).map(({ text }) => text)).toEqual(['rows 11–26 of 100']);
  });

  it('are named inside the picture, wherever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 5_000 }), fc.nat(4_000), sizes, (rows, first, width) => {
        const view = draw(rows, [first, first + 15], width);
        if (view) expect(cutOff(view, width)).toEqual([]);
      }),
      runs(60),
    );
  });

  it('are not framed when they are all, or beyond what is drawn', () => {
    expect(draw(8, [0, 7])).toBeNull();
    expect(draw(5_000, [900, 916])).toBeNull();
  });
});
