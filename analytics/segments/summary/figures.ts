/** Figures of several partners together, and of one as a cell. Money stays exact. */
import type { Cell } from '../../api/results.ts';
import type { Feature } from '../../api/segments.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { divideRounded } from '../../present/decimal.ts';
import { quantile } from '../../present/quantiles.ts';
import { moneyText } from '../exact.ts';

/** Whole numbers below this are exact in a float, with room for one more. */
const SAFE = 2 ** 52;

/** Sum of whole numbers of 10^-MEASURE_SCALE over some rows; a row without a figure adds nothing. */
export function exactSum(units: Float64Array, rows: Int32Array): bigint {
  return summed(rows, (row) => units[row]!);
}

function summed(rows: Int32Array, unitsOf: (row: number) => number): bigint {
  let [sum, part] = [0n, 0];
  for (const row of rows) {
    const figure = unitsOf(row);
    if (Number.isNaN(figure)) continue;
    part += figure;
    if (part > SAFE || part < -SAFE) {
      sum += BigInt(part);
      part = 0;
    }
  }
  return sum + BigInt(part);
}

/** A figure in real units as a cell: money as exact text, NaN as none. */
export function cellOf(value: number, unit: Feature['unit']): Cell {
  if (Number.isNaN(value)) return null;
  return unit === 'money' ? moneyText(BigInt(scaled(value))) : rounded(value);
}

export interface Spread {
  /** Partners with a figure. */
  readonly known: number;
  readonly mean: number;
  readonly median: number;
  /** Σ (value − mean)². */
  readonly squares: number;
}

/** The figures of some rows; null where nobody has one. */
export function spreadOf(values: Float64Array, rows: Int32Array): Spread | null {
  const sorted = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return null;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { known: sorted.length, mean, median: quantile(sorted as unknown as readonly number[], 0.5), squares };
}

/** The mean as a cell; of money it is rounded once, from the exact sum. */
export function meanCell(values: Float64Array, rows: Int32Array, unit: Feature['unit'], spread: Spread | null): Cell {
  if (!spread) return null;
  if (unit !== 'money') return rounded(spread.mean);
  const sum = summed(rows, (row) => scaled(values[row]!));
  return moneyText(divideRounded(sum, BigInt(spread.known)));
}

/** What averaging leaves behind the sixth digit is noise. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function scaled(value: number): number {
  return Math.round(value * 10 ** MEASURE_SCALE);
}
