import type { Executor, RunOptions } from '../engine/engine.ts';
import { conversion, needsRates, RATES, rateRelation } from './currency.ts';
import type { Network } from './network.ts';

export interface UnratedCurrency {
  readonly currency: string;
  readonly rows: number;
  /** In its own currency, exact. */
  readonly amount: string;
}

/** Deals and payouts that are in no sum, because their currency has no rate on their date. */
export async function currenciesWithoutRate(
  executor: Executor,
  network: Network,
  options?: RunOptions,
): Promise<UnratedCurrency[]> {
  if (!needsRates(network)) return [];
  const unrated = (table: 'deal' | 'payout', date: string) => {
    const money = conversion(network, 'd', date);
    return `SELECT d.currency, d.amount FROM ${network.table(table)} d ${money.join} WHERE ${money.unrated}`;
  };
  return executor.rows<UnratedCurrency>(
    `WITH ${RATES} AS (${rateRelation(network)})
     SELECT currency, count(*) AS rows, coalesce(sum(amount), 0) AS amount FROM (
       ${unrated('deal', 'coalesce(d.closed_on, d.registered_on, d.created_on)')}
       UNION ALL ${unrated('payout', 'coalesce(d.earned_on, d.paid_on)')}
     ) AS left_out GROUP BY currency ORDER BY currency`,
    undefined,
    options,
  );
}
