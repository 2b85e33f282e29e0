/** The last step of a load, inside its transaction: versions of rows, what was refused, and the load's own record. */
import type { ColumnMap } from '../api/documents/columnMap.ts';
import type { LoadCheck, LoadRecord } from '../api/results.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import type { TableName } from '../network/model.ts';
import { storeFilled } from './columns.ts';
import { KINDS } from './kinds.ts';
import { addKeptLines } from './links.ts';
import { type MergeCounts, mergeTable } from './merge.ts';
import type { LoadContext, Prepared } from './prepare.ts';
import { keyColumns } from './refuse.ts';
import { type StageTable, stageName } from './stage.ts';
import { count } from './words.ts';

/** Columns become stored ones before the transaction: a table cannot be altered and then merged into in one. */
export async function storeTargets(engine: Executor, { plan, main, deals }: Prepared): Promise<void> {
  await storeFilled(engine, plan.kind.table, main.filled);
  if (deals?.lines) await storeFilled(engine, 'deal_line', deals.lines.filled);
  if (deals?.parties) await storeFilled(engine, 'deal_party', deals.parties.filled);
  if (deals?.products) await storeFilled(engine, 'product', deals.products.filled);
}

export async function commitLoad(
  transaction: Executor,
  load: Prepared,
  context: LoadContext,
  signal: AbortSignal | undefined,
): Promise<LoadRecord> {
  const { plan, loadId, deals, main } = load;
  const run: RunOptions = { signal };
  const { vanished } = load.file.map;
  const source = await sourceSql(transaction, load);
  const merge = (
    table: TableName,
    stage: StageTable,
    keys: readonly string[],
    more: Partial<Parameters<typeof mergeTable>[1]> = {},
  ) =>
    mergeTable(
      transaction,
      { table, stage: stage.name, keys, filled: stage.filled, loadId, swap: false, source: null, vanished, ...more },
      run,
    );
  if (deals?.products) {
    // A product list of its own knows better than the lines of an order.
    await transaction.run(
      `DELETE FROM ${deals.products.name} WHERE product_id IN (
         SELECT product_id FROM store.product WHERE to_load IS NULL AND from_load NOT IN (SELECT load_id FROM app.load WHERE as_kind = 'deals' UNION ALL SELECT ${loadId}))`,
    );
    await merge('product', deals.products, ['product_id']);
  }
  if (deals?.lines) await addKeptLines(transaction, deals.deals.name, deals.lines, vanished, run);
  const linesSource = deals?.lines ? `c.deal_id IN (SELECT deal_id FROM ${deals.deals.name})` : null;
  const lines = deals?.lines
    ? await merge('deal_line', deals.lines, ['deal_id', 'line_id'], { source: linesSource })
    : null;
  if (deals?.parties) {
    await merge('deal_party', deals.parties, ['deal_id', 'partner_id', 'role'], {
      source: `c.deal_id IN (SELECT deal_id FROM ${main.name})`,
      vanished: 'close',
    });
  }
  const counts = await merge(plan.kind.table, main, keyColumns(plan), { swap: load.swap, source });
  return record(transaction, load, counts, lines, context);
}

/**
 * The rows that this file should have had: those whose newest load is of the same kind and comes from the same columns,
 * or from a file of the same name but for its digits (`report1642777476321.csv`).
 */
async function sourceSql(transaction: Executor, load: Prepared): Promise<string | null> {
  const earlier = await transaction.rows<{ load_id: number; file: string; column_map: string }>(
    'SELECT load_id, file, column_map FROM app.load WHERE as_kind = $kind AND NOT undone',
    { kind: load.plan.kind.as },
  );
  const columns = columnsKey(load.file.map);
  const ids = earlier
    .filter(
      ({ file, column_map }) =>
        nameStem(file) === nameStem(load.file.name) || columnsKey(JSON.parse(column_map)) === columns,
    )
    .map(({ load_id }) => load_id);
  return ids.length > 0 ? `c.from_load IN (${ids.join(', ')})` : null;
}

function columnsKey(map: Pick<ColumnMap, 'columns'>): string {
  return JSON.stringify(Object.entries(map.columns).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameStem(file: string): string {
  return file.toLowerCase().replace(/[^a-z]/g, '');
}

async function record(
  transaction: Executor,
  load: Prepared,
  counts: MergeCounts,
  lines: MergeCounts | null,
  context: LoadContext,
): Promise<LoadRecord> {
  const { loadId, checks, file, plan } = load;
  const vanishedWords = file.map.vanished === 'close' ? 'closed, because the file is a full export' : 'kept';
  checks.add(
    'vanished',
    file.map.vanished === 'close' ? 'look' : 'info',
    counts.vanished,
    `${count(counts.vanished, plan.kind.noun.replace(/s$/, ''), plan.kind.noun)} of earlier files from this source not in this one: ${vanishedWords}.`,
  );
  if (lines && lines.new + lines.changed + lines.vanished > 0 && counts.new === 0) {
    checks.add(
      'lines-moved',
      'info',
      lines.new + lines.changed + lines.vanished,
      `Lines: ${lines.new.toLocaleString('en-US')} new, ${lines.changed.toLocaleString('en-US')} changed, ${lines.vanished.toLocaleString('en-US')} no longer in the file.`,
    );
  }
  const refusedTable = stageName(loadId, 'refused');
  await transaction.run(
    `INSERT INTO app.refused SELECT ${loadId}, source_row, column_name, value, reason FROM ${refusedTable} ORDER BY source_row`,
  );
  const [refused] = await transaction.rows<{ n: number }>(
    `SELECT count(DISTINCT source_row) AS n FROM ${refusedTable}`,
  );
  const at = (context.now?.() ?? new Date()).toISOString();
  const sorted: LoadCheck[] = checks.sorted();
  await transaction.run(
    `INSERT INTO app.load VALUES ($loadId, $file, $kind, $sha256, $bytes, $map, $at::TIMESTAMP, $read, $new, $changed, $same, $vanished, $refused, $checks, false)`,
    {
      loadId,
      file: file.name,
      kind: plan.kind.as,
      sha256: load.sha256,
      bytes: load.bytes,
      map: JSON.stringify(file.map),
      at: at.replace('T', ' ').replace('Z', ''),
      read: load.read,
      new: counts.new,
      changed: counts.changed,
      same: counts.same,
      vanished: counts.vanished,
      refused: refused?.n ?? 0,
      checks: JSON.stringify(sorted),
    },
  );
  return {
    loadId,
    file: file.name,
    as: plan.kind.as,
    sha256: load.sha256,
    bytes: load.bytes,
    at,
    read: load.read,
    ...counts,
    refused: refused?.n ?? 0,
    checks: sorted,
    undone: false,
    blockedBy: null,
  };
}

/** The tables that a load of a kind writes to, for undoing it. */
export function tablesOf(as: ColumnMap['as']): readonly TableName[] {
  return as === 'deals' ? ['deal', 'deal_line', 'deal_party', 'product'] : [KINDS[as].table];
}
