/** What an experiment of history looks at: partners by quarters, with what they sold and at which rate they were paid. */

export interface PanelPartner {
  readonly id: string;
  readonly type: string | null;
  readonly region: string | null;
  /** By quarter. Refunds may make a quarter negative. */
  readonly revenue: Float64Array;
  /**
   * The rate that he is paid at, by quarter, as a share of revenue; NaN where it is not known. By the level of the quarter's
   * first day where levels have a history: a level is known before the quarter begins, what was paid on its sales is not.
   */
  readonly rate: Float64Array;
}

export interface Panel {
  readonly quarters: readonly { readonly label: string; readonly from: string }[];
  readonly partners: readonly PanelPartner[];
  /** Whether rates are those of levels, or what each partner was paid over what he sold. */
  readonly ratesOf: 'levels' | 'payouts';
}

/** Quarters before a change that are compared, quarters after it, and the fewest of these that say anything. */
export const BEFORE = 4;
export const AFTER = 4;
const FEWEST_AFTER = 2;

/** The quarters that are looked at for a change at the first day of `at`: all of one experiment are as long. */
export interface Window {
  readonly first: number;
  readonly at: number;
  /** Not with it. */
  readonly end: number;
}

/** Null where too little lies before or after. */
export function windowAt(at: number, quarters: number): Window | null {
  const end = Math.min(at + AFTER, quarters);
  return at >= BEFORE && end - at >= FEWEST_AFTER ? { first: at - BEFORE, at, end } : null;
}

export function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at]!;
  return sum;
}

export function meanOf(values: Float64Array, from: number, to: number): number {
  return sumOf(values, from, to) / (to - from);
}
