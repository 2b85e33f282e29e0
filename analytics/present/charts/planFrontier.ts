/** Plans tried, by what they cost and what they bring: the best ones joined, the present one and the paid one marked. */
import { dot, line, ruleX, ruleY } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { type Box, fitted, type Label, labelMarks, within } from './labels.ts';
import { linear } from './scales.ts';
import { targets } from './targets.ts';

export interface FrontierPlan {
  readonly key: string;
  readonly cost: number;
  /** What it brings, or how many lose where nothing is assumed to bring anything. */
  readonly gain: number;
  readonly onFrontier: boolean;
  readonly meets: boolean;
  readonly words: string;
}

export interface PlanFrontier {
  readonly plans: readonly FrontierPlan[];
  readonly chosen: string | null;
  /** The plan as it stands, and what it is compared with. */
  readonly present: { readonly cost: number; readonly gain: number; readonly text: string };
  readonly before: { readonly cost: number; readonly text: string };
  readonly budget: { readonly cost: number; readonly text: string } | null;
  /** `A, +1.01 M`. */
  readonly chosenText: string | null;
  readonly write: (value: number) => string;
  readonly writeGain: (value: number) => string;
  readonly costName: string;
  readonly gainName: string;
}

const MARGINS = { left: 46, right: 16, top: 20, bottom: 34 };
const TARGET = 24;

export function planFrontier(data: PlanFrontier, frame: ChartFrame): Chart {
  const { plans, chosen, present, before, budget, chosenText, write, writeGain, costName, gainName } = data;
  const { width, height, colors } = frame;
  const { left, right, top, bottom } = MARGINS;
  const costs = [...plans.map(({ cost }) => cost), present.cost, before.cost, ...(budget ? [budget.cost] : [])];
  const gains = [...plans.map(({ gain }) => gain), present.gain, 0];
  const [low, high] = padded(costs);
  const [least, most] = padded(gains);
  const x = linear([low, high], [left, width - right]);
  const y = linear([least, most], [height - bottom, top]);
  const place = { x: 'cost', y: 'gain' };
  const axis = { stroke: colors.line, shapeRendering: 'crispEdges' };
  const marks = [...plans, present, { ...before, gain: 0 }].map(({ cost, gain }): Box => {
    const [px, py] = [x.at(cost), y.at(gain)];
    return { left: px - 4, right: px + 4, top: py - 4, bottom: py + 4 };
  });
  const best = plans.find(({ key }) => key === chosen);
  const beside = (cost: number, gain: number, text: string, tone: Label['tone']): Label[] =>
    [9, -9]
      .flatMap((aside) =>
        [4, -8, 16].map(
          (down): Label => ({
            text,
            x: x.at(cost) + aside,
            y: y.at(gain) + down,
            anchor: aside > 0 ? 'start' : 'end',
            tone,
            strong: tone === 'accent',
          }),
        ),
      )
      .filter((label) => within(label, width).x === label.x);
  const labels: (Label | readonly Label[])[] = [
    { text: gainName, x: left, y: 10, anchor: 'start', tone: 'ink3' },
    { text: costName, x: width - right, y: height - 4, anchor: 'end', tone: 'ink3' },
    beside(present.cost, present.gain, present.text, 'accent'),
    ...(best && chosenText ? [beside(best.cost, best.gain, chosenText, 'ink')] : []),
    beside(before.cost, 0, before.text, 'ink3'),
    ...(budget
      ? [within({ text: budget.text, x: x.at(budget.cost) + 4, y: top + 8, anchor: 'start', tone: 'ink3' }, width)]
      : []),
    ...ends([low, high]).map(
      (cost): Label => ({ text: write(cost), x: x.at(cost), y: height - bottom + 14, anchor: 'middle', tone: 'ink3' }),
    ),
    // No figure stands where no plan can.
    ...ends([least, most])
      .filter((gain) => gains.some((one) => one * gain > 0))
      .map((gain): Label => ({ text: writeGain(gain), x: left - 6, y: y.at(gain) + 4, anchor: 'end', tone: 'ink3' })),
    { text: writeGain(0), x: left - 6, y: y.at(0) + 4, anchor: 'end', tone: 'ink3' },
  ];
  const frontier = plans.filter(({ onFrontier }) => onFrontier).toSorted((a, b) => a.cost - b.cost);
  return drawn(frame, MARGINS, {
    x: x.options,
    y: y.options,
    marks: [
      ruleY([0], axis),
      ...(budget ? [ruleX([budget.cost], { stroke: colors.ink2, strokeDasharray: '3 3' })] : []),
      line(frontier, { ...place, className: 'frontier', stroke: colors.actual, strokeWidth: 1.5 }),
      dot(
        plans.filter(({ onFrontier }) => !onFrontier),
        {
          ...place,
          className: 'plans',
          r: 2.5,
          fill: { value: ({ meets }: FrontierPlan) => (meets ? colors.prior : colors.canvas), scale: null },
          stroke: colors.prior,
        },
      ),
      dot(frontier, { ...place, className: 'plans', r: 3, fill: colors.actual }),
      ...(best ? [dot([best], { ...place, r: 6, stroke: colors.accent, strokeWidth: 1.5 })] : []),
      dot([{ ...before, gain: 0 }], { ...place, r: 4, fill: colors.canvas, stroke: colors.actual, strokeWidth: 1.5 }),
      dot([present], { ...place, r: 4.5, fill: colors.accent }),
      ...labelMarks(fitted(labels, marks), colors),
      targets(plans, {
        key: ({ key }) => key,
        words: ({ words }) => words,
        left: ({ cost }) => x.at(cost) - TARGET / 2,
        top: ({ gain }) => y.at(gain) - TARGET / 2,
        width: TARGET,
        height: TARGET,
      }),
    ],
  });
}

/** A little inside both ends, so that labels are not cut off. */
function ends([low, high]: readonly [number, number]): [number, number] {
  const room = (high - low) * 0.06;
  return [low + room, high - room];
}

function padded(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}
