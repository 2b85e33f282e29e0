/** Bars of a distribution, with edges that people can read. */

export interface Bins {
  readonly scale: 'linear' | 'log';
  /** One more than `counts`; a bar holds its lower edge and not its upper one. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  readonly missing: number;
}

const LOG_BARS = 40;
const MOST_BARS = 40;
/** A log axis is worth its strangeness from here on. */
const LOG_FROM = 100;
/** Drawing the last hundredth of the partners would press all others into the corner. */
const DRAWN = 0.99;
/** A log axis has no place for nothing, and leaves out those who are next to nothing. */
const NEGLIGIBLE = 0.05;

/**
 * @param figures NaN for none
 * @param marks thresholds, which must lie inside of what is drawn
 * @param whole figures are counts, so bars are of whole numbers
 */
export function bins(figures: Float64Array, marks: readonly number[], whole: boolean): Bins {
  const known = figures.filter((figure) => !Number.isNaN(figure)).sort();
  const missing = figures.length - known.length;
  const shown = marks.filter((mark) => Number.isFinite(mark));
  const drawn = (whole ? null : logEdges(known, shown)) ?? linearEdges(known, shown, whole);
  return { ...count(known, drawn.edges), ...drawn, missing };
}

function count(sorted: Float64Array, edges: readonly number[]): Pick<Bins, 'counts' | 'below' | 'above'> {
  const counts = new Array<number>(edges.length - 1).fill(0);
  const last = edges.length - 1;
  let [below, above, bar] = [0, 0, 0];
  for (const figure of sorted) {
    while (bar < last && figure >= edges[bar + 1]!) bar++;
    if (figure < edges[0]!) below++;
    else if (bar === last) above++;
    else counts[bar]!++;
  }
  return { counts, below, above };
}

/** Null when the figures do not span enough for it. */
function logEdges(sorted: Float64Array, marks: readonly number[]): Pick<Bins, 'scale' | 'edges'> | null {
  const positive = sorted.subarray(firstAbove(sorted, 0));
  if (positive.length === 0 || positive.length * 2 < sorted.length) return null;
  const usual = positive[Math.floor(positive.length * NEGLIGIBLE)]!;
  const low = niceBelow(Math.min(usual, ...marks.filter((mark) => mark > 0)));
  const high = niceAbove(Math.max(positive.at(-1)!, ...marks));
  if (high / low < LOG_FROM) return null;
  const step = Math.log(high / low) / LOG_BARS;
  const edges = Array.from({ length: LOG_BARS + 1 }, (_, index) => low * Math.exp(step * index));
  // The ends are figures that people read, not products of logarithms.
  edges[0] = low;
  edges[LOG_BARS] = high;
  return { scale: 'log', edges };
}

function linearEdges(sorted: Float64Array, marks: readonly number[], whole: boolean): Pick<Bins, 'scale' | 'edges'> {
  const least = Math.min(sorted[0] ?? 0, 0, ...marks);
  const usual = sorted[Math.ceil(sorted.length * DRAWN) - 1] ?? 0;
  const most = Math.max(usual, ...marks.map((mark) => mark + Math.abs(mark) * 0.25), least + (whole ? 1 : 0));
  const width = stepFor((most - least) / MOST_BARS, whole);
  const first = Math.floor(least / width);
  const bars = Math.max(Math.floor(most / width) + 1 - first, 1);
  return { scale: 'linear', edges: Array.from({ length: bars + 1 }, (_, index) => rounded((first + index) * width)) };
}

function firstAbove(sorted: Float64Array, limit: number): number {
  const index = sorted.findIndex((figure) => figure > limit);
  return index < 0 ? sorted.length : index;
}

/** 1, 2 or 5 times a power of ten, at least as wide; whole numbers for counts. */
function stepFor(least: number, whole: boolean): number {
  if (least <= 0) return 1;
  const step = niceAbove(least);
  return whole ? Math.max(step, 1) : step;
}

function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const found = [1, 2, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9));
  return rounded((found ?? 10) * power);
}

function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const found = [5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9));
  return rounded((found ?? 1) * power);
}

/** Edges are drawn and read, never summed: twelve digits are enough and take off what floats add. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
