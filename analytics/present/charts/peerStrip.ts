/**
 * One among peers: a tick for each peer, the middle half shaded, the median as a line, the own value as a dot.
 * Values beyond the fences (three times the middle half) are drawn at the edge so that one giant does not hide the rest.
 */
import { dot, line, rect, ruleX } from '@observablehq/plot';
import { quantile } from '../quantiles.ts';
import { type Chart, type ChartFrame, drawn } from './frame.ts';
import { linear } from './scales.ts';

export interface PeerStrip {
  /** Of all peers with a value, any order; the own one among them. */
  readonly values: readonly number[];
  readonly own: number;
}

const FENCE = 3;

export function peerStrip({ values, own }: PeerStrip, frame: ChartFrame): Chart {
  const { width, height, colors } = frame;
  const sorted = [...values].sort((a, b) => a - b);
  const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  const reach = (q3 - q1) * FENCE;
  const low = Math.max(sorted[0] ?? 0, Math.min(q1 - reach, own));
  const high = Math.min(sorted.at(-1) ?? 0, Math.max(q3 + reach, own));
  const x = linear(low === high ? [low, low + 1] : [low, high], [5, width - 5]);
  const middle = height / 2;
  // Peers on one half pixel are one tick: thousands of them would only take time to draw.
  const ticks = new Map(sorted.map((value) => [Math.round(x.at(Math.min(high, Math.max(low, value))) * 2), value]));
  return drawn(
    frame,
    {},
    {
      x: { ...x.options, clamp: true },
      y: { domain: [0, height], range: [0, height] },
      marks: [
        rect([0], { className: 'half', x1: q1, x2: q3, y1: 1, y2: height - 1, fill: colors.mute }),
        line(
          [2, width - 2].map((at) => [at, middle]),
          { x: { value: '0', scale: null }, y: '1', stroke: colors.line, strokeWidth: 1 },
        ),
        ruleX([...ticks.values()], { className: 'peers', y1: middle - 3, y2: middle + 3, stroke: colors.prior }),
        ruleX([median], { className: 'median', y1: 1, y2: height - 1, stroke: colors.actual, strokeWidth: 1.5 }),
        dot([own], {
          className: 'own',
          x: own,
          y: middle,
          r: 4,
          fill: colors.actual,
          stroke: colors.canvas,
          strokeWidth: 1,
        }),
      ],
    },
  );
}
