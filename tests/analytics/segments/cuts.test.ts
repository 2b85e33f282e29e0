import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, cutLines } from '../../../analytics/segments/place/cuts.ts';
import { runs } from '../../fixtures/properties.ts';

const of = (...values: number[]) => Float64Array.from(values);
const thirds = { quantiles: [1 / 3, 2 / 3] };

describe('cut lines', () => {
  it('by quantiles lie between the figures, as a spreadsheet has them', () => {
    // PERCENTILE.INC of 1, 2, 3, 4 at 1/3 and 2/3 is 2 and 3.
    expect(cutLines(thirds, of(4, 2, 3, 1)).lines).toEqual([2, 3]);
    expect(cutLines({ median: true }, of(10, 30, 20, 60)).lines).toEqual([25]);
  });

  it('leave out who has no figure', () => {
    expect(cutLines({ median: true }, of(10, Number.NaN, 30, 20, Number.NaN, 60)).lines).toEqual([25]);
  });

  it('that are fixed stay where they are written', () => {
    const { lines, flat } = cutLines({ fixed: ['0.1', '250000'] }, of(0, 0, 0));
    expect(lines).toEqual([0.1, 250_000]);
    expect(flat).toBe(false);
  });

  it('go up from the lowest figure, which nobody is below', () => {
    // Six of ten have nothing: the median would call them all high.
    const values = of(0, 0, 0, 0, 0, 0, 12, 50, 60, 70);
    const { lines, moved } = cutLines({ median: true }, values);
    expect(lines).toEqual([12]);
    expect(moved).toBe(1);
    expect([...values].filter((value) => bandOf(value, lines) === 1)).toHaveLength(4);
  });

  it('of one giant among nothing part the giant from the others', () => {
    const values = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000_000);
    const { lines } = cutLines(thirds, values);
    expect([...values].map((value) => bandOf(value, lines))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('are none where all figures are equal, or nobody has one', () => {
    expect(cutLines({ median: true }, of(5, 5, 5)).flat).toBe(true);
    expect(cutLines(thirds, of(5)).flat).toBe(true);
    expect(cutLines(thirds, of(Number.NaN, Number.NaN)).flat).toBe(true);
    expect(cutLines(thirds, of()).flat).toBe(true);
  });

  it('have as many digits as figures have, and part the same partners as the exact quantile', () => {
    const cents = fc.integer({ min: 0, max: 40 }).map((units) => units / 10_000);
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 2, maxLength: 40 }),
        fc.double({ min: 0.05, max: 0.95 }),
        (list, share) => {
          const { lines, moved, flat } = cutLines({ quantiles: [share] }, Float64Array.from(list));
          if (flat || moved > 0) return;
          const sorted = [...list].sort((a, b) => a - b);
          const place = (sorted.length - 1) * share;
          const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
          const exact = low + (high - low) * (place - Math.floor(place));
          expect(Number(lines[0]!.toFixed(4))).toBe(lines[0]);
          // Nobody changes sides between the exact line and the one that is drawn.
          expect(list.filter((value) => value >= lines[0]!)).toEqual(list.filter((value) => value >= exact - 1e-12));
        },
      ),
      runs(200),
    );
  });

  it('put somebody on both sides wherever figures differ', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 30 }), (list) => {
        const values = Float64Array.from(list);
        const { lines, flat } = cutLines({ median: true }, values);
        expect(flat).toBe(new Set(list).size === 1);
        if (flat) return;
        const sides = new Set([...values].map((value) => bandOf(value, lines)));
        expect([...sides].sort()).toEqual([0, 1]);
      }),
      runs(100),
    );
  });
});
