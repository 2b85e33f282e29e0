/**
 * Small tables of what users keep: a row is written or removed whole, and what takes that back is the row as it was. So one
 * command per table undoes and redoes every change, whatever made it.
 */
import type { Bindings, Executor } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { Command, Invocation } from './bus.ts';

export interface KeptRow {
  readonly id: number;
}

interface Column {
  readonly name: string;
  readonly type: 'INTEGER' | 'VARCHAR' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN';
}

export interface RowTable<R extends KeptRow> {
  /** As SQL names it: `app.tier_program`. */
  readonly table: string;
  /** The sequence that its ids come from: a number that was removed never means something else later. */
  readonly ids: string;
  /** The command that sets one row of it. */
  readonly command: string;
  /** Every field of a row with its column, in the table's order. */
  readonly columns: { readonly [field in keyof R]: Column };
}

export async function readRows<R extends KeptRow>(executor: Executor, table: RowTable<R>): Promise<R[]> {
  return executor.rows<R>(`SELECT ${selection(table)} FROM ${table.table} ORDER BY id`);
}

export async function readRow<R extends KeptRow>(
  executor: Executor,
  table: RowTable<R>,
  id: number,
): Promise<R | null> {
  const [row] = await executor.rows<R>(`SELECT ${selection(table)} FROM ${table.table} WHERE id = $id`, { id });
  return row ?? null;
}

/** A number that no row of any table with the same sequence has had. */
export async function nextId<R extends KeptRow>(transaction: Executor, { ids }: RowTable<R>): Promise<number> {
  const [row] = await transaction.rows<{ id: number }>(`SELECT nextval(${quoteText(ids)}) AS id`);
  return row!.id;
}

/** Puts `row` in the place of the row with this id, or nothing when it is null; answers what takes that back. */
export async function setRow<R extends KeptRow>(
  transaction: Executor,
  table: RowTable<R>,
  id: number,
  row: R | null,
): Promise<Invocation> {
  const before = await readRow(transaction, table, id);
  await transaction.run(`DELETE FROM ${table.table} WHERE id = $id`, { id });
  if (row) {
    const values = columnsOf(table).map(([field, { type }]) => `$${field}::${type}`);
    await transaction.run(`INSERT INTO ${table.table} VALUES (${values.join(', ')})`, {
      ...row,
    } as unknown as Bindings);
  }
  return { command: table.command, args: { id, row: before } };
}

/** The command that undo and redo run for every change of the table. */
export function setRowCommand<R extends KeptRow>(table: RowTable<R>): Command<{ id: number; row: R | null }, void> {
  return {
    name: table.command,
    label: () => 'Set a saved row',
    async apply(transaction, { id, row }) {
      return { result: undefined, inverse: await setRow(transaction, table, id, row) };
    },
  };
}

/** The same for several rows at once: what was made by one step is taken back by one. */
export function setRowsCommand<R extends KeptRow>(
  table: RowTable<R>,
): Command<{ rows: readonly { id: number; row: R | null }[] }, void> {
  return {
    name: severalOf(table),
    label: () => 'Set saved rows',
    async apply(transaction, { rows }) {
      return { result: undefined, inverse: await setRows(transaction, table, rows) };
    },
  };
}

/** Puts each row in its place; answers what takes all of them back. */
export async function setRows<R extends KeptRow>(
  transaction: Executor,
  table: RowTable<R>,
  rows: readonly { id: number; row: R | null }[],
): Promise<Invocation> {
  const before: { id: number; row: R | null }[] = [];
  for (const { id, row } of rows) {
    before.unshift({ id, row: await readRow(transaction, table, id) });
    await setRow(transaction, table, id, row);
  }
  return { command: severalOf(table), args: { rows: before } };
}

const severalOf = <R extends KeptRow>({ command }: RowTable<R>): string => `${command}s`;

function columnsOf<R extends KeptRow>(table: RowTable<R>): [string, Column][] {
  return Object.entries(table.columns);
}

function selection<R extends KeptRow>(table: RowTable<R>): string {
  return columnsOf(table)
    .map(([field, { name, type }]) =>
      type === 'TIMESTAMP' ? `strftime(${name}, '%Y-%m-%dT%H:%M:%SZ') AS "${field}"` : `${name} AS "${field}"`,
    )
    .join(', ');
}
