/** Draws charts into a document that is on no screen, and reads back what stands where. */
import { Window } from 'happy-dom';
import type { Chart, ChartColors, ChartFrame } from '../../../../analytics/present/charts/frame.ts';
import { type Box, textWidth } from '../../../../analytics/present/charts/labels.ts';

const COLORS: ChartColors = {
  canvas: '#ffffff',
  sunk: '#f2f2ef',
  mute: '#e3e4e3',
  line: '#cfcfc8',
  ink: '#14171d',
  ink2: '#454b56',
  ink3: '#666c77',
  actual: '#2a303c',
  prior: '#8b93a1',
  accent: '#1d4ed8',
  accentTint: '#eef2fe',
  good: '#0b7553',
  bad: '#bd2c16',
};

const { document } = new Window();

export function frameOf(width: number, height: number): ChartFrame {
  return { document: document as unknown as Document, width, height, colors: COLORS, locale: 'en' };
}

/** A rectangle as drawn, in pixels. */
export interface Drawn extends Box {
  readonly fill: string | null;
}

/** The rectangles of a layer, in the order drawn. */
export function rects(chart: Chart, layer: string): Drawn[] {
  return [...chart.querySelectorAll(`g.${layer}`)].flatMap((group) =>
    [...group.querySelectorAll('rect')].map((rect) => {
      const [left = 0, top = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
        Number(rect.getAttribute(name)),
      );
      const fill = rect.getAttribute('fill') ?? group.getAttribute('fill');
      return { left, top, right: left + width, bottom: top + height, fill };
    }),
  );
}

export interface Written extends Box {
  readonly text: string;
}

/** The labels of a chart with the room they take. */
export function texts(chart: Chart): Written[] {
  return [...chart.querySelectorAll('g.label')].flatMap((group) => {
    const strong = group.getAttribute('font-weight') === '600';
    const anchor = group.getAttribute('text-anchor') ?? 'middle';
    return [...group.querySelectorAll('text')].map((element) => {
      const text = element.textContent ?? '';
      const [, x, y] = /translate\(([^,]+),([^)]+)\)/.exec(element.getAttribute('transform') ?? '') ?? [];
      const width = textWidth(text, strong);
      const left = Number(x) - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
      return { text, left, right: left + width, top: Number(y) - 8, bottom: Number(y) + 2 };
    });
  });
}

/** Pairs of labels that lie over each other, as `one / other`. */
export function overlapping(chart: Chart): string[] {
  const all = texts(chart);
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  );
}

/** Labels that the edge of the chart cuts off. */
export function cutOff(chart: Chart, width: number): string[] {
  return texts(chart)
    .filter(({ left, right }) => left < -0.01 || right > width + 0.01)
    .map(({ text }) => text);
}

/** The keys of the areas that take the pointer, in the order drawn. */
export function keys(chart: Chart): (string | null)[] {
  return [...chart.querySelectorAll('[data-mark]')].map((mark) => mark.getAttribute('data-mark'));
}
