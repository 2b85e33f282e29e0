import { describe, expect, it } from 'vitest';
import { lorenz } from '../../../../analytics/present/charts/lorenz.ts';
import { peerStrip } from '../../../../analytics/present/charts/peerStrip.ts';
import { cutOff, frameOf, overlapping, rects, texts } from './drawn.ts';

const points = (path: string | null | undefined) =>
  [...(path ?? '').matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

describe('the curve of concentration', () => {
  const curve = [
    [0, 0],
    [0.25, 0.05],
    [0.5, 0.15],
    [0.75, 0.35],
    [1, 1],
  ].map(([partners = 0, share = 0]) => ({ partners, share }));
  const draw = (partners: number, share: number, width = 400) =>
    lorenz({ curve, named: { partners, share, text: '145 make 20 %' }, roster: '223 partners' }, frameOf(width, 190));

  it('runs from corner to corner through every point, below the line of equals', () => {
    const drawn = points(draw(0.5, 0.15).querySelector('g.curve path')?.getAttribute('d'));
    expect(drawn).toHaveLength(curve.length);
    expect(drawn[0]).toEqual([28, 172]);
    expect(drawn.at(-1)).toEqual([396, 6]);
    for (const [index, [x, y]] of drawn.entries()) {
      expect(x).toBeCloseTo(28 + (curve[index]?.partners ?? 0) * 368);
      expect(y).toBeCloseTo(172 - (curve[index]?.share ?? 0) * 166);
    }
  });

  it.each([
    [0.65, 0.2],
    [0.05, 0.002],
    [0.98, 0.9],
  ])('names its point inside the picture (%f, %f)', (partners, share) => {
    for (const width of [240, 640]) {
      const chart = draw(partners, share, width);
      expect(overlapping(chart)).toEqual([]);
      expect(cutOff(chart, width)).toEqual([]);
      expect(texts(chart).map(({ text }) => text)).toContain('145 make 20 %');
    }
  });
});

describe('one among peers', () => {
  it('has a tick for each peer, none outside the picture, however far one is from the others', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 1_000_000];
    const chart = peerStrip({ values, own: 4 }, frameOf(200, 16));
    const ticks = [...chart.querySelectorAll('g.peers line')].map((line) => Number(line.getAttribute('x1')));
    expect(ticks).toHaveLength(values.length);
    expect(Math.max(...ticks)).toBeLessThanOrEqual(196);
    // The giant does not press the others together.
    expect((ticks[7] ?? 0) - (ticks[0] ?? 0)).toBeGreaterThan(50);
  });

  it('shades the middle half around the median', () => {
    const chart = peerStrip({ values: [0, 10, 20, 30, 40], own: 40 }, frameOf(200, 16));
    const [half] = rects(chart, 'half');
    expect([half?.left, half?.right]).toEqual([52.5, 147.5]);
    expect(Number(chart.querySelector('g.median line')?.getAttribute('x1'))).toBe(100);
    expect(chart.querySelector('g.own circle')?.getAttribute('cx')).toBe('195');
  });

  it('draws peers that cannot be told apart once, and stands when all are alike', () => {
    const ticks = (values: readonly number[]) =>
      peerStrip({ values, own: 3 }, frameOf(200, 16)).querySelectorAll('g.peers line').length;
    expect(ticks([3, 3, 3])).toBe(1);
    expect(ticks(Array.from({ length: 5_000 }, (_, index) => index / 5_000 + 3))).toBeLessThan(400);
  });
});
