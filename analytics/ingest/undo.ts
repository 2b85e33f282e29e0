import type { ColumnMap } from '../api/documents/columnMap.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { LoadCheck, LoadRecord } from '../api/results.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import { tablesOf } from './commit.ts';
import { resolvePayoutDeals } from './links.ts';

interface LoadRow {
  readonly load_id: number;
  readonly file: string;
  readonly as_kind: ColumnMap['as'];
  readonly sha256: string;
  readonly bytes: number;
  readonly at: string;
  readonly rows_read: number;
  readonly rows_new: number;
  readonly rows_changed: number;
  readonly rows_same: number;
  readonly rows_vanished: number;
  readonly rows_refused: number;
  readonly checks: string;
  readonly undone: boolean;
}

/** All loads, newest first, each with what stands in the way of undoing it. */
export async function listLoads(executor: Executor): Promise<LoadRecord[]> {
  const rows = await executor.rows<LoadRow>(
    `SELECT load_id, file, as_kind, sha256, bytes, strftime(loaded_at, '%Y-%m-%dT%H:%M:%SZ') AS "at", rows_read, rows_new, rows_changed,
       rows_same, rows_vanished, rows_refused, checks, undone FROM app.load ORDER BY load_id DESC`,
  );
  return rows.map((row) => ({
    loadId: row.load_id,
    file: row.file,
    as: row.as_kind,
    sha256: row.sha256,
    bytes: row.bytes,
    at: row.at,
    read: row.rows_read,
    new: row.rows_new,
    changed: row.rows_changed,
    same: row.rows_same,
    vanished: row.rows_vanished,
    refused: row.rows_refused,
    checks: JSON.parse(row.checks) as LoadCheck[],
    undone: row.undone,
    blockedBy: row.undone ? null : obstacle(row, rows),
  }));
}

/** A later load of the same tables was compared with this one's rows, so it has to go first. */
function obstacle(row: LoadRow, all: readonly LoadRow[]): string | null {
  const tables = new Set(tablesOf(row.as_kind));
  const later = all.find(
    (other) =>
      !other.undone && other.load_id > row.load_id && tablesOf(other.as_kind).some((table) => tables.has(table)),
  );
  return later
    ? `Load ${later.load_id} (${later.file}) came later and builds on the same ${later.as_kind === row.as_kind ? row.as_kind : 'tables'}. Undo it first.`
    : null;
}

/**
 * Takes a load back inside a transaction: its versions go, and what it closed is current again.
 * @throws not-found; load-refused, naming the later load that stands in the way
 */
export async function undoLoad(transaction: Executor, loadId: number, run: RunOptions = {}): Promise<LoadRecord> {
  const loads = await listLoads(transaction);
  const load = loads.find((known) => known.loadId === loadId);
  if (!load || load.undone) {
    throw new QuarterdeckError(
      'not-found',
      `There is no load ${loadId} to undo${load ? '; it was undone already' : ''}.`,
    );
  }
  if (load.blockedBy)
    throw new QuarterdeckError('load-refused', `${load.file} cannot be undone yet. ${load.blockedBy}`);
  for (const table of tablesOf(load.as)) {
    await transaction.run(`DELETE FROM store.${table} WHERE from_load = ${loadId}`, undefined, run);
    await transaction.run(`UPDATE store.${table} SET to_load = NULL WHERE to_load = ${loadId}`, undefined, run);
  }
  await transaction.run(`UPDATE app.load SET undone = true WHERE load_id = ${loadId}`);
  await resolvePayoutDeals(transaction, run);
  return { ...load, undone: true };
}
