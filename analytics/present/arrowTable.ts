import { type DataType, Type, tableFromIPC, type Vector } from 'apache-arrow';
import type { Cell } from '../api/results.ts';
import { decimalText } from './decimal.ts';

/** Columns of one or more Arrow batches, read cell by cell. Text is looked up in its dictionary only when asked for. */
export interface ArrowTable {
  readonly rows: number;
  readonly keys: readonly string[];
  /** Money and 128-bit sums as exact decimal text, dates as `YYYY-MM-DD`, counts as numbers. */
  cell(key: string, row: number): Cell;
  column(key: string): Cell[];
  objects(): Record<string, Cell>[];
}

/** One batch of a cursor (or several of the same cursor) as a table. */
export function readArrow(batches: Uint8Array | readonly Uint8Array[]): ArrowTable {
  const tables = (batches instanceof Uint8Array ? [batches] : batches).map((bytes) => tableFromIPC(bytes));
  const first = tables[0];
  const keys = first ? first.schema.names.map(String) : [];
  const starts: number[] = [];
  let rows = 0;
  for (const table of tables) {
    starts.push(rows);
    rows += table.numRows;
  }
  const vectors = new Map(keys.map((key) => [key, tables.map((table) => table.getChild(key)!)]));

  function cell(key: string, row: number): Cell {
    const parts = vectors.get(key);
    if (!parts) return null;
    let part = parts.length - 1;
    while (part > 0 && starts[part]! > row) part--;
    const vector = parts[part];
    return vector ? plainCell(vector, row - starts[part]!) : null;
  }
  const column = (key: string) => Array.from({ length: rows }, (_, row) => cell(key, row));

  return {
    rows,
    keys,
    cell,
    column,
    objects() {
      const columns = keys.map((key) => [key, column(key)] as const);
      return Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(columns.map(([key, cells]) => [key, cells[row]!])),
      );
    },
  };
}

function plainCell(vector: Vector, row: number): Cell {
  const value: unknown = vector.get(row);
  if (value === null || value === undefined) return null;
  const type: DataType = vector.type;
  switch (type.typeId) {
    case Type.Decimal:
      return integerOrText(value as Uint32Array, (type as DataType & { scale: number }).scale);
    case Type.Date:
      return new Date(value as number).toISOString().slice(0, 10);
    case Type.Timestamp:
      return `${new Date(Number(value)).toISOString().slice(0, 19)}Z`;
    default:
      return typeof value === 'bigint' ? Number(value) : (value as Cell);
  }
}

/** A decimal without a scale is a count (a 128-bit sum of integers); with one it is money or a rate and stays text. */
function integerOrText(words: Uint32Array, scale: number): Cell {
  let units = 0n;
  for (let i = 3; i >= 0; i--) units = (units << 32n) | BigInt(words[i]!);
  units = BigInt.asIntN(128, units);
  if (scale === 0 && units <= BigInt(Number.MAX_SAFE_INTEGER) && units >= BigInt(Number.MIN_SAFE_INTEGER))
    return Number(units);
  return decimalText({ units, scale });
}
