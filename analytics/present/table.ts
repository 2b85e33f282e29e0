/** A query's answer as columns. Arrow in, exact text and drawable numbers out; never row objects. */
import { type Table as ArrowTable, DataType, tableFromIPC, type Vector } from 'apache-arrow';
import type { Cell, ColumnInfo } from '../api/results.ts';
import { decimalText, toDrawn } from './decimal.ts';

export interface Column {
  readonly info: ColumnInfo;
  /** The value of record: money and decimals as exact text, counts and ratios as numbers, dates as `YYYY-MM-DD`. */
  cell(row: number): Cell;
  /** The nearest float, for drawing and sorting only. */
  number(row: number): number | null;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Rows held here; `totalRows` of the query may be more. */
  readonly rows: number;
  column(key: string): Column | undefined;
  cell(key: string, row: number): Cell;
  /** Row by row, for output that is written row by row. */
  records(): Record<string, Cell>[];
}

/** Several batches of one cursor as one table. */
export function decodeTable(infos: readonly ColumnInfo[], batches: readonly Uint8Array[]): Table {
  const tables = batches.map((batch) => tableFromIPC(batch)).filter((table) => table.numRows > 0);
  const starts: number[] = [];
  let rows = 0;
  for (const table of tables) {
    starts.push(rows);
    rows += table.numRows;
  }
  const columns = infos.map((info) => readColumn(info, tables, starts));
  const byKey = new Map(columns.map((column) => [column.info.key, column]));
  return {
    columns,
    rows,
    column: (key) => byKey.get(key),
    cell: (key, row) => byKey.get(key)?.cell(row) ?? null,
    records: () =>
      Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(columns.map(({ info, cell }) => [info.key, cell(row)])),
      ),
  };
}

function readColumn(info: ColumnInfo, tables: readonly ArrowTable[], starts: readonly number[]): Column {
  const vectors = tables.map((table) => {
    const vector = table.getChild(info.key);
    return vector ? reader(vector) : () => null;
  });
  const cell = (row: number): Cell => {
    let batch = starts.length - 1;
    while (batch > 0 && row < (starts[batch] ?? 0)) batch -= 1;
    return vectors[batch]?.(row - (starts[batch] ?? 0)) ?? null;
  };
  return { info, cell, number: (row) => toDrawn(cell(row)) };
}

function reader(vector: Vector): (row: number) => Cell {
  const { type } = vector;
  if (DataType.isDecimal(type)) {
    const { scale } = type;
    return (row) => {
      const words = vector.get(row) as Uint32Array | null;
      if (words === null) return null;
      const units = signedInteger(words);
      // Without a scale it is a count: a sum of integers, which DuckDB keeps in 128 bits.
      return scale === 0 && Number.isSafeInteger(Number(units)) ? Number(units) : decimalText({ units, scale });
    };
  }
  if (DataType.isDate(type)) {
    return (row) => {
      const value = vector.get(row) as number | Date | null;
      return value === null ? null : new Date(value).toISOString().slice(0, 10);
    };
  }
  if (DataType.isTimestamp(type)) {
    return (row) => {
      const value = vector.get(row) as number | null;
      return value === null ? null : new Date(value).toISOString();
    };
  }
  return (row) => {
    const value: unknown = vector.get(row);
    if (value === null || value === undefined) return null;
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    return value as Cell;
  };
}

/** Two's complement, least significant word first. */
function signedInteger(words: Uint32Array): bigint {
  let value = 0n;
  for (let index = words.length - 1; index >= 0; index -= 1) value = (value << 32n) | BigInt(words[index] ?? 0);
  return BigInt.asIntN(words.length * 32, value);
}
