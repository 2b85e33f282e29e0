/** Tables as comma-separated text. */
import type { Cell, ColumnInfo } from '../../api/results.ts';
import { csvLine } from '../../present/csv.ts';

export type ExportColumn = readonly [header: string, unit: ColumnInfo['unit']];
export type ExportRow = readonly Cell[];

/** Lines end as RFC 4180 has it; text that a spreadsheet would run is written as text. */
export function csvText(columns: readonly ExportColumn[], rows: readonly ExportRow[]): string {
  const header = csvLine(columns.map(([name]) => [name, 'text']));
  const lines = rows.map((row) => csvLine(row.map((cell, index) => [cell, columns[index]![1]])));
  return `${[header, ...lines].join('\r\n')}\r\n`;
}
