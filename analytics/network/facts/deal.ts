/** Deals, with the measures of their lines and what their parties did. */
import type { DimensionId } from '../../api/documents/query.ts';
import { quoteText } from '../../engine/sql.ts';
import { baseConversion, conversion } from '../currency.ts';
import type { Network } from '../network.ts';
import type { FactRequest, Need } from './request.ts';
import { select } from './select.ts';

const DEAL_COLUMNS = [
  'deal_id',
  'deal_name',
  'customer',
  'route',
  'basis',
  'motion',
  'stage',
  'outcome',
  'probability',
  'recurring_unit',
  'currency',
  'created_on',
  'registered_on',
  'decided_on',
  'approved',
  'expires_on',
  'closed_on',
  'term_end',
  'renews_deal_id',
  'partner_id',
  'has_lines',
  'load_id',
  'source_row',
];

/** The day whose exchange rate a deal has. */
const RATE_DAY = 'coalesce(d.closed_on, d.registered_on, d.created_on)';

export function dealRelation(request: FactRequest): string {
  const { network, needs, products, productWhere } = request;
  const money = conversion(network, 'd', RATE_DAY);
  const optional = [...needs].map((need) => DEAL_NEEDS[need]?.(network)).filter((part) => part !== undefined);
  const shared = [
    ...DEAL_COLUMNS.map((name) => `d.${name}`),
    'd.country AS deal_country',
    'coalesce(d.term_start, d.closed_on) AS term_start',
    "coalesce(d.role, 'fulfilment') AS role",
    "(d.partner_id IS NULL AND d.route IS NOT DISTINCT FROM 'direct') AS direct",
    `${money.amount("CASE WHEN d.recurring_unit = 'month' THEN d.recurring_amount * 12 ELSE d.recurring_amount END")} AS annual_amount`,
    `${money.unrated} AS unrated`,
    ...optional.flatMap((part) => part.columns),
  ];
  const joins = [money.join, ...optional.map((part) => part.join)];
  const conditions = [basisCondition(request)];
  const split = products.length > 0 || productWhere.length > 0;
  const explicit = network.profile.lines && (split || needs.has('lines'));

  const costed = money.amount('CASE WHEN d.cost IS NOT NULL THEN d.amount END');
  const inline = select(
    [
      ...shared,
      `${money.amount('d.amount')} AS amount`,
      'd.quantity',
      `${costed} AS costed_amount`,
      `${costed} - ${money.amount('d.cost')} AS margin`,
      `${money.amount('d.list_amount - d.amount')} AS discount`,
      ...products.map((id) => `${PRODUCT_VALUES[id]!.replace('line.', 'd.')} AS ${id}`),
    ],
    `${network.table('deal')} d`,
    [...joins, split ? productJoin(network, 'd') : ''],
    [...conditions, explicit ? 'NOT coalesce(d.has_lines, FALSE)' : '', ...onLine(productWhere, 'd')],
  );
  if (!explicit) return inline;

  const keys = products.map((id) => PRODUCT_VALUES[id]!);
  const lines = select(
    [
      'line.deal_id',
      ...products.map((id, index) => `${keys[index]} AS ${id}`),
      'sum(line.amount) AS amount',
      'sum(line.quantity) AS quantity',
      'sum(line.amount) FILTER (WHERE line.cost IS NOT NULL) AS costed_amount',
      'sum(line.cost) FILTER (WHERE line.amount IS NOT NULL) AS cost',
      'sum(line.list_amount - line.amount) AS discount',
    ],
    `${network.table('deal_line')} line`,
    [split ? productJoin(network, 'line') : ''],
    [...productWhere],
    ['line.deal_id', ...keys],
  );
  const withLines = select(
    [
      ...shared,
      `${money.amount(split ? 'g.amount' : 'd.amount')} AS amount`,
      'g.quantity',
      `${money.amount('g.costed_amount')} AS costed_amount`,
      `${money.amount('g.costed_amount')} - ${money.amount('g.cost')} AS margin`,
      `${money.amount('g.discount')} AS discount`,
      ...products.map((id) => `g.${id}`),
    ],
    `${network.table('deal')} d`,
    [...joins, `${split ? '' : 'LEFT '}JOIN ${lines} g ON g.deal_id = d.deal_id`],
    [...conditions, 'd.has_lines'],
  );
  return `(${inline} UNION ALL ${withLines})`;
}

/** Product dimensions over the aliases `line` (a line, or a deal that is its own) and `product`. */
export const PRODUCT_VALUES: Partial<Record<DimensionId, string>> = {
  product: 'line.product_id',
  family: 'product.family',
  category: 'product.category',
};

interface Optional {
  readonly columns: readonly string[];
  readonly join: string;
}

const DEAL_NEEDS: Partial<Record<Need, (network: Network) => Optional>> = {
  firstWon: (network) => ({
    columns: ['first_won.on_date AS customer_first_won_on'],
    join: `LEFT JOIN (SELECT customer, min(closed_on) AS on_date FROM ${network.table('deal')} AS won_deals
      WHERE outcome = 'won' GROUP BY customer) first_won ON first_won.customer = d.customer`,
  }),
  renewed: (network) => ({
    columns: ['(renewal.deal_id IS NOT NULL) AS renewed', '(renewing.deal_id IS NOT NULL) AS renewing'],
    join: `LEFT JOIN (SELECT DISTINCT renews_deal_id AS deal_id FROM ${network.table('deal')} AS renewals
      WHERE outcome = 'won' AND renews_deal_id IS NOT NULL) renewal ON renewal.deal_id = d.deal_id
      LEFT JOIN (SELECT DISTINCT renews_deal_id AS deal_id FROM ${network.table('deal')} AS open_renewals
      WHERE outcome = 'open' AND renews_deal_id IS NOT NULL) renewing ON renewing.deal_id = d.deal_id`,
  }),
  distributor: (network) => ({
    columns: ['distribution.partner_id AS distributor'],
    join: `LEFT JOIN (SELECT deal_id, min(partner_id) AS partner_id FROM ${partyRelation(network)} AS parties
      WHERE role = 'distributor' GROUP BY deal_id) distribution ON distribution.deal_id = d.deal_id`,
  }),
  size: (network) => {
    const money = baseConversion(network, 'd', RATE_DAY);
    return { columns: [`${money.amount('d.amount')} AS size`], join: money.join };
  },
  roles: (network) => {
    const { sourced, influencing } = inlineRoles(network);
    const elsewhere = network.profile.parties
      ? ` OR d.deal_id IN (SELECT deal_id FROM ${network.table('deal_party')} AS parties WHERE role = 'sourced')`
      : '';
    return {
      columns: [
        `${sourced} AS inline_sourced`,
        `${influencing} AS inline_influencing`,
        `(${sourced}${elsewhere}) AS deal_sourced`,
      ],
      join: '',
    };
  },
};

/**
 * Whether the inline party sourced or influenced the deal. A party that was loaded without a role sourced the deal when
 * its registration was approved and the deal closed inside the protection.
 */
function inlineRoles({ policy }: Network): { sourced: string; influencing: string } {
  const protectedUntil = `coalesce(d.expires_on, d.registered_on + ${policy.protectionDays})`;
  return {
    sourced: `coalesce(d.partner_id IS NOT NULL AND (d.role = 'sourced' OR (d.role IS NULL AND d.approved
      AND d.registered_on IS NOT NULL AND (d.closed_on IS NULL OR d.closed_on <= ${protectedUntil}))), FALSE)`,
    influencing: influence(policy.influenceDays, 'd.role', 'd.party_event_on', 'd.closed_on'),
  };
}

/** An influence counts when it happened within the policy's days before the close, or at a time nobody wrote down. */
export function influence(days: number, role: string, on: string, closed: string): string {
  return `coalesce(${role} IN ('influenced', 'co-sell')
    AND (${on} IS NULL OR ${closed} IS NULL OR (${on} <= ${closed} AND ${on} >= ${closed} - ${days})), FALSE)`;
}

/** Every party of every deal: deal_id, partner_id, role. */
export function partyRelation(network: Network): string {
  const inline = `SELECT deal_id, partner_id, coalesce(role, 'fulfilment') AS role
    FROM ${network.table('deal')} AS deals WHERE partner_id IS NOT NULL`;
  if (!network.profile.parties) return `(${inline})`;
  return `(${inline} UNION ALL SELECT deal_id, partner_id, role FROM ${network.table('deal_party')} AS explicit)`;
}

/** Bases never sum together: only the policy's counts, unless the bases themselves are asked for. */
function basisCondition({ network, everyBasis }: FactRequest): string {
  const basis = network.policy.revenueBasis;
  return everyBasis || !network.profile.otherBases
    ? ''
    : `coalesce(d.basis, ${quoteText(basis)}) = ${quoteText(basis)}`;
}

function productJoin(network: Network, line: string): string {
  return `LEFT JOIN ${network.table('product')} product ON product.product_id = ${line}.product_id`;
}

function onLine(conditions: readonly string[], alias: string): string[] {
  return conditions.map((sql) => sql.replaceAll('line.', `${alias}.`));
}
