import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, type Label } from '../../../../analytics/present/charts/labels.ts';
import { type SankeyData, sankey, sankeySummary } from '../../../../analytics/present/charts/sankey.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';

const NAMES = ['Registered', 'Bronze', 'Silver', 'Gold', 'Platinum'];
const levels = NAMES.map((name) => ({ key: name, label: name }));
const BOX = { width: 520, height: 380 };

function dataOf(matrix: readonly (readonly number[])[]): SankeyData {
  const { integer, signed } = numbers('en-GB');
  return {
    from: levels,
    to: levels,
    matrix,
    direction: (from, to) => (from === to ? 'stay' : to > from ? 'up' : 'down'),
    write: integer,
    writeDifference: signed.integer,
  };
}

const matrices = fc.array(fc.array(fc.nat({ max: 400 }), { minLength: 5, maxLength: 5 }), {
  minLength: 5,
  maxLength: 5,
});
/** First and last height of a band, from its path. */
function heights(path: string): [number, number] {
  const numbers = path.match(/-?\d+(\.\d+)?/g)!.map(Number);
  const [, top1 = 0, , , , , , top2 = 0, bottom2 = 0, , , , , , bottom1 = 0] = numbers;
  return [bottom1 - top1, bottom2 - top2];
}

describe('flows between levels', () => {
  it('keep one scale on both sides: a partner is as high on the left as on the right', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { bars, bands } = sankey(dataOf(matrix), BOX);
        const sum = (side: string) =>
          bars.filter((bar) => bar.side === side).reduce((total, bar) => total + bar.count, 0);
        expect(sum('from')).toBe(sum('to'));
        const tall = bars.filter(({ count, height }) => count > 0 && height > 1);
        const scales = tall.map(({ count, height }) => height / count);
        for (const scale of scales) expect(scale).toBeCloseTo(scales[0]!, 6);
        for (const { path } of bands) {
          const [left, right] = heights(path);
          expect(Math.abs(left - right)).toBeLessThan(0.03);
        }
      }),
      runs(60),
    );
  });

  it('draw one band for each move, and none outside of the picture', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { bands } = sankey(dataOf(matrix), BOX);
        expect(bands).toHaveLength(matrix.flat().filter((count) => count > 0).length);
        for (const { path } of bands) {
          const ys = path.match(/-?\d+(\.\d+)?/g)!.map(Number);
          expect(Math.max(...ys)).toBeLessThanOrEqual(BOX.width);
          expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(60),
    );
  });

  it('never let two labels touch, however few partners a level has', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { labels } = sankey(dataOf(matrix), BOX);
        const boxes = labels.map((label: Label) => ({ ...boxOf(label), text: label.text }));
        for (const [index, a] of boxes.entries()) {
          for (const b of boxes.slice(index + 1)) {
            const touching = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            expect(touching, `${a.text} on ${b.text}`).toBe(false);
          }
        }
      }),
      runs(60),
    );
  });

  it('put the highest level on top and say in words who moves', () => {
    const data = dataOf([
      [10, 0, 0, 0, 0],
      [2, 20, 0, 0, 0],
      [0, 0, 30, 0, 0],
      [0, 0, 5, 15, 1],
      [0, 0, 0, 0, 4],
    ]);
    const { bars, labels } = sankey(data, BOX);
    const y = (key: string) => bars.find((bar) => bar.side === 'from' && bar.key === key)!.y;
    expect(y('Platinum')).toBeLessThan(y('Gold'));
    expect(y('Gold')).toBeLessThan(y('Registered'));
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['▲1', '▼5', '▼2', '20 stay', '+5']));
    expect(sankeySummary(data)).toBe('Bronze to Registered 2; Gold to Silver 5; Gold to Platinum 1.');
  });

  it('stand without anybody', () => {
    const { bands, labels } = sankey(dataOf(NAMES.map(() => NAMES.map(() => 0))), BOX);
    expect(bands).toEqual([]);
    expect(labels.length).toBeGreaterThan(0);
  });
});
