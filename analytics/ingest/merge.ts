import type { Executor, RunOptions } from '../engine/engine.ts';
import type { TableName } from '../network/model.ts';
import { storedColumns } from './columns.ts';

export interface MergeInput {
  readonly table: TableName;
  /** The staged rows: the filled columns and source_row. Each key once. */
  readonly stage: string;
  readonly keys: readonly string[];
  /** Columns that the file fills; the others are carried over from the version before. */
  readonly filled: readonly string[];
  readonly loadId: number;
  /** The stage has exactly the columns of the store and may become the table when that is empty. */
  readonly swap: boolean;
  /** Which current rows the file should have had, as SQL on `c`; null when it is no one's whole export. */
  readonly source: string | null;
  readonly vanished: 'keep' | 'close';
}

export interface MergeCounts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  /** Rows of the same source that the file no longer has, kept or closed as the map says. */
  readonly vanished: number;
}

/**
 * Compares staged rows with the current ones, closes the versions that changed and adds the new ones. The filled columns
 * must be stored ones (see columns.ts).
 */
export async function mergeTable(transaction: Executor, input: MergeInput, run: RunOptions): Promise<MergeCounts> {
  const { table, stage, loadId } = input;
  const target = `store.${table}`;
  const [{ empty, staged } = { empty: false, staged: 0 }] = await transaction.rows<{ empty: boolean; staged: number }>(
    `SELECT NOT EXISTS (SELECT 1 FROM ${target}) AS empty, (SELECT count(*) FROM ${stage}) AS staged`,
  );
  if (empty && input.swap) {
    await transaction.run(`DROP TABLE ${target}`);
    await transaction.run(`ALTER TABLE ${stage} RENAME TO ${table}`);
    return { new: staged, changed: 0, same: 0, vanished: 0 };
  }
  const columns = await storedColumns(transaction, table);
  const filled = new Set(input.filled);
  if (empty) {
    await transaction.run(
      `INSERT INTO ${target} (${[...input.filled, 'from_load', 'source_row'].join(', ')})
       SELECT ${input.filled.join(', ')}, ${loadId}, source_row FROM ${stage} ORDER BY source_row`,
      undefined,
      run,
    );
    return { new: staged, changed: 0, same: 0, vanished: 0 };
  }
  const compared = input.filled.filter((column) => !input.keys.includes(column));
  const differs = compared.map((column) => `s.${column} IS DISTINCT FROM c.${column}`).join(' OR ') || 'false';
  const match = input.keys.map((key) => `s.${key} IS NOT DISTINCT FROM c.${key}`).join(' AND ');
  const plan = `store.stage_${loadId}_${table}_merge`;
  await transaction.run(
    `CREATE TABLE ${plan} AS
     SELECT s.rowid AS s_row, c.at AS c_row, c.at IS NOT NULL AND (${differs}) AS changed
     FROM ${stage} s LEFT JOIN (SELECT *, rowid AS at FROM ${target} WHERE to_load IS NULL) c ON ${match}`,
    undefined,
    run,
  );
  const [counts] = await transaction.rows<{ new: number; changed: number; same: number }>(
    `SELECT count(*) FILTER (c_row IS NULL) AS new, count(*) FILTER (changed) AS changed,
       count(*) FILTER (c_row IS NOT NULL AND NOT changed) AS same FROM ${plan}`,
  );
  await transaction.run(
    `INSERT INTO ${target} (${columns.join(', ')}, from_load, source_row)
     SELECT ${columns.map((column) => (filled.has(column) ? `s.${column}` : `c.${column}`)).join(', ')}, ${loadId}, s.source_row
     FROM ${plan} p JOIN ${stage} s ON s.rowid = p.s_row LEFT JOIN ${target} c ON c.rowid = p.c_row
     WHERE p.c_row IS NULL OR p.changed
     ORDER BY s.source_row`,
    undefined,
    run,
  );
  await transaction.run(
    `UPDATE ${target} SET to_load = ${loadId} WHERE rowid IN (SELECT c_row FROM ${plan} WHERE changed)`,
    undefined,
    run,
  );
  const vanished = await closeVanished(transaction, input, run);
  await transaction.run(`DROP TABLE ${plan}`);
  return { new: counts?.new ?? 0, changed: counts?.changed ?? 0, same: counts?.same ?? 0, vanished };
}

async function closeVanished(transaction: Executor, input: MergeInput, run: RunOptions): Promise<number> {
  if (input.source === null) return 0;
  const gone = `SELECT c.rowid FROM store.${input.table} c
    WHERE c.to_load IS NULL AND c.from_load <> ${input.loadId} AND (${input.source})
      AND NOT EXISTS (SELECT 1 FROM ${input.stage} s WHERE ${input.keys.map((key) => `s.${key} IS NOT DISTINCT FROM c.${key}`).join(' AND ')})`;
  const [counted] = await transaction.rows<{ n: number }>(`SELECT count(*) AS n FROM (${gone})`, undefined, run);
  if (counted?.n && input.vanished === 'close') {
    await transaction.run(
      `UPDATE store.${input.table} SET to_load = ${input.loadId} WHERE rowid IN (${gone})`,
      undefined,
      run,
    );
  }
  return counted?.n ?? 0;
}
