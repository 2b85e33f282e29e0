/** Pay against the base of a period: straight pieces with jumps, flat stretches shaded, one point where somebody stands. */
import { dot, line, rect, ruleY } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { fitted, type Label, labelMarks, within } from './labels.ts';
import { linear } from './scales.ts';

export interface PayCurvePicture {
  /** Upwards; the pay right at each amount. */
  readonly points: readonly { readonly amount: number; readonly pay: number }[];
  /** Paid at an amount more than right below it. */
  readonly jumps: readonly { readonly at: number; readonly by: number }[];
  /** Stretches where more brings no more; without an end it reaches to the last point. */
  readonly flat: readonly { readonly from: number; readonly to: number | null }[];
  readonly standsAt: number;
  readonly write: (value: number) => string;
  /** `base of FY26-Q3`. */
  readonly baseName: string;
}

const MARGINS = { left: 46, right: 14, top: 18, bottom: 32 };

export function payCurve(
  { points, jumps, flat, standsAt, write, baseName }: PayCurvePicture,
  frame: ChartFrame,
): Chart {
  const { width, height, colors } = frame;
  const { left, right, top, bottom } = MARGINS;
  const end = Math.max(points.at(-1)?.amount ?? 0, standsAt, 1);
  const most = Math.max(1, ...points.map(({ pay }) => pay)) * 1.05;
  const x = linear([0, end], [left, width - right]);
  const y = linear([Math.min(0, ...points.map(({ pay }) => pay)), most], [height - bottom, top]);
  // A jump is drawn upright: the pay right below it at the same place.
  const path = points.flatMap((point) => {
    const jump = jumps.find(({ at }) => at === point.amount);
    return jump ? [{ amount: point.amount, pay: point.pay - jump.by }, point] : [point];
  });
  const standing = { amount: standsAt, pay: payAt(path, standsAt) };
  const labels: (Label | readonly Label[])[] = [
    [
      {
        text: `stands at ${write(standsAt)}, paid ${write(standing.pay)}`,
        x: x.at(standsAt) + 8,
        y: y.at(standing.pay) + 14,
        anchor: 'start',
        tone: 'accent',
        strong: true,
      } as const,
      {
        text: `stands at ${write(standsAt)}, paid ${write(standing.pay)}`,
        x: x.at(standsAt) - 8,
        y: y.at(standing.pay) - 6,
        anchor: 'end',
        tone: 'accent',
        strong: true,
      } as const,
    ].filter((label) => within(label, width).x === label.x),
    ...jumps.map(({ at, by }) =>
      within(
        {
          text: `${by > 0 ? '+' : ''}${write(by)} at ${write(at)}`,
          x: x.at(at),
          y: y.at(payAt(path, at)) - 6,
          anchor: 'middle',
          tone: 'ink2',
        },
        width,
      ),
    ),
    within({ text: write(most / 1.05), x: left - 6, y: y.at(most / 1.05) + 4, anchor: 'end', tone: 'ink3' }, width),
    { text: 'pay', x: 0, y: 10, anchor: 'start', tone: 'ink3' },
    { text: '0', x: left, y: height - bottom + 14, anchor: 'middle', tone: 'ink3' },
    { text: write(end), x: width - right, y: height - bottom + 14, anchor: 'end', tone: 'ink3' },
    { text: baseName, x: width - right, y: height - 4, anchor: 'end', tone: 'ink3' },
  ];
  const place = { x: 'amount', y: 'pay' };
  return drawn(frame, MARGINS, {
    x: x.options,
    y: y.options,
    marks: [
      rect(flat, {
        className: 'flat',
        x1: 'from',
        x2: ({ to }: { to: number | null }) => to ?? end,
        fill: colors.mute,
        fillOpacity: 0.6,
      }),
      ruleY([0], { stroke: colors.line, shapeRendering: 'crispEdges' }),
      line(path, { ...place, className: 'curve', stroke: colors.actual, strokeWidth: 1.5 }),
      dot([standing], { ...place, r: 4.5, fill: colors.accent }),
      ...labelMarks(fitted(labels), colors),
    ],
  });
}

/** On the path at an amount; the upper end where it jumps. */
function payAt(path: PayCurvePicture['points'], amount: number): number {
  const after = path.findIndex((point) => point.amount > amount);
  const [before, next] = [path.at(after < 0 ? -1 : after - 1), path[after]];
  if (!before) return 0;
  if (!next) return before.pay;
  return before.pay + ((next.pay - before.pay) * (amount - before.amount)) / (next.amount - before.amount);
}
