/** Deals by product family, for amounts that rest on a deal as a whole. */
import type { RunOptions } from '../engine/engine.ts';
import type { Network } from '../network/network.ts';
import type { IncentiveDesk } from './desk.ts';
import { keptTables } from './lab/keptTables.ts';

/**
 * A relation with deal_id, family (NULL for products without one), before, upto and total: the deal's amount by line, added
 * up family after family, so that what is divided by differences of `upto ÷ total` adds up to the whole. Only deals that
 * have lines of an amount; the families of others are those of their product. Join it by equality alone: a further condition in
 * the join of a LEFT JOIN compares every pair.
 */
function dealFamilies(network: Network): string {
  const lines = `SELECT l.deal_id, pr.family, CAST(sum(l.amount) AS DECIMAL(38,4)) AS amount
    FROM ${network.table('deal_line')} l LEFT JOIN ${network.table('product')} pr ON pr.product_id = l.product_id
    GROUP BY l.deal_id, pr.family`;
  return `(SELECT deal_id, family, upto - amount AS before, upto, total FROM (
      SELECT deal_id, family, amount, sum(amount) OVER (PARTITION BY deal_id) AS total,
        sum(amount) OVER (PARTITION BY deal_id ORDER BY family ROWS UNBOUNDED PRECEDING) AS upto
      FROM (${lines}) AS families) AS shares WHERE total <> 0)`;
}

/** Runs `work` with them: as a table that is kept, where the ledger is small enough for that. */
export async function withDealFamilies<T>(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  { signal }: RunOptions,
  work: (relation: string) => Promise<T>,
): Promise<T> {
  const sql = dealFamilies(desk.context.network);
  const withTable = await keptTables(desk);
  return withTable ? withTable({ sql, bindings: {} }, { signal }, work) : work(sql);
}
