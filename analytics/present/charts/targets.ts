/** What takes the pointer: a clear area over the marks of a row, with the row's key and what it says in words. */
import { type Markish, rect } from '@observablehq/plot';

interface Target<D> {
  readonly key: (datum: D) => string;
  /** A sentence with the row's name and figures: shown on hover, read aloud on focus. */
  readonly words: (datum: D) => string;
  /** Pixels. */
  readonly left: (datum: D, index: number) => number;
  /** 0 when left out. */
  readonly top?: (datum: D) => number;
  readonly width: number;
  readonly height: number;
}

/** One area per row. Draw them over the marks and under the labels. */
export function targets<D>(data: readonly D[], { key, words, left, top = () => 0, width, height }: Target<D>): Markish {
  const pixels = (value: (datum: D, index: number) => number) => ({ value, scale: null });
  return rect(data, {
    className: 'targets',
    x1: pixels(left),
    x2: pixels((datum, index) => left(datum, index) + width),
    y1: pixels(top),
    y2: pixels((datum) => top(datum) + height),
    fill: 'transparent',
    title: words,
    render: (index, scales, values, dimensions, context, next) => {
      const layer = next?.(index, scales, values, dimensions, context) ?? null;
      for (const [at, row] of index.entries()) {
        const datum = data[row];
        if (datum !== undefined) layer?.children[at]?.setAttribute('data-mark', key(datum));
      }
      return layer;
    },
  });
}
