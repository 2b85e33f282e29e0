import type { Cell, ColumnInfo } from '../../../analytics/api/results.ts';
import { toDrawn } from '../../../analytics/present/decimal.ts';
import type { Table } from '../../../analytics/present/table.ts';

/** A table in memory: what a decoded answer looks like, without Arrow. */
export function tableOf(
  columns: Readonly<Record<string, readonly Cell[]>>,
  units: Record<string, ColumnInfo['unit']> = {},
): Table {
  const made = Object.entries(columns).map(([key, cells]) => {
    const cell = (row: number): Cell => cells[row] ?? null;
    const info: ColumnInfo = { key, label: key, role: 'field', unit: units[key] ?? 'text' };
    return { info, cell, number: (row: number) => toDrawn(cell(row)) };
  });
  const rows = Object.values(columns)[0]?.length ?? 0;
  return {
    columns: made,
    rows,
    column: (key) => made.find(({ info }) => info.key === key),
    cell: (key, row) => made.find(({ info }) => info.key === key)?.cell(row) ?? null,
    records: () =>
      Array.from({ length: rows }, (_, row) => Object.fromEntries(made.map(({ info, cell }) => [info.key, cell(row)]))),
  };
}
