/**
 * From one total to the next in signed steps that add up: a true zero, connectors, the count of partners under each.
 * Both totals and every step are named; green and red repeat what sign and direction say.
 */
import { rect, ruleY } from '@observablehq/plot';
import { type Chart, type ChartColors, type ChartFrame, drawn } from './frame.ts';
import { fitted, type Label, labelMarks, shortened, textWidth, within } from './labels.ts';
import { extentWithZero, type Linear, linear } from './scales.ts';
import { targets } from './targets.ts';

export interface BridgeBar {
  readonly id: string;
  readonly label: string;
  /** A second line under the label, for instance how many partners. */
  readonly detail?: string | undefined;
  /** What it is in a sentence, if that is not the label: `New, 41 partners`. */
  readonly words?: string | undefined;
  /** A total stands on zero; a step starts where the one before it ended. */
  readonly kind: 'prior' | 'step' | 'actual';
  readonly value: number;
  readonly text: string;
}

export interface Bridge {
  readonly bars: readonly BridgeBar[];
  /** For steps: whether up is good news. */
  readonly good?: 'up' | 'down' | 'none';
}

interface Span extends BridgeBar {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const TOP = 18;
const FOOT = 32;
const WIDEST = 48;

export function bridge({ bars, good = 'up' }: Bridge, frame: ChartFrame): Chart {
  const { width, height, colors } = frame;
  const spans = spansOf(bars);
  const domain = extentWithZero(spans.flatMap(({ from, to }) => [from, to]));
  const x = linear([0, Math.max(bars.length, 1)], [0, width]);
  const y = linear(domain, [height - FOOT, TOP]);
  const step = x.at(1);
  const inset = (step - Math.min(WIDEST, step * 0.68)) / 2;
  const pixel = (domain[1] - domain[0]) / (height - FOOT - TOP);
  return drawn(
    frame,
    { top: TOP, bottom: FOOT },
    {
      x: x.options,
      y: y.options,
      marks: [
        // From middle to middle: the bars lie over the ends.
        ruleY(spans.slice(0, -1), {
          className: 'connectors',
          x1: ({ at }: Span) => at + 0.5,
          x2: ({ at }: Span) => at + 1.5,
          y: 'to',
          stroke: colors.line,
          shapeRendering: 'crispEdges',
        }),
        rect(spans, {
          className: 'bars',
          x1: 'at',
          x2: ({ at }: Span) => at + 1,
          insetLeft: inset,
          insetRight: inset,
          y1: 'from',
          // What is too small to be seen is still drawn, a pixel high.
          y2: ({ from, value }: Span) => from + (value < 0 ? -1 : 1) * Math.max(Math.abs(value), pixel),
          fill: { value: (bar: Span) => fillOf(bar, good, colors), scale: null },
        }),
        ruleY([0], { stroke: colors.line, shapeRendering: 'crispEdges' }),
        targets(spans, {
          key: ({ id }) => id,
          words: ({ label, words = label, text }) => `${words}: ${text}`,
          left: ({ at }) => x.at(at),
          width: step,
          height,
        }),
        ...labelMarks(fitted([...namesOf(spans, x, width, height), ...figuresOf(spans, good, x, y, width)]), colors),
      ],
    },
  );
}

function spansOf(bars: readonly BridgeBar[]): Span[] {
  let running = 0;
  return bars.map((bar, at) => {
    const from = bar.kind === 'step' ? running : 0;
    running = from + bar.value;
    return { ...bar, at, from, to: running };
  });
}

/** Under the bars: in full as far as the neighbours leave room, else as much as fits between them. */
function namesOf(spans: readonly Span[], x: Linear, width: number, height: number): Label[][] {
  const lines = spans.flatMap(({ at, label, detail }) => [
    { at, text: label, y: height - FOOT + 15, tone: 'ink2' as const },
    ...(detail === undefined ? [] : [{ at, text: detail, y: height - FOOT + 28, tone: 'ink3' as const }]),
  ]);
  return lines
    .sort((a, b) => textWidth(a.text) - textWidth(b.text))
    .map(({ at, text, ...line }) =>
      [text, shortened(text, x.at(1))].map((shown) =>
        within({ ...line, text: shown, x: x.at(at + 0.5), anchor: 'middle' }, width),
      ),
    );
}

/** At the bars' ends: the totals’ figures matter most, then those of the largest steps. */
function figuresOf(spans: readonly Span[], good: Bridge['good'], x: Linear, y: Linear, width: number): Label[][] {
  const important = [...spans].sort(
    (a, b) => Number(a.kind === 'step') - Number(b.kind === 'step') || Math.abs(b.value) - Math.abs(a.value),
  );
  return important.map(({ at, kind, text, value, from, to }) => {
    const above = Math.min(y.at(from), y.at(to)) - 5;
    const under = Math.max(y.at(from), y.at(to)) + 12;
    const tone = kind === 'step' ? toneOf(value, good) : 'ink';
    return (value < 0 ? [under, above] : [above, under]).map((bottom) =>
      within({ text, x: x.at(at + 0.5), y: bottom, anchor: 'middle', tone, strong: true }, width),
    );
  });
}

function toneOf(value: number, good: Bridge['good']): 'good' | 'bad' | 'ink2' {
  if (value === 0 || good === 'none') return 'ink2';
  return value > 0 === (good === 'up') ? 'good' : 'bad';
}

function fillOf({ kind, value }: BridgeBar, good: Bridge['good'], colors: ChartColors): string {
  if (kind !== 'step') return colors[kind];
  const tone = toneOf(value, good);
  return tone === 'ink2' ? colors.prior : colors[tone];
}

/** Every bar with its figure, for those who do not see the picture. */
export function bridgeSummary({ bars }: Bridge): string {
  return bars.map(({ label, words = label, text }) => `${words}: ${text}`).join('; ');
}
