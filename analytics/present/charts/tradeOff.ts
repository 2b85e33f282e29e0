/** Plans tried, by what they cost and how far they miss: the best ones joined, one chosen. Less of both is better. */
import { dot, line, ruleX, ruleY } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { type Box, boxOf, fitted, type Label, labelMarks } from './labels.ts';
import { linear } from './scales.ts';
import { targets } from './targets.ts';

export interface TradeOffPlan {
  readonly key: string;
  readonly cost: number;
  /** Distance from what was asked for; 0 is reached. */
  readonly miss: number;
  /** Whether it meets every limit that was set. */
  readonly meets: boolean;
  /** The plan in words, with its figures. */
  readonly words: string;
}

export interface TradeOff {
  readonly plans: readonly TradeOffPlan[];
  readonly chosen: string | null;
  /** What it costs today, as a dashed line. */
  readonly today: { readonly cost: number; readonly text: string } | null;
  readonly writeCost: (value: number) => string;
  readonly writeMiss: (value: number) => string;
  /** `benefit cost a year`, `furthest share from the wish`. */
  readonly costName: string;
  readonly missName: string;
}

const MARGINS = { left: 44, right: 16, top: 22, bottom: 38 };
const RADIUS = 4.5;
/** Pixels around a plan that take the pointer. */
const TARGET = 24;

export function tradeOff(
  { plans, chosen, today, writeCost, writeMiss, costName, missName }: TradeOff,
  frame: ChartFrame,
): Chart {
  const { width, height, colors } = frame;
  const { left, right, top, bottom } = MARGINS;
  const costs = [...plans.map(({ cost }) => cost), ...(today ? [today.cost] : [])];
  const [low, high] = padded(Math.min(...costs), Math.max(...costs));
  const most = Math.max(0.01, ...plans.map(({ miss }) => miss)) * 1.1;
  const x = linear([low, high], [left, width - right]);
  const y = linear([0, most], [height - bottom, top]);
  const place = { x: 'cost', y: 'miss' };
  const axis = { stroke: colors.line, shapeRendering: 'crispEdges' };
  const frontier = [...plans].sort((a, b) => a.cost - b.cost);
  const chosenPlans = plans.filter(({ key }) => key === chosen);
  const dots = plans.map(({ cost, miss }): Box => {
    const [left, top] = [x.at(cost) - RADIUS, y.at(miss) - RADIUS];
    return { left, right: left + 2 * RADIUS, top, bottom: top + 2 * RADIUS };
  });
  const labels: (Label | readonly Label[])[] = [
    ...chosenPlans.map(({ cost, miss }) => {
      const text = `${writeMiss(miss)} off, ${writeCost(cost)}`;
      const named = { text, tone: 'accent', strong: true } as const;
      const [right, above] = [x.at(cost) + 9, y.at(miss) - 10];
      // Where it is crowded the name goes further up, in line with its plan.
      return [
        { ...named, x: right, y: y.at(miss) + 4, anchor: 'start' },
        { ...named, x: x.at(cost) - 9, y: y.at(miss) + 4, anchor: 'end' },
        ...[0, 16, 32, 48, 64].map((up) => ({ ...named, x: x.at(cost), y: above - up, anchor: 'end' as const })),
      ].filter((label) => isInside(boxOf(label as Label), width)) as Label[];
    }),
    ...(today
      ? [{ text: today.text, x: x.at(today.cost), y: top - 6, anchor: 'middle', tone: 'ink3' } satisfies Label]
      : []),
    { text: missName, x: 0, y: 10, anchor: 'start', tone: 'ink3' },
    { text: costName, x: width - right, y: height - 8, anchor: 'end', tone: 'ink3' },
    { text: writeCost(low), x: left, y: height - bottom + 14, anchor: 'middle', tone: 'ink3' },
    { text: writeCost(high), x: width - right, y: height - bottom + 14, anchor: 'end', tone: 'ink3' },
    { text: writeMiss(0), x: left - 6, y: y.at(0) + 4, anchor: 'end', tone: 'ink3' },
    { text: writeMiss(most / 1.1), x: left - 6, y: y.at(most / 1.1) + 4, anchor: 'end', tone: 'ink3' },
  ];
  return drawn(frame, MARGINS, {
    x: x.options,
    y: y.options,
    marks: [
      ruleY([0], axis),
      ruleX([low], axis),
      ...(today ? [ruleX([today.cost], { stroke: colors.ink3, strokeDasharray: '3 3' })] : []),
      line(frontier, { ...place, className: 'frontier', stroke: colors.line, strokeWidth: 1.5 }),
      dot([...plans.filter(({ key }) => key !== chosen), ...chosenPlans], {
        ...place,
        className: 'plans',
        r: RADIUS,
        fill: ({ key, meets }: TradeOffPlan) =>
          key === chosen ? colors.accent : meets ? colors.actual : colors.canvas,
        stroke: ({ key }: TradeOffPlan) => (key === chosen ? colors.accent : colors.actual),
        strokeWidth: 1.5,
      }),
      ...labelMarks(fitted(labels, dots), colors),
      ...plans.map((plan) =>
        targets([plan], {
          key: ({ key }) => key,
          words: ({ words }) => words,
          left: ({ cost }) => x.at(cost) - TARGET / 2,
          top: ({ miss }) => y.at(miss) - TARGET / 2,
          width: TARGET,
          height: TARGET,
        }),
      ),
    ],
  });
}

const isInside = ({ left, right, top }: Box, width: number): boolean => left >= 0 && right <= width && top >= 0;

/** An extent with some room at both ends, never none. */
function padded(low: number, high: number): [number, number] {
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}
