/** Figures of features as people read them. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { Feature } from '../../../analytics/api/segments.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { NONE, numbers } from '../../../analytics/present/numbers.ts';

export function writeFigure(value: Cell, unit: Feature['unit'], locale: string): string {
  if (value === null) return NONE;
  if (unit === 'points' || unit === 'score') return numbers(locale).plain(String(value));
  return formatCell(value, unit, { locale });
}
