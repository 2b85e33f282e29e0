/** The silhouette is what Rousseeuw defined: computed by hand, and row by row by a second implementation. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { silhouette } from '../../../../analytics/segments/cluster/silhouette.ts';
import { runs } from '../../../fixtures/properties.ts';
import { referenceSilhouette } from './figures.ts';

const widthOf = (rows: readonly (readonly number[])[], labels: readonly number[], k: number) =>
  silhouette(
    { rows: rows.length, dims: rows[0]!.length, values: Float64Array.from(rows.flat()) },
    Int16Array.from(labels),
    k,
    () => Promise.resolve(),
  );

it('of four places on a line, by hand', async () => {
  // 1: a = 1, b = (9 + 11) / 2 = 10 → 0.9; 2: a = 1, b = 9 → 8/9; 10: a = 2, b = 8.5 → 6.5/8.5; 12: a = 2, b = 10.5 → 8.5/10.5.
  const width = await widthOf([[1], [2], [10], [12]], [0, 0, 1, 1], 2);
  expect(width).toBeCloseTo((0.9 + 8 / 9 + 6.5 / 8.5 + 8.5 / 10.5) / 4, 12);
});

it('is 0 for a row that is alone, and below 0 for one in the wrong cluster', async () => {
  // 0 is alone: 0. 5: a = 1, b = 5 → 0.8; 6: a = 1, b = 6 → 5/6.
  expect(await widthOf([[0], [5], [6]], [0, 1, 1], 2)).toBeCloseTo((0.8 + 5 / 6) / 3, 12);
  expect(await widthOf([[0], [10], [0.5], [10.5]], [0, 0, 1, 1], 2)).toBeLessThan(0);
});

it('has no value for one cluster, and none of rows that all are the same', async () => {
  expect(await widthOf([[1], [2]], [0, 0], 3)).toBeNull();
  expect(await widthOf([[1], [1], [1]], [0, 0, 1], 2)).toBe(0);
});

it('is what the definition says, on random rows and labels', async () => {
  const row = fc.tuple(
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: 0, max: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 40 }), async (drawn) => {
      const rows = drawn.map(([x, y], index) => [x + index / 1_000, y]);
      const labels = drawn.map(([, , label]) => label);
      const width = await widthOf(rows, labels, 4);
      if (new Set(labels).size < 2) expect(width).toBeNull();
      else expect(width).toBeCloseTo(referenceSilhouette(rows, labels), 10);
    }),
    runs(100),
  );
});
