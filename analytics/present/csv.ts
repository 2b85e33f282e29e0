/** Comma-separated text that a spreadsheet reads as what it is: text stays text, decimals keep their digits. */
import type { Cell, ColumnInfo } from '../api/results.ts';

/** Text that a spreadsheet would run as a formula gets an apostrophe, which spreadsheets read as "this is text". */
export function csvCell(value: Cell, unit: ColumnInfo['unit']): string {
  if (value === null) return '';
  const text = String(value);
  const safe = unit === 'text' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line, without its end. */
export function csvLine(cells: readonly (readonly [Cell, ColumnInfo['unit']])[]): string {
  return cells.map(([value, unit]) => csvCell(value, unit)).join(',');
}
