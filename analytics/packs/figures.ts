/** Small exact arithmetic on cells: sums, differences and changes that the workbook repeats as formulas. */
import type { Cell } from '../api/results.ts';
import { type Decimal, decimalText, parseDecimal, rescale, subtract } from '../present/decimal.ts';

/** Figures further apart than this are not the same amount of money. */
export const HALF_CENT = 0.005;

/** A figure as a binary float, as a spreadsheet holds it; null for text that is no number. */
export function toNumber(value: Cell | undefined): number | null {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The sum of the figures among `values`, exact as long as they are decimals. Money (text) sums to text. */
export function sumOf(values: Iterable<Cell | undefined>): Cell {
  let units = 0n;
  let scale = 0;
  let inexact: number | null = null;
  let isText = false;
  for (const value of values) {
    const number = toNumber(value);
    if (number === null) continue;
    isText ||= typeof value === 'string';
    const decimal = parseDecimal(String(value));
    if (!decimal) {
      inexact = (inexact ?? 0) + number;
      continue;
    }
    if (decimal.scale > scale) {
      units = rescale({ units, scale }, decimal.scale).units;
      scale = decimal.scale;
    }
    units += rescale(decimal, scale).units;
  }
  const exact = decimalText({ units, scale });
  if (inexact !== null) return Number(exact) + inexact;
  return isText ? exact : Number(exact);
}

/** `a − b` in their own unit; null when either is missing. */
export function differenceOf(a: Cell | undefined, b: Cell | undefined): Cell {
  const left = toNumber(a);
  const right = toNumber(b);
  if (left === null || right === null) return null;
  const exactLeft = parseDecimal(String(a));
  const exactRight = parseDecimal(String(b));
  if (!exactLeft || !exactRight) return left - right;
  const difference: Decimal = subtract(exactLeft, exactRight);
  return typeof a === 'string' ? decimalText(difference) : Number(decimalText(difference));
}

/** `a ÷ b − 1`; null when either is missing or `b` is zero, because no rate of change exists from nothing. */
export function changeOf(a: Cell | undefined, b: Cell | undefined): number | null {
  const difference = toNumber(differenceOf(a, b));
  const base = toNumber(b);
  return difference === null || base === null || base === 0 ? null : difference / Math.abs(base);
}

/** `a ÷ b`; null when it does not exist. */
export function quotientOf(a: Cell | undefined, b: Cell | undefined): number | null {
  const dividend = toNumber(a);
  const divisor = toNumber(b);
  return dividend === null || divisor === null || divisor === 0 ? null : dividend / divisor;
}

/** Whether two figures are the same to the cent; two missing ones are. */
export function agree(a: Cell | undefined, b: Cell | undefined): boolean {
  const difference = toNumber(differenceOf(a, b));
  if (difference === null) return toNumber(a) === null && toNumber(b) === null;
  return Math.abs(difference) < HALF_CENT;
}

/**
 * Whether `top ÷ bottom` is the ratio. Money comes rounded to the ten-thousandth; everything else as a binary float.
 */
export function isQuotient(ratio: Cell | undefined, top: Cell | undefined, bottom: Cell | undefined): boolean {
  const quotient = quotientOf(top, bottom);
  const stated = toNumber(ratio);
  if (quotient === null || stated === null) return quotient === null && stated === null;
  const rounding = typeof ratio === 'string' ? 0.000_05 : 0;
  return Math.abs(stated - quotient) <= rounding + 1e-9 * Math.max(1, Math.abs(quotient));
}
