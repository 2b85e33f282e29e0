/** Cut lines of an axis in real units: fixed ones, or where the partners are. */
import type { Cut } from '../../api/documents/segmentation.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { quantile } from '../../present/quantiles.ts';

export interface CutLines {
  /** Ascending; a figure at a line is over it. */
  readonly lines: readonly number[];
  /** `the median`, `the 33 % quantile`, `the cut`: what a sentence calls each line. */
  readonly words: readonly string[];
  /** How the picture is captioned. */
  readonly by: string;
  /** Lines that were moved up to where somebody is below them. */
  readonly moved: number;
  /** Every figure is the same, so no share of the partners can be parted from another. */
  readonly flat: boolean;
}

/**
 * A line made of the figures themselves never stands at the lowest one, where nobody would be below it: when more partners
 * than its share have the lowest figure (no bookings, say), it goes up to the next figure.
 * @param values figures of all partners, NaN for none
 */
export function cutLines(cut: Cut, values: Float64Array): CutLines {
  if ('fixed' in cut) {
    const lines = cut.fixed.map(Number);
    return { lines, words: lines.map(() => 'the cut'), by: 'fixed cuts', moved: 0, flat: false };
  }
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const shares = 'median' in cut ? [0.5] : cut.quantiles;
  const words = shares.map((share) => (share === 0.5 ? 'the median' : `the ${percent(share)} quantile`));
  const by = 'median' in cut ? 'the median' : `quantiles ${shares.map(percent).join(' and ')}`;
  const next = sorted.find((value) => value > sorted[0]!);
  if (next === undefined) return { lines: [], words: [], by, moved: 0, flat: true };
  let moved = 0;
  const lines = shares.map((share) => {
    const line = ontoGrid(quantileOf(sorted, share));
    if (line > sorted[0]!) return line;
    moved++;
    return next;
  });
  return { lines, words, by, moved, flat: false };
}

/** Index of the band: how many lines the figure is at or over. */
export function bandOf(value: number, lines: readonly number[]): number {
  let band = 0;
  while (band < lines.length && value >= lines[band]!) band++;
  return band;
}

function quantileOf(sorted: Float64Array, share: number): number {
  return quantile(sorted as unknown as readonly number[], share);
}

/**
 * Up to as many digits as figures have. A line between two figures then parts the same partners, and the line that is
 * drawn is the one that is used.
 */
function ontoGrid(line: number): number {
  const scaled = line * 10 ** MEASURE_SCALE;
  const near = Math.round(scaled);
  // What interpolation left behind the last digit of a float is no distance.
  const same = Math.abs(scaled - near) <= 1e-6 + Math.abs(near) * 1e-13;
  return (same ? near : Math.ceil(scaled)) / 10 ** MEASURE_SCALE;
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10}\u202f%`;
}
