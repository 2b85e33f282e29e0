/** Where the axes of a matrix are cut, as a hand changes it. Pure. */
import type { Cut, SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';

export type Matrix = Extract<SegmentMethod, { matrix: unknown }>;
export type Axis = Matrix['matrix']['x'];

export const CUT_KINDS = [
  { value: 'median', label: 'Median' },
  { value: 'quantiles', label: 'Quantiles' },
  { value: 'fixed', label: 'Fixed' },
] as const;
export type CutKind = (typeof CUT_KINDS)[number]['value'];

export const cutKind = (cut: Cut): CutKind => ('median' in cut ? 'median' : 'quantiles' in cut ? 'quantiles' : 'fixed');

/** As many columns or rows as a cut makes. */
export const bandsOf = (cut: Cut): number =>
  'median' in cut ? 2 : ('quantiles' in cut ? cut.quantiles : cut.fixed).length + 1;

/** Equal shares of the partners: thirds are cut at a third and at two thirds. */
export const evenCut = (bands: number): Cut => ({
  quantiles: Array.from({ length: bands - 1 }, (_, index) => (index + 1) / bands),
});

/** The same way to cut, into more or fewer bands: fixed figures stay, those added are there to be changed. */
export function withBands(cut: Cut, bands: number): Cut {
  if (!('fixed' in cut)) return evenCut(bands);
  const fixed = cut.fixed.slice(0, bands - 1);
  while (fixed.length < bands - 1) fixed.push(beyond(fixed));
  return { fixed };
}

function beyond(figures: readonly string[]): string {
  const last = Number(figures.at(-1) ?? 0);
  return String(last > 0 ? last * 2 : last + 1);
}

/** The matrix with one axis changed; cells that it no longer has go, which would be refused. */
export function withAxis(by: Matrix, name: 'x' | 'y', axis: Axis): Matrix {
  const matrix = { ...by.matrix, [name]: axis };
  const [columns, rows] = [bandsOf(matrix.x.cut), bandsOf(matrix.y.cut)];
  const cells = Object.entries(by.cells).filter(([key]) => {
    const [x, y] = key.split(',').map(Number) as [number, number];
    return x < columns && y < rows;
  });
  return { ...by, matrix, cells: Object.fromEntries(cells) };
}
