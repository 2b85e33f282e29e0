/** The view as a file: the columns on screen under the words on screen, in the order on screen, with the exact values. */
import type { Cell, ColumnInfo } from '../../../analytics/api/results.ts';
import { csvLine } from '../../../analytics/present/csv.ts';
import type { Table } from '../../../analytics/present/table.ts';

interface ViewToExport {
  readonly table: Table;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly order: readonly number[];
  readonly total: Readonly<Record<string, Cell>>;
  readonly totalLabel: string;
}

/** Spreadsheets take UTF-8 for what it is only with this mark. */
const BYTE_ORDER_MARK = '\ufeff';

export function viewAsCsv({ table, columns, order, total, totalLabel }: ViewToExport): string {
  const shown = columns.flatMap(({ key, label }) => {
    const column = table.column(key);
    return column ? [{ ...column, key, label, unit: column.info.unit }] : [];
  });
  const lines = [csvLine(shown.map(({ label }) => [label, 'text']))];
  for (const row of order) lines.push(csvLine(shown.map(({ cell, unit }) => [cell(row), unit])));
  lines.push(
    csvLine(
      shown.map(({ key, unit }, index): [Cell, ColumnInfo['unit']] =>
        index === 0 ? [totalLabel, 'text'] : [total[key] ?? null, unit],
      ),
    ),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

/** `Scorecard by region FY26-Q3.csv`, without what file systems refuse. */
export function csvName(what: string, period: string): string {
  return `${what} ${period}.csv`.replace(/[\\/:*?"<>|]+/g, '-');
}
