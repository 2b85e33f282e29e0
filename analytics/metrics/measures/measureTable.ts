/** Measures of partners on one or more days, side by side: what rules compute on. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Unit } from '../../api/results.ts';

/** Digits after the point of every measure: money as it is stored, ratios to a hundredth of a percent point. */
export const MEASURE_SCALE = 4;

/** A measure that can be answered here: its metric is known, its window fits. */
export interface PlannedMeasure {
  /** The same for measures that are the same: names the column. */
  readonly key: string;
  readonly measure: Measure;
  readonly unit: Unit;
  /** `Bookings`, `People certified`. */
  readonly label: string;
  /** `bookings of the trailing 12 months`: as a sentence says it. */
  readonly words: string;
  /** Whether it looks at a state on the day instead of dated rows. */
  readonly state: boolean;
}

/**
 * Rows lie day by day: row = index of the day × number of partners + index of the partner. With a slice, each partner has
 * one row a day for each value of the sliced dimension, and `partnerOf` says whose a row is.
 */
export interface MeasureTable {
  readonly asOfs: readonly string[];
  readonly partners: readonly string[];
  readonly rows: number;
  /** Index of the partner of each row; null when rows are partners, day by day. */
  readonly partnerOf: Int32Array | null;
  /** Index of the day of each row, beside `partnerOf`. */
  readonly dayOf: Int32Array | null;
  /** With a slice: index of each row's value among `sliceValues`, beside `partnerOf`. */
  readonly valueOf: Int32Array | null;
  /** Values of the sliced dimension; null stands for rows without one. Empty without a slice. */
  readonly sliceValues: readonly (string | null)[];
  /** Whole numbers of 10^-MEASURE_SCALE; NaN where there is no figure. */
  column(key: string): Float64Array;
  readonly bytes: number;
}
