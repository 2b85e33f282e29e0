/** Rows that the page holds all of, as a CSV file. */
import type { Cell, ColumnInfo } from '../../analytics/api/results.ts';
import { csvLine } from '../../analytics/present/csv.ts';
import { fileWord } from '../../analytics/present/fileWord.ts';

export interface CsvFile {
  readonly fileName: string;
  readonly text: string;
  readonly rows: number;
}

export type CsvColumn<Row> = readonly [head: string, unit: ColumnInfo['unit'], read: (row: Row) => Cell];

/** Lines end as RFC 4180 has it; text that a spreadsheet would run is written as text. */
export function csvFile<Row>(
  name: string,
  period: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): CsvFile {
  const head = csvLine(columns.map(([title]) => [title, 'text']));
  const lines = rows.map((row) => csvLine(columns.map(([, unit, read]) => [read(row), unit])));
  return {
    fileName: `${fileWord(name, 'list')}-${fileWord(period, 'period')}.csv`,
    text: `${[head, ...lines].join('\r\n')}\r\n`,
    rows: rows.length,
  };
}
