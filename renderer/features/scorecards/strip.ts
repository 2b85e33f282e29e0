/** Rows in the order the table shows them, as bars of the strip above it. */
import type { DimensionId, Filter } from '../../../analytics/api/documents/query.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import type { StripBar } from '../../../analytics/present/charts/rankStrip.ts';
import { NO_VALUE } from '../../../analytics/present/labels.ts';
import type { Table } from '../../../analytics/present/table.ts';

/** `order` holds row numbers of the table; empty means that the table has not told yet and shows them as they came. */
export function stripBars(
  table: Table,
  by: readonly DimensionId[],
  metric: string,
  order: readonly number[],
): StripBar[] {
  const actual = table.column(metric);
  const prior = table.column(`${metric}__prior`);
  const rows = order.length > 0 ? order : Array.from({ length: table.rows }, (_, row) => row);
  return rows
    .filter((row) => row < table.rows)
    .map((row) => ({
      key: String(row),
      name: rowName(table, by, row),
      actual: actual?.number(row) ?? null,
      prior: prior?.number(row) ?? null,
    }));
}

/** What a row is called: names where the dimension has them, crossed ones joined. */
export function rowName(table: Table, by: readonly DimensionId[], row: number): string {
  return by.map((dim) => text(table.cell(`${dim}_name`, row) ?? table.cell(dim, row))).join(' × ');
}

/** The cell of the network that a row stands for. */
export function rowFilters(table: Table, by: readonly DimensionId[], row: number): Filter[] {
  return by.map((dim) => {
    const value = table.cell(dim, row);
    return { dim, values: [value === null ? null : String(value)] };
  });
}

/** Filters of the view with those of a row on top: the row's replace others on the same dimension. */
export function narrowed(where: readonly Filter[], row: readonly Filter[]): Filter[] {
  return [...where.filter(({ dim }) => !row.some((filter) => filter.dim === dim)), ...row];
}

const text = (cell: Cell): string => (cell === null ? NO_VALUE : String(cell));
