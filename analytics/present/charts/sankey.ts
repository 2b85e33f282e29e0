/**
 * Who moved between two ladders of levels, by partner count, on one scale for both sides: bars of levels, the highest on
 * top, and bands between them. Answers geometry and placed labels; the page draws them, because bands take the focus.
 */
import { fitted, type Label, shortened, textWidth } from './labels.ts';

/** A level on one side. */
export interface SankeyLevel {
  readonly key: string;
  readonly label: string;
}

export type Direction = 'up' | 'down' | 'stay' | 'other';

export interface SankeyData {
  /** Lowest first. */
  readonly from: readonly SankeyLevel[];
  readonly to: readonly SankeyLevel[];
  /** Partners by row of `from` and column of `to`. */
  readonly matrix: readonly (readonly number[])[];
  readonly direction: (from: number, to: number) => Direction;
  readonly write: (count: number) => string;
  readonly writeDifference: (count: number) => string;
}

export interface SankeyBar {
  readonly side: 'from' | 'to';
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly count: number;
}

export interface SankeyBand {
  readonly key: string;
  readonly from: SankeyLevel;
  readonly to: SankeyLevel;
  readonly count: number;
  readonly direction: Direction;
  readonly path: string;
}

export interface SankeyPicture {
  readonly bars: readonly SankeyBar[];
  /** Those who stay first, so that the movers lie over them. */
  readonly bands: readonly SankeyBand[];
  readonly labels: readonly Label[];
}

export const BAR_WIDTH = 9;
const GAP = 16;
/** A level's name, its count and its difference take two lines. */
const LEVEL_LINES = 28;
const LONGEST_NAME = 96;
const SPACE = 6;
const TOP = 12;

interface End {
  readonly y: number;
  readonly height: number;
}

/** The picture in a box of so many pixels. */
export function sankey(data: SankeyData, { width, height }: { width: number; height: number }): SankeyPicture {
  const { from, to, matrix, direction, write, writeDifference } = data;
  const before = matrix.map((row) => sum(row));
  const after = to.map((_, column) => sum(matrix.map((row) => row[column] ?? 0)));
  const total = sum(before);
  const places = Math.max(from.length, to.length, 1);
  const room = height - 2 * TOP - GAP * (places - 1);
  const perPartner = total === 0 ? 0 : room / total;
  const [leftBars, rightBars] = [stack(before, perPartner), stack(after, perPartner)];

  const nameOf = ({ label }: SankeyLevel): string => shortened(label, LONGEST_NAME);
  const widest = (levels: readonly SankeyLevel[]): number => Math.max(0, ...levels.map((l) => textWidth(nameOf(l))));
  const countWidth = Math.max(...[...before, ...after].map((count) => textWidth(write(count), true)), 0);
  const left = Math.ceil(widest(from) + countWidth + 2 * SPACE);
  const right = Math.floor(width - widest(to) - countWidth - 2 * SPACE - BAR_WIDTH);
  const x1 = left + BAR_WIDTH;

  const ends = bandEnds(matrix, perPartner, leftBars, rightBars);
  const bands = ends
    .map(({ row, column, count, source, target }) => ({
      key: `${row}>${column}`,
      from: from[row] ?? UNKNOWN,
      to: to[column] ?? UNKNOWN,
      count,
      direction: direction(row, column),
      path: bandPath(x1, source, right, target),
      source,
      target,
    }))
    .sort((a, b) => Number(a.direction !== 'stay') - Number(b.direction !== 'stay') || b.count - a.count);

  const bars: SankeyBar[] = [
    ...from.map((level, row) => bar('from', level, left, leftBars[row], before[row] ?? 0)),
    ...to.map((level, column) => bar('to', level, right, rightBars[column], after[column] ?? 0)),
  ];
  const known = new Map(from.map(({ key }, row) => [key, before[row] ?? 0]));
  const levelLabels = [
    ...spread(leftBars, height - TOP).flatMap((y, row): Label[] => [
      { text: write(before[row] ?? 0), x: left - SPACE, y: y + 4, anchor: 'end', tone: 'ink', strong: true },
      {
        text: nameOf(from[row] ?? UNKNOWN),
        x: left - 2 * SPACE - textWidth(write(before[row] ?? 0), true),
        y: y + 4,
        anchor: 'end',
        tone: 'ink2',
      },
    ]),
    ...spread(rightBars, height - TOP).flatMap((y, column): Label[] => {
      const level = to[column] ?? UNKNOWN;
      const count = after[column] ?? 0;
      const difference = count - (known.get(level.key) ?? 0);
      const x = right + BAR_WIDTH + SPACE;
      const name = x + countWidth + SPACE;
      return [
        { text: write(count), x, y: y + 4, anchor: 'start', tone: 'ink', strong: true },
        { text: nameOf(level), x: name, y: y + 4, anchor: 'start', tone: 'ink2' },
        ...(difference === 0
          ? []
          : [{ text: writeDifference(difference), x, y: y + 17, anchor: 'start', tone: 'ink3' } as const]),
      ];
    }),
  ];
  const bandLabels = fitted(
    [...bands]
      .sort((a, b) => Number(a.direction === 'stay') - Number(b.direction === 'stay') || b.count - a.count)
      .map((band) => labelPlaces(band, x1, right, write)),
  );
  return {
    bars,
    bands: bands.map(({ source: _s, target: _t, ...band }) => band),
    labels: [...levelLabels, ...bandLabels],
  };
}

const UNKNOWN: SankeyLevel = { key: '', label: '' };
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Where each level stands, the highest on top; in the order of the levels, lowest first. */
function stack(counts: readonly number[], perPartner: number): End[] {
  let y = TOP;
  return counts
    .map((count) => count * perPartner)
    .reverse()
    .map((height) => {
      const place = { y, height };
      y += height + GAP;
      return place;
    })
    .reverse();
}

function bar(side: 'from' | 'to', { key }: SankeyLevel, x: number, end: End | undefined, count: number): SankeyBar {
  // What is too small to be seen is still drawn, a pixel high.
  return { side, key, x, y: end?.y ?? 0, height: count === 0 ? 0 : Math.max(1, end?.height ?? 0), count };
}

/** Bands leave a level in the order of where they go and arrive in the order of where they come from: few cross. */
function bandEnds(
  matrix: readonly (readonly number[])[],
  perPartner: number,
  leftBars: readonly End[],
  rightBars: readonly End[],
): { row: number; column: number; count: number; source: End; target: End }[] {
  const leaving = leftBars.map(({ y }) => y);
  const arriving = rightBars.map(({ y }) => y);
  const bands = [];
  for (let row = matrix.length - 1; row >= 0; row -= 1) {
    for (let column = (matrix[row]?.length ?? 0) - 1; column >= 0; column -= 1) {
      const count = matrix[row]?.[column] ?? 0;
      if (count === 0) continue;
      const height = count * perPartner;
      const source = { y: leaving[row] ?? 0, height };
      const target = { y: arriving[column] ?? 0, height };
      leaving[row] = source.y + height;
      arriving[column] = target.y + height;
      bands.push({ row, column, count, source, target });
    }
  }
  return bands;
}

function bandPath(x1: number, source: End, x2: number, target: End): string {
  const middle = round((x1 + x2) / 2);
  const height = Math.max(source.height, 1);
  const [top1, top2] = [round(source.y), round(target.y)];
  const [bottom1, bottom2] = [round(source.y + height), round(target.y + height)];
  return (
    `M${x1} ${top1}C${middle} ${top1} ${middle} ${top2} ${x2} ${top2}` +
    `V${bottom2}C${middle} ${bottom2} ${middle} ${bottom1} ${x1} ${bottom1}Z`
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** A fall is named where it arrives, a rise where it starts, who stays in the middle when the band has the room. */
function labelPlaces(
  band: { direction: Direction; count: number; source: End; target: End },
  x1: number,
  x2: number,
  write: (count: number) => string,
): Label[] {
  const { direction, count, source, target } = band;
  if (direction === 'stay') {
    if (source.height < 15) return [];
    const text = `${write(count)} stay`;
    return [0.5, 0.62, 0.38].map((t) => ({ text, ...onBand(t), anchor: 'middle', tone: 'ink' }));
  }
  const text = `${direction === 'up' ? '▲' : direction === 'down' ? '▼' : '→'}${write(count)}`;
  const along = direction === 'up' ? [0.1, 0.2, 0.3, 0.42] : [0.9, 0.8, 0.7, 0.58];
  return along.map((t) => ({ text, ...onBand(t), anchor: 'middle', tone: 'ink', strong: true }));

  function onBand(t: number): { x: number; y: number } {
    // The control points of the band's curve lie in the middle: x and y of the cubic at t.
    const middle = (x1 + x2) / 2;
    const [a, b, c] = [(1 - t) ** 3, 3 * t * (1 - t), t ** 3];
    const x = a * x1 + b * middle + c * x2;
    const rising = (1 - t) ** 3 + 3 * (1 - t) ** 2 * t;
    const y = rising * (source.y + source.height / 2) + (1 - rising) * (target.y + target.height / 2);
    return { x: round(x), y: round(y + 4) };
  }
}

/** The middles of the bars, moved apart as far as two lines of text need and kept in the order of the bars. */
function spread(ends: readonly End[], bottom: number): number[] {
  const fromTop = ends.map(({ y, height }) => y + height / 2).reverse();
  for (let index = 1; index < fromTop.length; index += 1) {
    fromTop[index] = Math.max(fromTop[index] ?? 0, (fromTop[index - 1] ?? 0) + LEVEL_LINES);
  }
  let below = bottom + LEVEL_LINES;
  for (let index = fromTop.length - 1; index >= 0; index -= 1) {
    fromTop[index] = Math.min(fromTop[index] ?? 0, below - LEVEL_LINES);
    below = fromTop[index] ?? 0;
  }
  return fromTop.map(round).reverse();
}

/** The picture in a sentence, for those who do not see it. */
export function sankeySummary({ from, to, matrix, direction, write }: SankeyData): string {
  const moves = from.flatMap((level, row) =>
    to.flatMap((other, column) => {
      const count = matrix[row]?.[column] ?? 0;
      return count === 0 || direction(row, column) === 'stay'
        ? []
        : [`${level.label} to ${other.label} ${write(count)}`];
    }),
  );
  return moves.length === 0 ? 'Nobody changes level.' : `${moves.join('; ')}.`;
}
