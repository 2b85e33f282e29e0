/** Bounds spare comparisons and change nothing: the iteration ends where one without them ends. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lloyd } from '../../../../analytics/segments/cluster/lloyd.ts';
import { runs } from '../../../fixtures/properties.ts';
import { blobs, randoms } from './figures.ts';

const settled = (rows: readonly (readonly number[])[], start: readonly (readonly number[])[]) =>
  lloyd(
    { rows: rows.length, dims: rows[0]!.length, values: Float64Array.from(rows.flat()) },
    Float64Array.from(start.flat()),
    { tolerance: 0, turn: () => Promise.resolve() },
  );

/** Every row compared with every centre, until no row changes. */
function plainly(rows: readonly (readonly number[])[], start: readonly (readonly number[])[]): number[] {
  let centres = start.map((centre) => [...centre]);
  let labels: number[] = [];
  for (;;) {
    const next = rows.map((row) => {
      const distances = centres.map((centre) => centre.reduce((sum, value, dim) => sum + (value - row[dim]!) ** 2, 0));
      return distances.indexOf(Math.min(...distances));
    });
    if (next.every((label, row) => label === labels[row])) return labels;
    labels = next;
    centres = centres.map((centre, index) => {
      const own = rows.filter((_, row) => labels[row] === index);
      return centre.map((value, dim) =>
        own.length === 0 ? value : own.reduce((sum, row) => sum + row[dim]!, 0) / own.length,
      );
    });
  }
}

it('ends with the labels of an iteration without bounds, from any rows to start with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 7 }), async (seed, k) => {
      const random = randoms(seed);
      const rows = Array.from({ length: 150 }, () => [random(), random() * 2, random() ** 3]);
      const start = rows.slice(0, k);
      expect([...(await settled(rows, start)).labels]).toEqual(plainly(rows, start));
    }),
    runs(60),
  );
});

it('gives centres that no row is near to the rows that lie farthest from theirs', async () => {
  const rows = blobs(
    [
      [0, 0],
      [10, 0],
    ],
    20,
    9,
  );
  const { labels } = await settled(rows, [
    [0, 0],
    [1e6, 1e6],
  ]);
  expect(labels.slice(0, 20)).toEqual(new Int16Array(20));
  expect(labels.slice(20)).toEqual(new Int16Array(20).fill(1));
});

it('leaves a centre without rows where every row lies on its own', async () => {
  const { labels, inertia } = await settled([[1], [1], [5]], [[1], [5], [5]]);
  expect([...labels]).toEqual([0, 0, 1]);
  expect(inertia).toBe(0);
});
