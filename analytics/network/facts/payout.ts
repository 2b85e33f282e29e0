/** Payments and accruals to partners. */
import { quoteText } from '../../engine/sql.ts';
import { conversion } from '../currency.ts';
import { PRODUCT_VALUES, partyRelation } from './deal.ts';
import type { FactRequest } from './request.ts';
import { own, select } from './select.ts';

/** Payouts that were refused, or reversed by changing their status, are not earned. A reversal in a row of its own counts. */
const NOT_EARNED = ['refused', 'rejected', 'declined', 'denied', 'cancelled', 'canceled', 'void', 'failed', 'expired'];

export function payoutRelation({ network, needs, products, productWhere }: FactRequest): string {
  const money = conversion(network, 'd', 'coalesce(d.earned_on, d.paid_on)');
  const split = products.length > 0 || productWhere.length > 0;
  const status = "lower(coalesce(d.status, ''))";
  const { paymentDays } = network.policy;
  const byKind = Object.entries(paymentDays.byKind).map(
    ([kind, days]) => `WHEN ${quoteText(kind.toLowerCase())} THEN ${days}`,
  );
  const days =
    byKind.length > 0
      ? `CASE lower(d.kind) ${byKind.join(' ')} ELSE ${paymentDays.default} END`
      : String(paymentDays.default);
  const line = split
    ? [
        // A line id that occurs once in the network finds its deal when the payout names none.
        `LEFT JOIN (SELECT line_id, min(deal_id) AS deal_id FROM ${network.table('deal_line')} AS lines
           GROUP BY line_id HAVING count(*) = 1) named ON named.line_id = CASE WHEN d.deal_id IS NULL THEN d.line_id END`,
        `LEFT JOIN ${network.table('deal_line')} own ON own.deal_id = coalesce(d.deal_id, named.deal_id) AND own.line_id = d.line_id`,
        `LEFT JOIN (SELECT deal_id, product_id FROM ${network.table('deal')} AS deals WHERE NOT coalesce(has_lines, FALSE)) single
           ON single.deal_id = d.deal_id`,
        `LEFT JOIN ${network.table('product')} product ON product.product_id = coalesce(own.product_id, single.product_id)`,
      ]
    : [];
  const onProduct = (sql: string) => sql.replaceAll('line.product_id', 'coalesce(own.product_id, single.product_id)');
  return select(
    [
      ...['payout_id', 'partner_id', 'deal_id', 'line_id', 'program', 'kind', 'rate', 'currency', 'status'].map(own),
      ...['earned_on', 'claimed_on', 'paid_on', 'requested_on', 'approved_on', 'dispute_status'].map(own),
      ...['load_id', 'source_row'].map(own),
      `coalesce(d.due_on, d.earned_on + ${days}) AS due_on`,
      'FALSE AS direct',
      `${money.amount('d.amount')} AS amount`,
      `${money.amount('d.base')} AS base`,
      `${money.unrated} AS unrated`,
      `NOT (${status} IN (${NOT_EARNED.map(quoteText).join(', ')}) OR (${status} = 'reversed' AND d.amount > 0)) AS earned`,
      ...(needs.has('deal')
        ? ['deal.route', 'deal.motion', 'deal.basis', 'deal.country AS deal_country', 'deal.distributor']
        : []),
      ...products.map((id) => `${onProduct(PRODUCT_VALUES[id]!)} AS ${id}`),
    ],
    `${network.table('payout')} d`,
    [
      money.join,
      ...line,
      needs.has('deal')
        ? `LEFT JOIN (SELECT deals.deal_id, route, motion, basis, country, distribution.partner_id AS distributor
             FROM ${network.table('deal')} AS deals
             LEFT JOIN (SELECT deal_id, min(partner_id) AS partner_id FROM ${partyRelation(network)} AS parties
               WHERE role = 'distributor' GROUP BY deal_id) distribution ON distribution.deal_id = deals.deal_id
           ) deal ON deal.deal_id = d.deal_id`
        : '',
    ],
    productWhere.map(onProduct),
  );
}
