/** How many payouts of a period the rules speak of, and which they do not. */
import type { Filter } from '../../api/documents/query.ts';
import type { PayoutAudit } from '../../api/payoutAudit.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { Binder } from '../../metrics/sql.ts';
import { dateLiteral } from '../../network/network.ts';
import { isChosen } from '../chosen.ts';
import { tenThousandths } from '../settle.ts';
import { ledgerRelation, type Source } from './ledger.ts';
import { IS_CLAIM } from './readClaims.ts';
import { type Account, isFiled } from './rules.ts';

export interface LedgerTotals {
  readonly checked: number;
  /** Sum of the checked payouts, in whole numbers of 1/10,000 of the base currency. */
  readonly amount: number;
  readonly unruled: PayoutAudit['unruled'];
}

export async function ledgerTotals(
  { reader, network }: Source,
  asked: { readonly accounts: readonly Account[]; readonly period: ResolvedPeriod; readonly where: readonly Filter[] },
  options: RunOptions,
): Promise<LedgerTotals> {
  const { accounts, period, where } = asked;
  const binder = new Binder();
  const ruled = [IS_CLAIM, ...accounts.map(isFiled)].join(' OR ');
  const rows = await reader.rows<{ ruled: boolean; program: string; kind: string; payouts: number; amount: string }>(
    `SELECT ${ruled} AS ruled, program, kind, CAST(count(*) AS INTEGER) AS payouts,
       CAST(coalesce(sum(base_amount), 0) AS DECIMAL(38,4)) AS amount
     FROM ${ledgerRelation(network)} AS ledger
     WHERE earned_on BETWEEN ${dateLiteral(period.from)} AND ${dateLiteral(period.to)} AND ${isChosen(network, where, binder)}
     GROUP BY ALL ORDER BY amount DESC, program, kind`,
    binder.bindings,
    options,
  );
  const checked = rows.filter((row) => row.ruled);
  return {
    checked: checked.reduce((sum, { payouts }) => sum + payouts, 0),
    amount: checked.reduce((sum, { amount }) => sum + tenThousandths(amount), 0),
    unruled: rows.filter((row) => !row.ruled).map(({ ruled: _, ...row }) => row),
  };
}
