/** Claims of the ledger, with what became of them. */
import type { Filter } from '../../api/documents/query.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { Binder } from '../../metrics/sql.ts';
import { partyRelation } from '../../network/facts/deal.ts';
import { isChosen } from '../chosen.ts';
import { tenThousandths } from '../settle.ts';
import type { Claim } from './claims.ts';
import { ledgerRelation, PAYOUT_COLUMNS, type PayoutCells, payoutOf, type Source } from './ledger.ts';
import type { Account } from './rules.ts';

/** What makes a payout a claim: a request stands behind it. */
export const IS_CLAIM = "(kind = 'mdf' AND request_id IS NOT NULL)";

type Cells = PayoutCells &
  Record<
    | 'program'
    | 'request_id'
    | 'approved_on'
    | 'approved_amount'
    | 'activity_on'
    | 'claimed_on'
    | 'proof_ref'
    | 'next_deal'
    | 'next_on',
    string | null
  >;

/** Every claim, whatever the period: a proof may have been used in another one. */
export async function readClaims(
  { reader, network }: Source,
  accounts: readonly Account[],
  where: readonly Filter[],
  options: RunOptions,
): Promise<Claim[]> {
  const binder = new Binder();
  const rows = await reader.rows<Cells>(
    `WITH claim AS (SELECT * FROM ${ledgerRelation(network)} AS ledger WHERE ${IS_CLAIM} AND ${isChosen(network, where, binder)}),
      opened AS (SELECT p.partner_id, d.deal_id, least(coalesce(d.registered_on, d.created_on), coalesce(d.created_on, d.registered_on)) AS opened_on
        FROM ${partyRelation(network)} p JOIN ${network.table('deal')} d ON d.deal_id = p.deal_id WHERE p.role <> 'distributor'),
      next AS (SELECT c.payout_id, min(o.opened_on) AS next_on, arg_min(o.deal_id, (o.opened_on, o.deal_id)) AS next_deal
        FROM claim c JOIN opened o ON o.partner_id = c.payee AND o.opened_on >= c.activity_on GROUP BY c.payout_id)
     SELECT ${PAYOUT_COLUMNS.split(', ')
       .map((name) => `c.${name}`)
       .join(', ')}, c.program, c.request_id, c.approved_on, c.approved_amount, c.activity_on, c.claimed_on,
       c.proof_ref, n.next_deal, n.next_on
     FROM claim c LEFT JOIN next n ON n.payout_id = c.payout_id ORDER BY c.payout_id`,
    binder.bindings,
    options,
  );
  return rows.map((row) => ({
    payout: payoutOf(row),
    program: row.program!,
    request: row.request_id!,
    approvedOn: row.approved_on,
    approved: row.approved_amount === null ? null : tenThousandths(row.approved_amount),
    activityOn: row.activity_on,
    claimedOn: row.claimed_on,
    proof: row.proof_ref,
    nextDeal: row.next_on === null ? null : { deal: row.next_deal!, on: row.next_on },
    claimDays: claimDays(accounts, row),
  }));
}

/** By the rules that speak of the claim's program on the day of its activity. */
function claimDays(accounts: readonly Account[], { program, activity_on, earned_on }: Cells): number | null {
  const day = activity_on ?? earned_on!;
  const rules = accounts
    .filter(({ kind }) => kind === 'mdf')
    .flatMap((account) => account.rules)
    .filter((rule) => rule.program === program);
  const rule = rules.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? rules.at(-1);
  return rule?.line.terms.claimWithinDays ?? null;
}
