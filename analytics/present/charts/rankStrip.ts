/**
 * The whole ranking above its table: one bar per row in the table's order, prior behind, the change against the prior as
 * a second tier with its own zero line. The rows in view are a drawing of their own, because they move with every
 * scrolled row and the bars do not.
 */
import { line, type RectOptions, rect, ruleY } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { type Box, boxOf, fitted, type Label, labelMarks, labelTop, shortened, textWidth } from './labels.ts';
import { type Linear, linear } from './scales.ts';
import { targets } from './targets.ts';

export interface StripBar {
  readonly key: string;
  readonly name: string;
  readonly actual: number | null;
  readonly prior: number | null;
}

export interface RankStrip {
  /** In table order. */
  readonly bars: readonly StripBar[];
  readonly write: (value: number) => string;
  readonly writeChange: (value: number) => string;
  readonly selected: string | null;
  /** Whether a rise is good, for the second tier. */
  readonly good: 'up' | 'down' | 'none';
}

/** A bar with its place in the table and its change against the prior. */
interface Row extends StripBar {
  readonly at: number;
  readonly change: number | null;
}

/** Where the rows stand, the same for the bars and for what is in view. */
interface Layout {
  /** As many rows as can be told apart. */
  readonly count: number;
  /** Pixels from one row to the next. */
  readonly pitch: number;
  /** Pixels of a bar. */
  readonly bar: number;
  /** Room for the name of each row under its bar. */
  readonly roomy: boolean;
}

const TOP = 74;
const GAP = 18;
/** Height of the second tier on either side of its zero. */
const DELTA = 22;
const ZERO = TOP + GAP + DELTA;
export const RANK_STRIP_HEIGHT = ZERO + DELTA + 12;
/** Room above the longest bar. */
const HEAD = 16;
const NARROWEST = 3;
/** Pixels a row needs to carry its own name, and the most it takes. */
const ROOMY = 76;
const WIDEST = 140;

function layoutOf(rows: number, width: number): Layout {
  const count = Math.max(1, Math.min(rows, Math.floor(width / NARROWEST)));
  const roomy = width / count >= ROOMY;
  const pitch = Math.min(roomy ? WIDEST : 24, width / count);
  return { count, pitch, bar: Math.max(1, Math.min(roomy ? 36 : 16, pitch * 0.68)), roomy };
}

export function rankStrip({ bars, write, writeChange, selected, good }: RankStrip, frame: ChartFrame): Chart {
  const { width, colors, locale } = frame;
  const layout = layoutOf(bars.length, width);
  const { count, pitch, bar } = layout;
  const rows = bars.slice(0, count).map(
    ({ actual, prior, ...rest }, at): Row => ({
      ...rest,
      at,
      actual,
      prior,
      change: actual === null || prior === null ? null : actual - prior,
    }),
  );
  const most = Math.max(0, ...rows.map(topOf)) || 1;
  const furthest = Math.max(0, ...rows.map(({ change }) => Math.abs(change ?? 0)));
  const x = linear([0, count], [0, count * pitch]);
  const y = linear([0, most], [TOP, HEAD]);
  const change = linear([-(furthest || 1), furthest || 1], [ZERO + DELTA - 2, ZERO - DELTA + 2]);
  const shift = bar > 3 ? 2 : 0;
  const across = (aside: number): RectOptions => ({
    x1: 'at',
    x2: ({ at }: Row) => at + 1,
    insetLeft: aside,
    insetRight: pitch - bar - aside,
  });
  const axis = { stroke: colors.line, shapeRendering: 'crispEdges' };
  const changed = rows.filter((row) => row.change !== null && row.change !== 0);
  return drawn(
    frame,
    { top: HEAD, bottom: RANK_STRIP_HEIGHT - TOP },
    {
      ...(count < bars.length
        ? {
            caption: `The first ${count.toLocaleString(locale)} of ${bars.length.toLocaleString(locale)} are drawn; the table holds all.`,
          }
        : {}),
      x: x.options,
      y: y.options,
      marks: [
        rect(
          rows.filter(({ prior }) => prior !== null),
          { className: 'prior', ...across(0), y1: 0, y2: atLeastZero('prior'), fill: colors.prior },
        ),
        rect(rows, {
          className: 'actual',
          ...across(shift),
          y1: 0,
          y2: atLeastZero('actual'),
          fill: { value: ({ key }: Row) => (key === selected ? colors.accent : colors.actual), scale: null },
        }),
        rect(changed, {
          className: 'change',
          ...across(shift),
          y1: { value: () => ZERO, scale: null },
          // What is too small to be seen is still drawn, half a pixel high.
          y2: { value: (row: Row) => offZero(change.at(row.change ?? 0), row.change ?? 0), scale: null },
          fill: { value: (row: Row) => colors[toneOf(row.change ?? 0, good)], scale: null },
        }),
        ruleY([0], axis),
        furthest > 0 ? ruleY([0], { y: { value: () => ZERO, scale: null }, ...axis }) : null,
        targets(rows, {
          key: ({ key }) => key,
          words: ({ name, actual }) => `${name}: ${write(actual ?? 0)}`,
          left: ({ at }) => at * pitch,
          width: pitch,
          height: RANK_STRIP_HEIGHT,
        }),
        ...labelMarks(
          layout.roomy
            ? labelsOfAll(rows, write, layout, shift, y)
            : labelsOfSome(rows, { write, writeChange, good }, layout, y, width),
          colors,
        ),
      ],
    },
  );
}

const topOf = ({ actual, prior }: StripBar): number => Math.max(actual ?? 0, prior ?? 0);

const atLeastZero = (key: 'actual' | 'prior') => (row: Row) => Math.max(row[key] ?? 0, 0);

const offZero = (pixel: number, change: number): number =>
  change > 0 ? Math.min(pixel, ZERO - 0.5) : Math.max(pixel, ZERO + 0.5);

function toneOf(change: number, good: RankStrip['good']): 'good' | 'bad' | 'prior' {
  if (good === 'none') return 'prior';
  return change > 0 === (good === 'up') ? 'good' : 'bad';
}

/** With room for it, every row's figure on its bar and its name below. */
function labelsOfAll(
  rows: readonly Row[],
  write: RankStrip['write'],
  { pitch }: Layout,
  shift: number,
  y: Linear,
): Label[] {
  const labels = rows.flatMap(({ at, name, actual, prior }): Label[] => {
    const left = { x: at * pitch + shift, anchor: 'start' as const };
    const top = labelTop(y.at(Math.max(actual ?? 0, 0)), y.at(Math.max(prior ?? 0, 0))) - 4;
    return [
      { ...left, text: write(actual ?? 0), y: top, tone: 'ink', strong: true },
      { ...left, text: shortened(name, pitch - 8), y: TOP + 13, tone: 'ink2' },
    ];
  });
  return fitted(labels);
}

/** Else the first rows are named beside their bars, where no other bar stands, and the deepest fall beside its own. */
function labelsOfSome(
  rows: readonly Row[],
  { write, writeChange, good }: Pick<RankStrip, 'write' | 'writeChange' | 'good'>,
  { pitch, bar }: Layout,
  y: Linear,
  width: number,
): Label[] {
  const firsts = rows.slice(0, Math.min(3, Math.floor(width / 200))).flatMap((row): Label[] => {
    const label: Label = {
      text: row.name,
      tail: write(row.actual ?? 0),
      x: row.at * pitch + bar + 6,
      y: 12 + row.at * 14,
      anchor: 'start',
      tone: 'ink2',
    };
    return isCovered(boxOf(label), rows, pitch, y) ? [] : [label];
  });
  const lowest = rows.reduce<Row | null>((low, row) => ((row.change ?? 0) < (low?.change ?? 0) ? row : low), null);
  if (!lowest) return fitted(firsts);
  const text = `${lowest.name} ${writeChange(lowest.change ?? 0)}`;
  const after = lowest.at * pitch + bar + 6;
  const fall: Label = {
    text,
    ...(after + textWidth(text) < width ? { x: after, anchor: 'start' } : { x: lowest.at * pitch - 4, anchor: 'end' }),
    y: ZERO + 16,
    tone: good === 'none' ? 'ink2' : toneOf(-1, good) === 'good' ? 'good' : 'bad',
  };
  return fitted([...firsts, fall]);
}

/** Does a bar reach into the box? */
function isCovered(box: Box, rows: readonly Row[], pitch: number, y: Linear): boolean {
  const under = rows.slice(Math.floor(box.left / pitch), Math.ceil(box.right / pitch));
  return under.some((row) => y.at(Math.max(topOf(row), 0)) < box.bottom);
}

export interface RowsInView {
  readonly rows: number;
  /** First and last row in view, from 0. */
  readonly inView: readonly [first: number, last: number];
}

/**
 * The rows in view, tinted and bracketed: to lie behind the strip of as many rows. Null when none of them is drawn, and
 * when all are in view, where a bracket would tell nothing.
 */
export function rowsInView({ rows, inView: [first, last] }: RowsInView, frame: ChartFrame): Chart | null {
  const { width, colors, locale } = frame;
  const { count, pitch } = layoutOf(rows, width);
  if (first >= count || last < first || last - first + 1 >= rows) return null;
  const end = Math.min(last, count - 1) + 1;
  const [from, to] = [first * pitch, end * pitch];
  const bottom = RANK_STRIP_HEIGHT - 4;
  const text = `rows ${(first + 1).toLocaleString(locale)}–${end.toLocaleString(locale)} of ${rows.toLocaleString(locale)}`;
  const label: Label = {
    text,
    ...(to + 6 + textWidth(text) < width ? { x: to + 6, anchor: 'start' } : { x: from - 6, anchor: 'end' }),
    y: bottom - 2,
    tone: 'accent',
  };
  const corners = [
    [from + 0.5, bottom - 6],
    [from + 0.5, bottom - 0.5],
    [to - 0.5, bottom - 0.5],
    [to - 0.5, bottom - 6],
  ] as const;
  return drawn(
    frame,
    {},
    {
      x: { domain: [0, width], range: [0, width] },
      y: { domain: [0, RANK_STRIP_HEIGHT], range: [0, RANK_STRIP_HEIGHT] },
      marks: [
        rect([0], { className: 'view', x1: from, x2: to, y1: 0, y2: bottom, fill: colors.accentTint }),
        line(corners, { className: 'bracket', stroke: colors.accent, strokeWidth: 1 }),
        ...labelMarks(from - 6 - textWidth(text) < 0 && label.anchor === 'end' ? [] : [label], colors),
      ],
    },
  );
}
