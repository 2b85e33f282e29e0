/**
 * A measure over quarters: actual solid in front, the year before faint behind it and a little to the left. Columns only
 * for time. The period in view is labelled strong.
 */
import { rect, ruleY } from '@observablehq/plot';
import { quarterParts } from '../quarters.ts';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { fitted, type Label, labelMarks, labelTop, within } from './labels.ts';
import { extentWithZero, type Linear, linear } from './scales.ts';
import { targets } from './targets.ts';

export interface TrendPoint {
  /** A quarter as periods are called, `FY26-Q3`; each one once. */
  readonly label: string;
  readonly actual: number | null;
  readonly prior: number | null;
  /** Part of the period that the screen is about. */
  readonly current?: boolean;
}

export interface TrendColumns {
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  readonly write: (value: number) => string;
}

interface Column extends TrendPoint {
  readonly at: number;
}

const TOP = 18;
const FOOT = 30;

export function trendColumns({ points, write }: TrendColumns, frame: ChartFrame): Chart {
  const { width, height, colors } = frame;
  const columns = points.map((point, at): Column => ({ ...point, at }));
  const x = linear([0, Math.max(columns.length, 1)], [0, width]);
  const y = linear(extentWithZero(points.flatMap(({ actual, prior }) => [actual, prior])), [height - FOOT, TOP]);
  const step = x.at(1);
  const bar = Math.max(4, Math.min(34, step * 0.52));
  const shift = Math.max(2, Math.min(7, bar * 0.22));
  const bars = (value: 'actual' | 'prior', aside: number) =>
    rect(
      columns.filter((column) => column[value] !== null),
      {
        className: value,
        x1: 'at',
        x2: ({ at }: Column) => at + 1,
        insetLeft: (step - bar) / 2 + aside,
        insetRight: (step - bar) / 2 - aside,
        y1: 0,
        y2: value,
        fill: colors[value],
      },
    );
  return drawn(
    frame,
    { top: TOP, bottom: FOOT },
    {
      x: x.options,
      y: y.options,
      marks: [
        bars('prior', -shift / 2),
        bars('actual', shift / 2),
        ruleY([0], { stroke: colors.line, shapeRendering: 'crispEdges' }),
        targets(columns, {
          key: ({ label }) => label,
          words: (column) => inWords(column, write),
          left: ({ at }) => x.at(at),
          width: step,
          height,
        }),
        ...labelMarks(
          fitted(
            labelsOf(columns, write, y, height - FOOT).map(({ at, label }) =>
              within({ ...label, x: x.at(at + 0.5) + shift / 2 }, width),
            ),
          ),
          colors,
        ),
      ],
    },
  );
}

interface ColumnLabel {
  readonly at: number;
  readonly label: Omit<Label, 'x'>;
}

/** Quarters, where the years begin, figures; of each the period in view first, then the latest. */
function labelsOf(columns: readonly Column[], write: TrendColumns['write'], y: Linear, foot: number): ColumnLabel[] {
  const latest = [...columns].reverse();
  const ranked = [...latest.filter(({ current }) => current), ...latest.filter(({ current }) => !current)];
  const label = ({ at, current = false }: Column, text: string, bottom: number): ColumnLabel => ({
    at,
    label: { text, y: bottom, anchor: 'middle', tone: current ? 'ink' : 'ink2', strong: current },
  });
  const quarters = ranked.map((column) => label(column, quarterParts(column.label).quarter, foot + 14));
  const years = latest.flatMap(({ at, label: name }): ColumnLabel[] => {
    const { quarter, year } = quarterParts(name);
    if (at > 0 && quarter !== 'Q1') return [];
    return [{ at, label: { text: year, y: foot + 27, anchor: 'middle', tone: 'ink3' } }];
  });
  const figures = ranked.flatMap((column): ColumnLabel[] => {
    const { actual, prior } = column;
    if (actual === null) return [];
    const above = labelTop(y.at(actual), y.at(prior ?? 0)) - 5;
    return [label(column, write(actual), actual < 0 ? y.at(actual) + 12 : above)];
  });
  return [...quarters, ...years, ...figures];
}

function inWords({ label, actual, prior }: TrendPoint, write: TrendColumns['write']): string {
  return `${label}: ${actual === null ? 'none' : write(actual)}${prior === null ? '' : `, year before ${write(prior)}`}`;
}

/** First and last of the drawn, for those who do not see the picture. */
export function trendSummary({ points, write }: TrendColumns): string {
  const known = points.filter(({ actual }) => actual !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return 'nothing to draw';
  return `${write(first.actual ?? 0)} in ${first.label}, ${write(last.actual ?? 0)} in ${last.label}`;
}
