/** Columns worked out from an answer: places, how they changed and why; attributes of partners beside their figures. */
import type { Cell, ColumnInfo } from '../../../analytics/api/results.ts';
import { toDrawn } from '../../../analytics/present/decimal.ts';
import type { Column, Table } from '../../../analytics/present/table.ts';

/** A column of a table that was worked out here. */
export interface Derived {
  readonly info: ColumnInfo;
  readonly cells: readonly Cell[];
}

/** The same table with columns beside its own. */
export function withColumns(table: Table, derived: readonly Derived[]): Table {
  if (derived.length === 0) return table;
  const added = new Map<string, Column>(
    derived.map(({ info, cells }) => {
      const cell = (row: number): Cell => cells[row] ?? null;
      return [info.key, { info, cell, number: (row: number) => toDrawn(cell(row)) }];
    }),
  );
  return {
    ...table,
    columns: [...table.columns, ...added.values()],
    column: (key) => added.get(key) ?? table.column(key),
    cell: (key, row) => (added.has(key) ? (added.get(key)?.cell(row) ?? null) : table.cell(key, row)),
    records: () =>
      table.records().map((record, row) => ({
        ...record,
        ...Object.fromEntries(derived.map(({ info, cells }) => [info.key, cells[row] ?? null])),
      })),
  };
}

export interface Ranked {
  /** From 1; rows that are not ranked (no value, no partner) have none. */
  readonly now: readonly (number | null)[];
  /** Places gained (positive) or lost; null for what was not there before. */
  readonly moved: readonly (number | null)[];
  /** One clause on each change of place. */
  readonly why: readonly (string | null)[];
}

interface RankSource {
  readonly now: readonly (number | null)[];
  /** Empty when nothing is compared. */
  readonly prior: readonly (number | null)[];
  readonly eligible: (row: number) => boolean;
  /** Writes the change from one value to the other: `+12.0 %`, `+3.1 pp`. */
  readonly write: (now: number, prior: number) => string;
  /** Whether zero means that there was nothing, as with amounts and counts, and not the lowest of rates. */
  readonly zeroIsNothing: boolean;
}

/**
 * Places by value, the largest first; equal values share the better place. A place is gained by growing or by others
 * falling back, so the reason compares the own change with the direction of the move.
 */
export function ranked({ now, prior, eligible, write, zeroIsNothing }: RankSource): Ranked {
  const isNew = (row: number): boolean => (prior[row] ?? null) === null || (zeroIsNothing && prior[row] === 0);
  const places = placesOf(now, eligible);
  if (prior.length === 0) return { now: places, moved: [], why: [] };
  const formerPlaces = placesOf(prior, eligible);
  const moved = places.map((place, row) => {
    const from = formerPlaces[row] ?? null;
    // Who had nothing before had no place to move from.
    return place === null || from === null || isNew(row) ? null : from - place;
  });
  const why = places.map((place, row) => {
    if (place === null) return null;
    if (isNew(row)) return 'new in the period';
    const [after, before] = [now[row] ?? 0, prior[row] ?? 0];
    const step = moved[row] ?? 0;
    if (step > 0) return after > before ? `own ${write(after, before)}` : 'others fell back';
    if (step < 0) return after < before ? `own ${write(after, before)}` : 'others grew more';
    return 'same place';
  });
  return { now: places, moved, why };
}

function placesOf(values: readonly (number | null)[], eligible: (row: number) => boolean): (number | null)[] {
  const rows = values
    .map((value, row) => ({ value, row }))
    .filter((entry): entry is { value: number; row: number } => entry.value !== null && eligible(entry.row))
    .sort((a, b) => b.value - a.value);
  const places: (number | null)[] = values.map(() => null);
  let place = 0;
  for (const [index, { value, row }] of rows.entries()) {
    if (index === 0 || value !== rows[index - 1]?.value) place = index + 1;
    places[row] = place;
  }
  return places;
}

/** One attribute of each row's key, looked up in another answer. */
export function lookedUp(table: Table, key: string, source: Table, column: string): Derived | null {
  const found = source.column(column);
  if (!found) return null;
  const values = new Map<string, Cell>();
  for (let row = 0; row < source.rows; row += 1) values.set(String(source.cell(key, row)), found.cell(row));
  return {
    info: found.info,
    cells: Array.from({ length: table.rows }, (_, row) => values.get(String(table.cell(key, row))) ?? null),
  };
}
