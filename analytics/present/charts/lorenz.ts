/** How unequal: share of the sum made by the smallest partners up to there, against the line of equals. One point named. */
import { areaY, dot, line, ruleX, ruleY, text } from '@observablehq/plot';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { fitted, type Label, labelMarks, textWidth } from './labels.ts';
import { linear } from './scales.ts';

interface Point {
  readonly partners: number;
  readonly share: number;
}

export interface Lorenz {
  /** Shares from 0 to 1, smallest partners first. */
  readonly curve: readonly Point[];
  /** The point named in words: how many partners make the rest. */
  readonly named: Point & { readonly text: string };
  /** At the end of the axis: `420 partners`. */
  readonly roster: string;
}

const MARGINS = { left: 28, right: 4, top: 6, bottom: 18 };
const EQUAL: readonly Point[] = [0, 1].map((share) => ({ partners: share, share }));
/** Where on the line of equals its name stands. */
const NAMED_AT = 0.36;

export function lorenz({ curve, named, roster }: Lorenz, frame: ChartFrame): Chart {
  const { width, height, colors } = frame;
  const { left, right, top, bottom } = MARGINS;
  const x = linear([0, 1], [left, width - right]);
  const y = linear([0, 1], [height - bottom, top]);
  const slope = (Math.atan2(y.at(1) - y.at(0), x.at(1) - x.at(0)) * 180) / Math.PI;
  const place = { x: 'partners', y: 'share' };
  const axis = { stroke: colors.line, shapeRendering: 'crispEdges' };
  const point: Label = {
    text: named.text,
    x: x.at(named.partners) - 7,
    y: y.at(named.share) - 7,
    anchor: 'end',
    tone: 'ink',
    strong: true,
  };
  // Near the left edge there is room on the other side only.
  const within = point.x - textWidth(point.text, true) > left;
  const labels: Label[] = [
    within ? point : { ...point, x: x.at(named.partners) + 7, anchor: 'start' },
    { text: '0', x: left, y: height - 4, anchor: 'start', tone: 'ink3' },
    { text: roster, x: width - right, y: height - 4, anchor: 'end', tone: 'ink3' },
    ...[0.5, 1].map(
      (share): Label => ({
        text: String(share * 100),
        x: left - 5,
        y: y.at(share) + 4,
        anchor: 'end',
        tone: 'ink3',
      }),
    ),
  ];
  return drawn(frame, MARGINS, {
    x: x.options,
    y: y.options,
    marks: [
      areaY(curve, { className: 'gap', x: 'partners', y1: 'share', y2: 'partners', fill: colors.sunk }),
      line(EQUAL, { ...place, stroke: colors.line, strokeWidth: 1, strokeDasharray: '3 3' }),
      line(curve, { ...place, className: 'curve', stroke: colors.actual, strokeWidth: 1.5 }),
      ruleX([0], axis),
      ruleY([0], axis),
      ruleX([named], { x: 'partners', y1: 0, y2: 'share', ...axis }),
      dot([named], { ...place, r: 3.5, fill: colors.canvas, stroke: colors.actual, strokeWidth: 1.5 }),
      ...labelMarks(fitted(labels), colors),
      text([NAMED_AT], {
        x: NAMED_AT,
        y: NAMED_AT,
        text: () => 'equal',
        rotate: slope,
        dy: -6,
        lineAnchor: 'bottom',
        fill: colors.ink3,
      }),
    ],
  });
}
