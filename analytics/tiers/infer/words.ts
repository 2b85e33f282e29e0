/** Figures of measures in words. */
import type { Unit } from '../../api/results.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { formatCell } from '../../present/cell.ts';
import { decimalText } from '../../present/decimal.ts';

/** Whole numbers of 10^-4 as exact decimal text; null without a figure. */
export function textOf(units: number): string | null {
  return Number.isNaN(units) ? null : decimalText({ units: BigInt(units), scale: MEASURE_SCALE });
}

/** `631 k`, `3`, `12.5 %`. */
export function written(units: number, unit: Unit, locale: string): string {
  const text = textOf(units);
  return text === null ? 'no data' : formatCell(text, unit, { locale });
}
