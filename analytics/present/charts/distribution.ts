/**
 * A distribution with thresholds on it: bars of a histogram, an axis that may be logarithmic, and where handles and
 * their labels stand. Answers geometry; the page draws it, because handles are dragged and take the focus.
 */
import { scale } from '@observablehq/plot';
import { textWidth } from './labels.ts';

export interface HistogramData {
  /** Edges of the bars, one more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly scale: 'linear' | 'log';
}

/** From values to pixels and back. Values beyond the axis stand at its end. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  at(value: number): number;
  invert(x: number): number;
}

/** The axis over the bars, long enough for the values of `hold` too. */
export function axisOf({ edges, scale: type }: HistogramData, hold: readonly number[], width: number): Axis {
  const drawable = (value: number): boolean => Number.isFinite(value) && (type === 'linear' || value > 0);
  const values = [...edges, ...hold].filter(drawable);
  const low = values.length > 0 ? Math.min(...values) : type === 'log' ? 1 : 0;
  const high = values.length > 0 ? Math.max(...values) : low + 1;
  const to = high > low ? high : type === 'log' ? low * 10 : low + 1;
  const { apply, invert } = scale({ x: { type, domain: [low, to], range: [0, width] } });
  return {
    from: low,
    to,
    at: (value) => (value <= low ? 0 : value >= to ? width : apply(value)),
    invert: (x) => (x <= 0 ? low : x >= width ? to : Number(invert?.(x) ?? low)),
  };
}

export interface HistogramBar {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The bars, a pixel apart, up to `height` pixels high; what is not empty is at least a pixel high. */
export function histogramBars({ edges, counts }: HistogramData, axis: Axis, height: number): HistogramBar[] {
  const most = Math.max(1, ...counts);
  return counts.flatMap((count, index) => {
    const [from = 0, to = from] = edges.slice(index, index + 2);
    const x = axis.at(from);
    const width = Math.max(0.5, axis.at(to) - x - 1);
    return count === 0 ? [] : [{ x, width, height: Math.max(1, (count / most) * height), from, to, count }];
  });
}

export interface Tick {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

const TICKS = 5;

/** At most five labelled places of the axis, none touching another. */
export function ticksOf(
  type: HistogramData['scale'],
  axis: Axis,
  width: number,
  write: (value: number) => string,
): Tick[] {
  const placed: (Tick & { left: number; right: number })[] = [];
  for (const value of type === 'log' ? logarithmicTicks(axis) : linearTicks(axis)) {
    const text = write(value);
    const x = axis.at(value);
    const wide = textWidth(text);
    const anchor = x < wide / 2 ? 'start' : x > width - wide / 2 ? 'end' : 'middle';
    const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
    const right = left + wide;
    if (placed.some((other) => left < other.right + 10 && other.left < right + 10)) continue;
    placed.push({ x, text, anchor, left, right });
  }
  return placed.map(({ left: _l, right: _r, ...tick }) => tick).sort((a, b) => a.x - b.x);
}

/** Powers of ten first, then what lies between them, where there is room. */
function logarithmicTicks({ from, to }: Axis): number[] {
  const powers = Array.from(
    { length: Math.floor(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, index) => 10 ** (Math.floor(Math.log10(from)) + index),
  );
  const wanted = powers.length > TICKS ? powers : [1, 5, 2].flatMap((lead) => powers.map((power) => lead * power));
  return wanted.filter((value) => value >= from && value <= to);
}

function linearTicks({ from, to }: Axis): number[] {
  const raw = (to - from) / TICKS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((lead) => lead * power >= raw) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, index) => (first + index) * step);
}

/** Two lines of words that belong over a handle. */
export interface HandleLabel {
  readonly key: string;
  readonly x: number;
  readonly value: string;
  readonly detail: string;
  /** Placed before the others, in the best place: the one in hand. */
  readonly first?: boolean;
}

export interface PlacedLabel {
  readonly key: string;
  /** Pixels of the left edge, and the room the words take. */
  readonly left: number;
  readonly width: number;
  /** Row of labels, 0 nearest to the handles. */
  readonly row: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export const MOST_ROWS = 4;
const BESIDE = 6;

/** A label without a place is worse than any place. */
const LEFT_OUT = 100;
/** Arrangements looked at; a crowd that needs more keeps the best found so far. */
const MOST_TRIED = 400;

interface Standing extends PlacedLabel {
  readonly x: number;
}

/**
 * Where the labels of handles stand so that none touches another and none lies on the line that leads up to a label
 * above it: the arrangement that shows most of them, lowest and nearest to their handles. What finds no place is left
 * out; the caller says it in words.
 */
export function placeLabels(labels: readonly HandleLabel[], width: number): PlacedLabel[] {
  const order = [...labels]
    .sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || a.x - b.x)
    .map(({ key, x, value, detail }) => {
      const wide = Math.ceil(Math.max(textWidth(value, true), textWidth(detail)));
      return candidates(x, wide, width).map((place): Standing => ({ ...place, key, x, width: wide }));
    });
  let best: { readonly cost: number; readonly placed: readonly Standing[] } | null = null;
  let tried = 0;

  function arrange(index: number, placed: readonly Standing[], cost: number): void {
    if (best && (cost >= best.cost || tried > MOST_TRIED)) return;
    tried += 1;
    const places = order[index];
    if (!places) {
      best = { cost, placed };
      return;
    }
    for (const place of places) {
      if (placed.every((other) => apart(place, other))) {
        arrange(index + 1, [...placed, place], cost + place.row * 3 + Number(place.anchor !== 'middle'));
      }
    }
    arrange(index + 1, placed, cost + LEFT_OUT);
  }

  arrange(0, [], 0);
  const { placed = [] } = (best ?? {}) as { placed?: readonly Standing[] };
  return placed.map(({ x: _x, ...label }) => label);
}

/** Neither touches the other, and neither lies on the other’s line. */
function apart(a: Standing, b: Standing): boolean {
  if (a.row === b.row) return a.left >= b.left + b.width + BESIDE || b.left >= a.left + a.width + BESIDE;
  const [low, high] = a.row < b.row ? [a, b] : [b, a];
  return high.x < low.left - 2 || high.x > low.left + low.width + 2;
}

function candidates(x: number, wide: number, width: number): Pick<PlacedLabel, 'left' | 'row' | 'anchor'>[] {
  const inside = (left: number): number => Math.min(Math.max(left, 0), Math.max(0, width - wide));
  return Array.from({ length: MOST_ROWS }, (_, row) => [
    { row, left: inside(x - wide / 2), anchor: 'middle' as const },
    { row, left: inside(x - wide + 5), anchor: 'end' as const },
    { row, left: inside(x - 5), anchor: 'start' as const },
    // Beside the line, which goes on to a label above: handles on one value stand like this.
    { row, left: inside(x - wide - 4), anchor: 'end' as const },
    { row, left: inside(x + 4), anchor: 'start' as const },
  ]).flat();
}

/**
 * Lanes for grips that would lie over each other: those closer than `size` pixels stand one under the other on their
 * lines, so that each can be taken. In the order given; lane 0 is on top.
 */
export function lanesOf(places: readonly number[], size: number): number[] {
  const lanes = places.map(() => 0);
  const order = [...places.keys()].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  for (const [rank, index] of order.entries()) {
    const near = order
      .slice(0, rank)
      .filter((other) => (places[index] ?? 0) - (places[other] ?? 0) < size)
      .map((other) => lanes[other]);
    let lane = 0;
    while (near.includes(lane)) lane += 1;
    lanes[index] = lane;
  }
  return lanes;
}
