/**
 * Claims: what a payee asked for in time. They are found among the payouts of the same deal and payee, under the program of
 * the line where the ledger has claims of it, else by its kind. A claim without a deal is for all deals of the period that
 * it was earned in.
 */
import type { PlanLine } from '../api/documents/incentivePlan.ts';
import { quoteText } from '../engine/sql.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Network } from '../network/network.ts';

/** What the claims of a line are found by. */
export interface ClaimKey {
  readonly by: 'program' | 'kind';
  readonly value: string;
}

/** Null where the ledger has no claim that could be the line's: then nobody can have missed one. */
export async function findClaims(
  source: Pick<QueryContext, 'reader' | 'network'>,
  line: PlanLine,
): Promise<ClaimKey | null> {
  const keys: ClaimKey[] = [
    { by: 'program', value: line.program ?? line.label ?? line.id },
    { by: 'kind', value: line.kind },
  ];
  for (const key of keys) if (await hasClaims(source, key)) return key;
  return null;
}

const known = new WeakMap<Network, Map<string, Promise<boolean>>>();

/** Asked once for as long as the network is kept; no asker cancels it, because others wait for the same answer. */
function hasClaims({ reader, network }: Pick<QueryContext, 'reader' | 'network'>, key: ClaimKey): Promise<boolean> {
  const own = known.get(network) ?? new Map<string, Promise<boolean>>();
  known.set(network, own);
  const condition = isClaim(key);
  const before = own.get(condition);
  if (before) return before;
  const asking = reader
    .rows(`SELECT 1 AS found FROM ${network.table('payout')} AS payouts WHERE ${condition} LIMIT 1`)
    .then((found) => found.length > 0);
  own.set(condition, asking);
  asking.catch(() => own.delete(condition));
  return asking;
}

function isClaim({ by, value }: ClaimKey): string {
  return `claimed_on IS NOT NULL AND lower(${by}) = ${quoteText(value.toLowerCase())}`;
}

/** Joins of the first claim of each row, to `claimedSql`: d is the deal, l its line, p the partner. */
export function claimJoins(
  network: Network,
  { payee }: PlanLine,
  key: ClaimKey,
  payeeSql: string,
  grain: 'deal' | 'line',
): string[] {
  const group = payee === 'group';
  const claims = `SELECT ${group ? 'coalesce(owner.parent, claim.partner_id)' : 'claim.partner_id'} AS payee,
      claim.deal_id, claim.line_id, claim.earned_on, claim.claimed_on
    FROM (SELECT * FROM ${network.table('payout')} AS payouts WHERE ${isClaim(key)}) claim
    ${group ? `LEFT JOIN ${network.table('partner')} owner ON owner.partner_id = claim.partner_id` : ''}`;
  const first = (columns: string, from: string) =>
    `(SELECT ${columns}, min(claimed_on) AS claimed_on FROM ${from} GROUP BY ${columns})`;
  const ofDeal = `(${claims}) AS claims WHERE deal_id IS NOT NULL${grain === 'line' ? ' AND line_id IS NULL' : ''}`;
  const ofPeriod = `(${claims}) AS claims JOIN pay_day ON pay_day.day = claims.earned_on WHERE deal_id IS NULL`;
  return [
    `LEFT JOIN ${first('payee, deal_id', ofDeal)} claim_deal ON claim_deal.payee = ${payeeSql} AND claim_deal.deal_id = d.sale_id`,
    `LEFT JOIN ${first('payee, period', ofPeriod)} claim_period ON claim_period.payee = ${payeeSql} AND claim_period.period = pay_day.period`,
    ...(grain === 'line'
      ? [
          `LEFT JOIN ${first('payee, deal_id, line_id', `(${claims}) AS claims WHERE line_id IS NOT NULL`)} claim_line
            ON claim_line.payee = ${payeeSql} AND claim_line.deal_id = d.sale_id AND claim_line.line_id = l.line_id`,
        ]
      : []),
  ];
}

/** A return of an unknown sale takes back: nobody claims one. */
export function claimedSql({ terms }: PlanLine, grain: 'deal' | 'line'): string {
  const places = ['claim_deal', 'claim_period', ...(grain === 'line' ? ['claim_line'] : [])];
  const first = `least(${places.map((place) => `${place}.claimed_on`).join(', ')})`;
  return `((d.amount < 0 AND d.back_days IS NULL) OR coalesce(${first} <= d.sale_on + ${terms.claimWithinDays}, FALSE))`;
}
