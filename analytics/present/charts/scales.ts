/** Scales as Plot takes them, made here so that labels can be placed before anything is drawn. */
import { type ScaleOptions, scale } from '@observablehq/plot';

type Range = readonly [from: number, to: number];

/** A scale with the options to hand to the plot, and where a value stands, in pixels. */
export interface Linear {
  readonly options: ScaleOptions;
  at(value: number): number;
}

/** From a domain to pixels, both with an extent. */
export function linear(domain: Range, range: Range): Linear {
  const options: ScaleOptions = { type: 'linear', domain: [...domain], range: [...range] };
  const { apply } = scale({ x: options });
  return { options, at: (value) => apply(value) };
}

/**
 * The extent of values and zero: bars start there. Never without extent, where every value would stand in the middle;
 * without any value above or below it is that of one unit above.
 */
export function extentWithZero(values: Iterable<number | null>): Range {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low === high ? [0, 1] : [low, high];
}
