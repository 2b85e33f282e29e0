/**
 * What every chart is drawn into. Charts are pure: the document, the room and the colours come from outside, so that the
 * page, a slide and a printed page draw the same picture.
 */
import { type PlotOptions, plot } from '@observablehq/plot';

/** Colours by what they mean. Anything SVG takes as paint: a CSS custom property on the page, a hex value on paper. */
export interface ChartColors {
  readonly canvas: string;
  /** An area that carries no value of its own. */
  readonly sunk: string;
  /** A track, a range in the background. */
  readonly mute: string;
  /** Axes, connectors, zero lines. */
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly actual: string;
  readonly prior: string;
  /** What the reader chose or is looking at. */
  readonly accent: string;
  readonly accentTint: string;
  readonly good: string;
  readonly bad: string;
}

export interface ChartFrame {
  readonly document: Document;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly colors: ChartColors;
  /** BCP 47. */
  readonly locale: string;
  /** CSS font family; without it the one of the place the chart is put in. */
  readonly fontFamily?: string;
}

/** A drawn chart. Marks that stand for rows carry the row's key in `data-mark` and say in a title what they are. */
export type Chart = ReturnType<typeof plot>;

interface Margins {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
}

/** Pixels of chart text. */
export const FONT_SIZE = 11;

/** Draws marks into the frame. Axes are off: labels stand at the marks. */
export function drawn(
  { document, width, height, colors, fontFamily = 'inherit' }: ChartFrame,
  { top = 0, right = 0, bottom = 0, left = 0 }: Margins,
  options: Pick<PlotOptions, 'x' | 'y' | 'marks' | 'caption'>,
): Chart {
  const chart = plot({
    document,
    width,
    height,
    marginTop: top,
    marginRight: right,
    marginBottom: bottom,
    marginLeft: left,
    className: 'plot',
    axis: null,
    style: { color: colors.ink2, fontFamily, fontSize: `${FONT_SIZE}px` },
    ...options,
  });
  // Plot names layers after their kind of mark: noise to a reader of the page, and no element without a role takes a name.
  for (const layer of chart.querySelectorAll('g[aria-label]')) layer.removeAttribute('aria-label');
  return chart;
}
