/** Figures of features as people read them. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { Feature } from '../../../analytics/api/segments.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { NONE, numbers } from '../../../analytics/present/numbers.ts';

export function writeFigure(value: Cell, unit: Feature['unit'], locale: string): string {
  if (value === null) return NONE;
  if (unit === 'points') return writePoints(String(value), locale);
  if (unit === 'score') return numbers(locale).plain(String(value));
  return formatCell(value, unit, { locale });
}

/** Points of one column keep their decimals under one another; what would read as nothing keeps its digits. */
export function writePoints(value: string | number, locale: string): string {
  const { exact, plain } = numbers(locale);
  const size = Math.abs(Number(value));
  return size > 0 && size < 1 ? plain(value) : exact(value, 1);
}
