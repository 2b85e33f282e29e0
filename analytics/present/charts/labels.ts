/**
 * Labels at the marks: how much room a text takes, which of the wanted ones fit, and how they are drawn. A document that
 * is not on a screen cannot measure text, so widths are estimated, rather too wide than too narrow.
 */
import { type Markish, type RenderFunction, text as textMark } from '@observablehq/plot';
import { type ChartColors, FONT_SIZE } from './frame.ts';

export interface Label {
  readonly text: string;
  /** Follows the text in bold. */
  readonly tail?: string;
  /** Pixels; `y` is the baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly tone: keyof ChartColors;
  readonly strong?: boolean;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Shares of the font size, as IBM Plex Sans has them or a little more. */
const WIDTHS = new Map(
  (
    [
      ['\u202f', 0.12],
      [' \u00a0', 0.24],
      ["ijl.,:;'’!|", 0.31],
      ['ft()', 0.35],
      ['rI/-', 0.4],
      ['csvxyzJL?', 0.52],
      ['EFPSTVXYZ', 0.62],
      ['wM…', 0.81],
      ['mW%', 0.93],
    ] as const
  ).flatMap(([characters, width]) => [...characters].map((character) => [character, width] as const)),
);
const CAPITAL = 0.71;
/** Chinese, Japanese and Korean characters are as wide as high. */
const IDEOGRAPH = 1;
const OTHER = 0.6;
const BOLD = 1.06;
const ASCENT = 0.78;
const DESCENT = 0.22;

/** Pixels a text of a chart takes, rather too many than too few. */
export function textWidth(text: string, strong = false): number {
  let width = 0;
  for (const character of text) {
    width += WIDTHS.get(character) ?? (character >= '\u2e80' ? IDEOGRAPH : /\p{Lu}/u.test(character) ? CAPITAL : OTHER);
  }
  return width * FONT_SIZE * (strong ? BOLD : 1);
}

/** As much of a text as fits into so many pixels, at least one character. */
export function shortened(text: string, width: number, strong = false): string {
  if (textWidth(text, strong) <= width) return text;
  let kept = [...text];
  while (kept.length > 1 && textWidth(`${kept.join('')}…`, strong) > width) kept = kept.slice(0, -1);
  return `${kept.join('').trimEnd()}…`;
}

/** Where a label stands. */
export function boxOf({ text, tail, x, y, anchor, strong = false }: Label): Box {
  const width = textWidth(text, strong) + (tail === undefined ? 0 : textWidth(` ${tail}`, true));
  const left = x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
  return { left, right: left + width, top: y - FONT_SIZE * ASCENT, bottom: y + FONT_SIZE * DESCENT };
}

function touch(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Of the wanted labels, most important first, those that touch neither each other nor what is `taken`. Each may name
 * further places to stand if the first is taken; one for which there is no place is left out.
 */
export function fitted(wanted: readonly (Label | readonly Label[])[], taken: readonly Box[] = []): Label[] {
  const full = [...taken];
  return wanted.flatMap((places) => {
    for (const label of [places].flat()) {
      const box = boxOf(label);
      if (full.some((other) => touch(box, other))) continue;
      full.push(box);
      return [label];
    }
    return [];
  });
}

/** A label in the middle of its mark, moved as far as it must not to be cut off at the edge. */
export function within(label: Label, width: number): Label {
  const { left, right } = boxOf(label);
  return { ...label, x: label.x + Math.max(0, -left) - Math.max(0, right - width) };
}

/** Height of a line of chart text with its distance to the next. */
const LINE = 14;

/**
 * Where the label of a bar stands when another bar is drawn behind it: on its own top, unless the one behind ends just
 * above, in the middle of the text; then on top of that one.
 */
export function labelTop(own: number, behind: number): number {
  return behind < own && own - behind < LINE ? behind : own;
}

/** The labels as marks, each with a halo of the canvas so that it can be read over others. */
export function labelMarks(labels: readonly Label[], colors: ChartColors): Markish[] {
  // Anchor and weight belong to the whole mark in Plot, so each kind of label is a mark of its own.
  const kinds = new Map<string, Label[]>();
  for (const label of labels) {
    const kind = `${label.anchor} ${label.strong === true}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), label]);
  }
  return [...kinds.values()].map((kind) =>
    textMark(kind, {
      className: 'label',
      x: { value: 'x', scale: null },
      y: { value: 'y', scale: null },
      text: 'text',
      textAnchor: kind[0]?.anchor ?? 'middle',
      lineAnchor: 'bottom',
      ...(kind[0]?.strong ? { fontWeight: 600 } : {}),
      fill: { value: ({ tone }: Label) => colors[tone], scale: null },
      stroke: colors.canvas,
      strokeWidth: 3,
      render: withTails(kind, colors),
    }),
  );
}

function withTails(labels: readonly Label[], colors: ChartColors): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const layer = next?.(index, scales, values, dimensions, context) ?? null;
    for (const [place, at] of index.entries()) {
      const tail = labels[at]?.tail;
      const element = layer?.children[place];
      if (tail === undefined || !element) continue;
      const bold = element.ownerDocument.createElementNS(element.namespaceURI, 'tspan');
      bold.setAttribute('font-weight', '600');
      bold.setAttribute('fill', colors.ink);
      bold.textContent = ` ${tail}`;
      element.append(bold);
    }
    return layer;
  };
}
