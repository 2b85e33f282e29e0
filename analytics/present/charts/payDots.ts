/**
 * Who wins and who loses: a dot is a partner, a row is a level, the distance from zero is the difference of pay on a power
 * scale. Filled wins, hollow loses; the extremes of each row are named.
 */
import { dot, ruleX, ruleY } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { type Box, fitted, type Label, labelMarks, shortened, within } from './labels.ts';
import { power, powerTicks } from './powerScale.ts';
import { linear } from './scales.ts';
import { targets } from './targets.ts';

export interface PayDotMark {
  readonly key: string;
  readonly name: string;
  /** The row it stands in. */
  readonly row: string;
  readonly difference: number;
  /** `Calder IT Group: +4,100.00, 12,000.00 before`. */
  readonly words: string;
}

export interface PayDots {
  /** Top to bottom. */
  readonly rows: readonly string[];
  readonly dots: readonly PayDotMark[];
  /** One being looked at. */
  readonly chosen: string | null;
  readonly writeDifference: (value: number) => string;
}

interface Placed extends PayDotMark {
  readonly x: number;
  readonly y: number;
}

const RADIUS = 2.6;
const TARGET = 12;
const TOP = 6;
const FOOT = 18;
const TICK_ROOM = 58;
/** Room of a row's head. */
const LEFT = 72;

export function payDots({ rows, dots, chosen, writeDifference }: PayDots, frame: ChartFrame): Chart {
  const { width, height, colors } = frame;
  const sizes = dots.map(({ difference }) => power(difference));
  const reach = Math.max(1, ...sizes.map(Math.abs));
  const [low, high] = [Math.min(-0.15 * reach, ...sizes), Math.max(0.15 * reach, ...sizes)];
  const scale = linear([low, high], [LEFT + 8, width - 12]);
  const at = (value: number): number => scale.at(power(value));
  const each = (height - FOOT - TOP) / Math.max(rows.length, 1);
  const middle = (row: number): number => TOP + each * (row + 0.5);
  const placed = rows.flatMap((row, index) =>
    swarm(
      dots.filter((one) => one.row === row),
      at,
      middle(index),
      each / 2 - RADIUS - 1,
    ),
  );
  const boxes = placed.map(
    ({ x, y }): Box => ({
      left: x - RADIUS,
      right: x + RADIUS,
      top: y - RADIUS,
      bottom: y + RADIUS,
    }),
  );
  const pixels = { x: { value: 'x', scale: null }, y: { value: 'y', scale: null } } as const;
  const ticks = powerTicks(
    Math.min(0, ...dots.map(({ difference }) => difference)),
    Math.max(0, ...dots.map(({ difference }) => difference)),
    at,
    TICK_ROOM,
  );
  const heads = rows.map(
    (row, index): Label => ({
      text: shortened(row, LEFT - 4),
      x: 0,
      y: middle(index) + 4,
      anchor: 'start',
      tone: 'ink',
    }),
  );
  const feet = ticks.map((value) =>
    within(
      {
        text: value === 0 ? '0' : roundText(writeDifference(value)),
        x: at(value),
        y: height - 4,
        anchor: 'middle',
        tone: 'ink3',
      },
      width,
    ),
  );
  return drawn(
    frame,
    { top: TOP, bottom: FOOT, left: LEFT },
    {
      marks: [
        ruleX(ticks, {
          x: { value: (value: number) => at(value), scale: null },
          y1: { value: () => TOP, scale: null },
          y2: { value: () => height - FOOT, scale: null },
          stroke: colors.line,
          strokeOpacity: 0.5,
          shapeRendering: 'crispEdges',
        }),
        ruleY([0], {
          y: { value: () => height - FOOT, scale: null },
          x1: { value: () => LEFT, scale: null },
          x2: { value: () => width, scale: null },
          stroke: colors.line,
          shapeRendering: 'crispEdges',
        }),
        dot(placed, {
          ...pixels,
          className: 'dots',
          r: RADIUS,
          fill: {
            value: ({ key, difference }: Placed) =>
              key === chosen ? colors.accent : difference < 0 ? colors.canvas : colors.good,
            scale: null,
          },
          stroke: {
            value: ({ key, difference }: Placed) =>
              key === chosen ? colors.accent : difference < 0 ? colors.bad : colors.good,
            scale: null,
          },
          strokeWidth: 1.2,
        }),
        targets(placed, {
          key: ({ key }) => key,
          words: ({ words }) => words,
          left: ({ x }) => x - TARGET / 2,
          top: ({ y }) => y - TARGET / 2,
          width: TARGET,
          height: TARGET,
        }),
        ...labelMarks(fitted([...heads, ...feet, ...extremes(placed, rows, width, writeDifference)], boxes), colors),
      ],
    },
  );
}

/** Dots of one row: each as near to the middle as those already there leave room; a full pile overlaps rather than grows. */
function swarm(dots: readonly PayDotMark[], at: (value: number) => number, middle: number, room: number): Placed[] {
  const step = 2 * RADIUS + 0.6;
  const piles = new Map<number, PayDotMark[]>();
  for (const one of dots) {
    const place = Math.round(at(one.difference) / step);
    piles.set(place, [...(piles.get(place) ?? []), one]);
  }
  return [...piles].flatMap(([place, pile]) => {
    const most = Math.ceil((pile.length - 1) / 2);
    const rise = most === 0 ? 0 : Math.min(step, room / most);
    return pile.map((one, index) => ({
      ...one,
      x: place * step,
      y: middle + Math.ceil(index / 2) * rise * (index % 2 === 0 ? 1 : -1),
    }));
  });
}

/** The largest loser and winner of each row, by name, beside their dots. */
function extremes(
  placed: readonly Placed[],
  rows: readonly string[],
  width: number,
  write: PayDots['writeDifference'],
): Label[][] {
  const named = rows.flatMap((row) => {
    const own = placed.filter((one) => one.row === row).toSorted((a, b) => a.difference - b.difference);
    const [first, last] = [own[0], own.at(-1)];
    return [
      ...(first && first.difference < 0 ? [first] : []),
      ...(last && last !== first && last.difference > 0 ? [last] : []),
    ];
  });
  return named
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .map(({ name, difference, x, y }) => {
      const text = `${shortened(name, 130)} ${write(difference)}`;
      const beside = (left: boolean, lower: number): Label => ({
        text,
        x: left ? x - 7 : x + 7,
        y: y + lower,
        anchor: left ? 'end' : 'start',
        tone: 'ink2',
      });
      const left = difference < 0;
      return [
        beside(left, 4),
        beside(!left, 4),
        beside(left, -8),
        beside(!left, -8),
        beside(left, 16),
        beside(!left, 16),
      ].filter((label) => within(label, width).x === label.x && (label.anchor === 'start' || label.x > LEFT));
    });
}

/** Ticks are round by themselves: `−50 k`, not the `−50.0 k` of a figure that was measured. */
function roundText(text: string): string {
  return text.replace(/(?<=\d)[.,]0+(?!\d)/, '');
}

/** In words: how many of each row, and who stands at the ends. */
export function payDotsSummary({ rows, dots, writeDifference }: PayDots): string {
  return rows
    .map((row) => {
      const own = dots.filter((one) => one.row === row).toSorted((a, b) => a.difference - b.difference);
      const [first, last] = [own[0], own.at(-1)];
      if (!first || !last) return `${row}: nobody`;
      const ends = first === last ? [first] : [first, last];
      return `${row}: ${own.length} partners, ${ends.map(({ name, difference }) => `${name} ${writeDifference(difference)}`).join(' to ')}`;
    })
    .join('; ');
}
