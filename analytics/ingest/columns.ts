import type { Executor } from '../engine/engine.ts';
import type { TableName } from '../network/model.ts';
import { storeColumns } from '../network/store.ts';

/**
 * A column that no file has filled yet: readers see nulls, nothing is stored. Writing two dozen columns of nulls would
 * cost as much as writing the data of ten million deals.
 */
export function emptyColumn(name: string, sqlType: string): string {
  return `${name} ${sqlType} GENERATED ALWAYS AS (CAST(NULL AS ${sqlType})) VIRTUAL`;
}

/** The columns of a table that are stored, in the order of the model. */
export async function storedColumns(executor: Executor, table: TableName): Promise<string[]> {
  const rows = await executor.rows<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = 'store' AND table_name = '${table}' AND column_default IS NULL`,
  );
  const stored = new Set(rows.map(({ name }) => name));
  return storeColumns(table)
    .map(({ name }) => name)
    .filter((name) => stored.has(name));
}

/** Makes columns of a table that a load is about to fill into stored ones. Shows no change to readers. */
export async function storeFilled(executor: Executor, table: TableName, filled: readonly string[]): Promise<void> {
  const stored = new Set(await storedColumns(executor, table));
  for (const { name, sqlType } of storeColumns(table)) {
    if (stored.has(name) || !filled.includes(name)) continue;
    await executor.run(`ALTER TABLE store.${table} DROP COLUMN ${name}`);
    await executor.run(`ALTER TABLE store.${table} ADD COLUMN ${name} ${sqlType}`);
  }
}
