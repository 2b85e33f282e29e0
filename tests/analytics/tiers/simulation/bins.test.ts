/** Guards the histograms under the thresholds: nobody lost, thresholds inside, edges that people can read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bins } from '../../../../analytics/tiers/simulation/bins.ts';

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

describe('bars of a distribution', () => {
  it('hold everybody: in a bar, outside of what is drawn, or without a figure', () => {
    const figure = fc.oneof(
      fc.integer({ min: -(10 ** 9), max: 10 ** 13 }).map((units) => units / 10_000),
      fc.integer({ min: 0, max: 30 }),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(
        fc.array(figure, { maxLength: 100 }),
        fc.array(
          fc.integer({ min: 0, max: 10 ** 11 }).map((units) => units / 10_000),
          { maxLength: 4 },
        ),
        fc.boolean(),
        (figures, marks, whole) => {
          const found = bins(Float64Array.from(figures), marks, whole);
          expect(sum(found.counts) + found.below + found.above + found.missing).toBe(figures.length);
          expect(found.edges).toHaveLength(found.counts.length + 1);
          expect(found.edges.every((edge, index) => index === 0 || edge > found.edges[index - 1]!)).toBe(true);
          for (const mark of marks.filter((mark) => found.scale === 'linear' || mark > 0)) {
            expect(mark).toBeGreaterThanOrEqual(found.edges[0]!);
            expect(mark).toBeLessThanOrEqual(found.edges.at(-1)!);
          }
        },
      ),
    );
  });

  it('of counts are one wide as long as there are few, and the last hundredth is counted in words', () => {
    const figures = Float64Array.from([...Array.from({ length: 200 }, (_, index) => index % 5), 1_000]);
    const found = bins(figures, [2, 4], true);
    expect(found).toEqual({
      scale: 'linear',
      edges: [0, 1, 2, 3, 4, 5, 6],
      counts: [40, 40, 40, 40, 40, 0],
      below: 0,
      above: 1,
      missing: 0,
    });
  });

  it('of money over several powers of ten are on a log axis from a figure one can say to another', () => {
    const found = bins(
      Float64Array.from({ length: 400 }, (_, index) => 3_000 * 1.02 ** index),
      [40_000],
      false,
    );
    expect(found.scale).toBe('log');
    expect([found.edges[0], found.edges.at(-1)]).toEqual([2_000, 10_000_000]);
    expect(found.above).toBe(0);
  });

  it('are drawn for nobody, too', () => {
    expect(bins(Float64Array.of(Number.NaN), [], true)).toMatchObject({ counts: [0, 0], missing: 1 });
  });
});
