import type { Executor, RunOptions } from '../engine/engine.ts';
import type { StageTable } from './stage.ts';

/**
 * Payouts that name only a line belong to the deal that has it, when no other deal has a line of that name. The deal
 * follows from the lines that stand, so it is worked out again after every load and every undo.
 */
export async function resolvePayoutDeals(transaction: Executor, run: RunOptions): Promise<void> {
  const loads = await transaction.rows<{ load_id: number; column_map: string }>(
    "SELECT load_id, column_map FROM app.load WHERE as_kind = 'payouts' AND NOT undone",
  );
  const ids = loads.filter(({ column_map }) => namesOnlyLines(column_map)).map(({ load_id }) => load_id);
  if (ids.length === 0) return;
  await transaction.run(
    `UPDATE store.payout SET deal_id = found.deal_id
     FROM (SELECT p.at, CASE WHEN l.deals = 1 THEN l.deal_id END AS deal_id
           FROM (SELECT rowid AS at, line_id, deal_id FROM store.payout
                 WHERE to_load IS NULL AND line_id IS NOT NULL AND from_load IN (${ids.join(', ')})) p
           LEFT JOIN (SELECT line_id, any_value(deal_id) AS deal_id, count(DISTINCT deal_id) AS deals
                      FROM store.deal_line WHERE to_load IS NULL GROUP BY line_id) l ON l.line_id = p.line_id
           WHERE p.deal_id IS DISTINCT FROM CASE WHEN l.deals = 1 THEN l.deal_id END) found
     WHERE store.payout.rowid = found.at`,
    undefined,
    run,
  );
}

function namesOnlyLines(columnMap: string): boolean {
  const { columns, constants } = JSON.parse(columnMap) as { columns: object; constants?: object };
  return (
    Object.hasOwn(columns, 'line_id') &&
    !Object.hasOwn(columns, 'deal_id') &&
    !Object.hasOwn(constants ?? {}, 'deal_id')
  );
}

/**
 * An increment may bring some lines of a deal whose other lines are already there: the deal's amount is the sum of all
 * of them. A full export has them all.
 */
export async function addKeptLines(
  transaction: Executor,
  deals: string,
  lines: StageTable,
  vanished: 'keep' | 'close',
  run: RunOptions,
): Promise<void> {
  if (vanished === 'close' || !lines.filled.includes('amount')) return;
  await transaction.run(
    `UPDATE ${deals} SET amount = coalesce(${deals}.amount, 0) + kept.amount
     FROM (SELECT c.deal_id, sum(c.amount) AS amount FROM store.deal_line c
           WHERE c.to_load IS NULL AND c.amount IS NOT NULL AND c.deal_id IN (SELECT deal_id FROM ${deals})
             AND NOT EXISTS (SELECT 1 FROM ${lines.name} s WHERE s.deal_id = c.deal_id AND s.line_id = c.line_id)
           GROUP BY c.deal_id) kept
     WHERE ${deals}.deal_id = kept.deal_id`,
    undefined,
    run,
  );
}
