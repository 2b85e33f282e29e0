/**
 * Thresholds as people handle them: written without losing a digit, read back from what somebody types, stepped by an
 * arrow key and snapped while a hand drags them. Values are decimal text; what a step makes is exact decimal text again.
 */
import type { TestUnit } from '../api/tiers.ts';
import { formatCell } from './cell.ts';
import { parseDecimal } from './decimal.ts';
import { NARROW, numbers, shift } from './numbers.ts';

const SUFFIXES = [
  ['bn', 9],
  ['M', 6],
  ['k', 3],
] as const;
/** More decimals than this in a suffix read worse than the whole figure. */
const MOST_DECIMALS = 3;

/** `650 k`, `1.5 M`, `652,500.25`, `12`, `40 %`, `90 d`: the shortest writing that says the whole value. */
export function writeThreshold(value: string, unit: TestUnit, locale: string): string {
  if (unit === 'ratio') return `${plainly(shift(value, 2), locale)}${NARROW}%`;
  if (unit === 'money') {
    const short = withSuffix(value, locale);
    if (short !== null) return short;
  }
  if (unit === 'days') return `${plainly(value, locale)}${NARROW}d`;
  return unit === 'factor' ? formatCell(value, unit, { locale }) : plainly(value, locale);
}

function withSuffix(value: string, locale: string): string | null {
  for (const [suffix, power] of SUFFIXES) {
    if (Math.abs(Number(value)) < 10 ** power || Math.abs(Number(value)) >= 10 ** (power + 3)) continue;
    const shifted = trimmed(shift(value, -power));
    if (decimalsOf(shifted) <= MOST_DECIMALS) return `${plainly(shifted, locale)}${NARROW}${suffix}`;
  }
  return null;
}

function plainly(value: string, locale: string): string {
  const text = trimmed(value);
  return numbers(locale).exact(text, decimalsOf(text));
}

const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** Without zeros at the end of the fraction: `1.50` is `1.5`, `3.00` is `3`. */
export function trimmed(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

const TYPED = /^([+-]?)([\d.,'’\s\u00a0\u202f]*\d[.,]?)\s*(k|m|mn|mio|bn|%|d|days?)?$/i;
const POWERS: Readonly<Record<string, number>> = { k: 3, m: 6, mn: 6, mio: 6, bn: 9 };

/**
 * What somebody typed as decimal text, or null when it is no number: `650k`, `1.2 M`, `650,000`, `40 %` (and `40` where
 * the unit is a ratio). The locale says which of point and comma is the decimal sign.
 */
export function readThreshold(typed: string, unit: TestUnit, locale: string): string | null {
  const match = TYPED.exec(typed.trim().replace('\u2212', '-'));
  if (!match) return null;
  const [, sign = '', digits = '', suffix = ''] = match;
  const decimal = new Intl.NumberFormat(numbers(locale).locale).format(1.5).includes(',') ? ',' : '.';
  const grouping = decimal === ',' ? /[.'’\s\u00a0\u202f]/g : /[,'’\s\u00a0\u202f]/g;
  const plain = digits.replace(grouping, '').replace(decimal, '.');
  if (parseDecimal(plain) === null) return null;
  const power = unit === 'ratio' ? -2 : (POWERS[suffix.toLowerCase()] ?? 0);
  if (suffix === '%' && unit !== 'ratio') return null;
  const value = trimmed(shift(plain, power)).replace(/\.$/, '');
  return sign === '-' && Number(value) !== 0 ? `-${value}` : value;
}

/** Steps that people say aloud: 1, 2 or 5 of a power of ten, at most `size` and at least `least`. */
export function niceStep(size: number, least = 0.01): number {
  const from = Math.max(size, least);
  const power = Math.floor(Math.log10(from) + 1e-9);
  const lead = from / 10 ** power + 1e-9;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * 10 ** power;
}

/** About two percent of the value, as a step that people say aloud. */
const ARROW_SHARE = 0.02;

/** What an arrow key adds: a unit of what is counted, a percentage point, about two percent of a sum of money. */
export function arrowStep(value: string, unit: TestUnit): number {
  switch (unit) {
    case 'count':
    case 'days':
    case 'place':
      return 1;
    case 'ratio':
      return 0.01;
    case 'factor':
      return 0.05;
    default:
      return Math.max(niceStep(Math.abs(Number(value)) * ARROW_SHARE), unit === 'money' ? 100 : 1);
  }
}

/** The value so many steps on, on a multiple of the step; never below zero. */
export function stepped(value: string, unit: TestUnit, steps: number): string {
  const step = arrowStep(value, unit);
  return onStep(Math.max(0, Number(value) + steps * step), step);
}

/** A dragged value on a step no coarser than the hand can aim: `perPixel` is what one pixel means there. */
export function snapped(value: number, unit: TestUnit, perPixel: number): string {
  const whole = unit === 'count' || unit === 'days' || unit === 'place';
  const least = whole ? 1 : unit === 'ratio' ? 0.01 : unit === 'factor' ? 0.05 : unit === 'money' ? 100 : 1;
  const step = Math.max(least, niceStep(perPixel));
  return onStep(Math.max(0, value), step);
}

/** The nearest multiple of a step, as exact decimal text. */
export function onStep(value: number, step: number): string {
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return trimmed((Math.round(value / step) * step).toFixed(decimals));
}
