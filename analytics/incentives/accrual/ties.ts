/** The payments of the roll-forward beside those that the ledger itself adds up to. */
import type { AccrualRollForward } from '../../api/incentiveOutlook.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import { quoteText } from '../../engine/sql.ts';
import { dateLiteral, type Network } from '../../network/network.ts';
import { amountText, tenThousandths } from '../settle.ts';
import type { RolledRow } from './roll.ts';

/**
 * What the ledger says was paid in the period, by currency and by nothing else: every payout with a day of payment, whatever
 * its status. A payout that was refused and paid all the same is here and not in the roll-forward.
 */
export function paidSql(network: Network, { from, to }: Pick<ResolvedPeriod, 'from' | 'to'>, chosen: string): string {
  return `SELECT coalesce(currency, ${quoteText(network.policy.baseCurrency)}) AS currency, CAST(count(*) AS INTEGER) AS payouts,
      CAST(sum(amount) AS DECIMAL(38,4)) AS amount
    FROM (SELECT *, partner_id AS payee FROM ${network.table('payout')} AS ledger) AS paid
    WHERE paid_on BETWEEN ${dateLiteral(from)} AND ${dateLiteral(to)} AND amount IS NOT NULL AND ${chosen} GROUP BY ALL ORDER BY ALL`;
}

export interface LedgerPaid {
  readonly currency: string;
  readonly payouts: number;
  readonly amount: string;
}

/** By currency; one in which nothing was paid has nothing to compare. */
export function tieOf(rows: readonly RolledRow[], ledger: readonly LedgerPaid[]): AccrualRollForward['tie'] {
  const rolled = new Map<string, number>();
  for (const { currency, paid } of rows) rolled.set(currency, (rolled.get(currency) ?? 0) + paid);
  const counted = new Map(ledger.map((one) => [one.currency, one]));
  const moved = [...rolled].filter(([, paid]) => paid !== 0).map(([currency]) => currency);
  return [...new Set([...moved, ...counted.keys()])].sort().map((currency) => {
    const paid = rolled.get(currency) ?? 0;
    const own = counted.get(currency);
    const amount = own === undefined ? 0 : tenThousandths(own.amount);
    return {
      currency,
      payouts: own?.payouts ?? 0,
      paid: amountText(paid),
      ledger: amountText(amount),
      tied: paid === amount,
    };
  });
}
