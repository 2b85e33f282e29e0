/**
 * The one seam between metrics and wherever the rows are. A fact is a relation of rows that can be counted or added,
 * with money in the base currency under plain names; what is above it knows facts and their columns, never tables.
 * The SQL keeps to a portable subset: joins, CASE, aggregates with FILTER, window functions, DECIMAL arithmetic.
 */
import type { Policy } from '../api/documents/policy.ts';
import type { DimensionId } from '../api/documents/query.ts';
import { quoteText } from '../engine/sql.ts';
import { conversion } from './currency.ts';
import { addMonths } from './dates.ts';
import type { DimensionSource } from './dimensions.ts';
import { dateLiteral, dayRelation, type Network } from './network.ts';

export type FactId = 'deal' | 'payout' | 'partner' | 'certification' | 'target' | 'cost';

/** What a fact brings only when asked, because it costs a join. */
export type Need =
  /** Deal: measures of its lines (quantity, margin, costed_amount, discount). */
  | 'lines'
  /** Payout: attributes of the deal it was earned on. */
  | 'deal'
  /** `distributor`: the distributor among the parties, the first by id when there are several. */
  | 'distributor'
  /** `customer_first_won_on`: the first day the customer bought anything. */
  | 'firstWon'
  /** `renewed`: a won deal renews this one. */
  | 'renewed'
  /** Deal: `deal_sourced` by any party, and what credit.ts makes `sourced` and `influencing` of the credited one from. */
  | 'roles'
  /** Partner: `active`, `was_active` at the end and before the start of the window. */
  | 'activity'
  /** Partner: `first_won_on`. */
  | 'firstDeal'
  /** Partner: `certified` at the end of the window. */
  | 'certified';

/** The days that a snapshot reads its state on. */
export interface FactWindow {
  readonly from: string;
  /** The last day that counts: the end, or the last day with data of an unfinished period. */
  readonly asOf: string;
  /** The day before `from`. */
  readonly before: string;
}

export interface FactRequest {
  readonly network: Network;
  readonly needs: ReadonlySet<Need>;
  /** For facts that are a state: the window whose end they show. */
  readonly window: FactWindow;
  /** Product dimensions asked for: a deal becomes one row for each distinct value among its lines. */
  readonly products: readonly DimensionId[];
  /** Conditions on product dimensions, over `line` and `product`. */
  readonly productWhere: readonly string[];
  /** Rows are cut by partner, so a target must be a partner's. */
  readonly credited: boolean;
  /** Rows of every basis instead of the policy's revenue basis. */
  readonly everyBasis: boolean;
}

interface Fact {
  /** The dimensions its rows can be cut by, when the metric has a date. */
  readonly reach: ReadonlySet<DimensionSource>;
  /** The column that names a row. */
  readonly key: string;
  /** A state at the end of a window rather than dated rows. */
  readonly state: boolean;
  relation(request: FactRequest): string;
}

export const FACTS: Readonly<Record<FactId, Fact>> = {
  deal: {
    reach: new Set(['partner', 'party', 'event', 'deal', 'product', 'time']),
    key: 'deal_id',
    state: false,
    relation: dealRelation,
  },
  payout: {
    reach: new Set(['partner', 'event', 'deal', 'product', 'payout', 'time']),
    key: 'payout_id',
    state: false,
    relation: payoutRelation,
  },
  partner: { reach: new Set(['partner']), key: 'partner_id', state: true, relation: partnerRelation },
  certification: {
    reach: new Set(['partner', 'event', 'time']),
    key: 'partner_id',
    state: false,
    relation: certificationRelation,
  },
  target: { reach: new Set(['partner', 'time']), key: 'scope_value', state: false, relation: targetRelation },
  cost: { reach: new Set(['time']), key: 'category', state: false, relation: costRelation },
};

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

function dealRelation(request: FactRequest): string {
  const { network, needs, products, productWhere } = request;
  const money = conversion(network, 'd', 'coalesce(d.closed_on, d.registered_on, d.created_on)');
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
function partyRelation(network: Network): string {
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

/** Payouts that were refused, or reversed by changing their status, are not earned. A reversal in a row of its own counts. */
const NOT_EARNED = ['refused', 'rejected', 'declined', 'denied', 'cancelled', 'canceled', 'void', 'failed', 'expired'];

function payoutRelation({ network, needs, products, productWhere }: FactRequest): string {
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
           GROUP BY line_id HAVING count(*) = 1) named ON d.deal_id IS NULL AND named.line_id = d.line_id`,
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

function own(name: string): string {
  return `d.${name}`;
}

/** The roster as it stands at the end of a window, with what each partner had done by then. */
function partnerRelation({ network, needs, window }: FactRequest): string {
  const asOf = dateLiteral(window.asOf);
  const before = dateLiteral(window.before);
  const started = 'coalesce(d.agreement_start, d.onboarded_on)';
  const left = network.policy.leftStatuses.map((status) => quoteText(status.toLowerCase()));
  // A status says only how it is today: a partner who has left counts up to the end of the agreement, if that is known.
  const stays =
    left.length === 0
      ? 'TRUE'
      : `(lower(coalesce(d.status, '')) NOT IN (${left.join(', ')}) OR d.agreement_end < ${dateLiteral(network.horizon.to)})`;
  const enrolled = (day: string) =>
    `(coalesce(${started} <= ${day}, TRUE) AND coalesce(d.agreement_end >= ${day}, TRUE) AND ${stays})`;
  const columns = [
    'd.partner_id',
    'FALSE AS direct',
    'FALSE AS unrated',
    `${started} AS started_on`,
    'd.agreement_end',
    'd.load_id',
    'd.source_row',
    `${enrolled(asOf)} AS enrolled`,
    `${enrolled(before)} AS was_enrolled`,
  ];
  const joins: string[] = [];
  if (needs.has('activity')) {
    const within = (day: string) =>
      `bool_or(on_date > ${dateLiteral(addMonths(day, -network.policy.active.months))} AND on_date <= ${dateLiteral(day)})`;
    columns.push(
      `(${enrolled(asOf)} AND coalesce(event.active, FALSE)) AS active`,
      `(${enrolled(before)} AND coalesce(event.was_active, FALSE)) AS was_active`,
    );
    joins.push(`LEFT JOIN (SELECT partner_id, ${within(window.asOf)} AS active, ${within(window.before)} AS was_active
      FROM ${eventRelation(network)} AS events GROUP BY partner_id) event ON event.partner_id = d.partner_id`);
  }
  if (needs.has('firstDeal')) {
    columns.push('won.first_on AS first_won_on');
    joins.push(`LEFT JOIN (SELECT partner_id, min(on_date) AS first_on FROM ${dealDates(network, 'closed_on', "outcome = 'won'")} AS wins
      GROUP BY partner_id) won ON won.partner_id = d.partner_id`);
  }
  if (needs.has('certified')) {
    columns.push('(valid.partner_id IS NOT NULL) AS certified', 'coalesce(valid.people, 0) AS certified_people');
    joins.push(`LEFT JOIN (SELECT partner_id, count(DISTINCT person) AS people FROM ${network.table('certification')} AS certificates
      WHERE earned_on <= ${asOf} AND (expires_on IS NULL OR expires_on >= ${asOf}) GROUP BY partner_id) valid ON valid.partner_id = d.partner_id`);
  }
  return select(columns, `${network.table('partner')} d`, joins, []);
}

/** What counts as activity under the policy: partner_id, on_date. */
function eventRelation(network: Network): string {
  const events: Record<Policy['active']['events'][number], string> = {
    registered: dealDates(network, 'registered_on', 'TRUE'),
    won: dealDates(network, 'closed_on', "outcome = 'won'"),
    certified: `(SELECT partner_id, earned_on AS on_date FROM ${network.table('certification')} AS certificates)`,
    activity: `(SELECT partner_id, on_date FROM ${network.table('activity')} AS activities)`,
  };
  return `(${network.policy.active.events.map((event) => `SELECT partner_id, on_date FROM ${events[event]} AS ${event}`).join(' UNION ALL ')})`;
}

/** A date of the deals that a partner was party to: partner_id, on_date. */
function dealDates(network: Network, date: string, condition: string): string {
  const inline = `SELECT partner_id, ${date} AS on_date FROM ${network.table('deal')} AS deals WHERE partner_id IS NOT NULL AND ${condition}`;
  if (!network.profile.parties) return `(${inline})`;
  return `(${inline} UNION ALL SELECT parties.partner_id, deals.${date} FROM ${network.table('deal_party')} AS parties
    JOIN ${network.table('deal')} AS deals ON deals.deal_id = parties.deal_id WHERE ${condition})`;
}

function certificationRelation({ network }: FactRequest): string {
  return select(
    ['partner_id', 'person', 'certification', 'level', 'earned_on', 'expires_on', 'load_id', 'source_row']
      .map(own)
      .concat('FALSE AS direct', 'FALSE AS unrated'),
    `${network.table('certification')} d`,
    [],
    [],
  );
}

/** Plan figures; `chosen` are those of one scope, so that a network target and its partners' parts are never added. */
function targetRelation({ network, credited }: FactRequest): string {
  const scopes = network.profile.targetScopes;
  const widest =
    (['network', 'region', 'level', 'partner'] as const).find((name) => scopes.includes(name)) ?? 'network';
  const money = conversion(network, 'd', 'd.period_start');
  return select(
    [
      ...['scope', 'scope_value', 'period_start', 'period_end', 'metric', 'load_id', 'source_row'].map(own),
      "CASE WHEN d.scope = 'partner' THEN d.scope_value END AS partner_id",
      'FALSE AS direct',
      `${money.amount('d.value')} AS amount`,
      `${money.unrated} AS unrated`,
      `(d.scope = '${credited ? 'partner' : widest}') AS chosen`,
    ],
    `${network.table('target')} d`,
    [money.join],
    [],
  );
}

function costRelation({ network }: FactRequest): string {
  const money = conversion(network, 'd', 'd.period_start');
  return select(
    [
      ...['period_start', 'period_end', 'category', 'scope', 'load_id', 'source_row'].map(own),
      `${money.amount('d.amount')} AS amount`,
      `${money.unrated} AS unrated`,
    ],
    `${network.table('program_cost')} d`,
    [money.join],
    [],
  );
}

/**
 * Partners with their attributes, and the level at a date. Without enrollment history the level is the one loaded with
 * the roster.
 */
export function partnerAttributes(network: Network, asOf: string): string {
  const day = dateLiteral(asOf);
  const attributes = ['type', 'country', 'region', 'city', 'owner', 'parent'].map(own);
  if (network.profile.mainProgram === null) {
    return select(
      ['d.partner_id', NAME, 'd.level', 'd.level AS loaded_level', ...attributes],
      `${network.table('partner')} d`,
      [],
      [],
    );
  }
  return select(
    [
      'd.partner_id',
      NAME,
      'CASE WHEN known.partner_id IS NULL THEN d.level ELSE span.level END AS level',
      // Of partners without any history: what stands for their level on every date.
      'CASE WHEN known.partner_id IS NULL THEN d.level END AS loaded_level',
      ...attributes,
    ],
    `${network.table('partner')} d`,
    [
      `LEFT JOIN ${levelSpans(network)} span ON span.partner_id = d.partner_id AND span.from_on <= ${day} AND span.to_on >= ${day}`,
      `LEFT JOIN (SELECT DISTINCT partner_id FROM ${levelSpans(network)} AS spans) known ON known.partner_id = d.partner_id`,
    ],
    [],
  );
}

const NAME = 'coalesce(d.partner_name, d.partner_id) AS partner_name';

/**
 * Levels of the main program over time, without overlaps: a level ends the day before the next one begins, so that a
 * date finds at most one and no deal is counted twice.
 */
export function levelSpans(network: Network): string {
  const program = network.profile.mainProgram;
  return `(SELECT partner_id, level, from_on,
      least(coalesce(to_on, DATE '9999-12-31'), coalesce(lead(from_on) OVER (PARTITION BY partner_id ORDER BY from_on) - 1, DATE '9999-12-31')) AS to_on
    FROM ${network.table('enrollment')} AS enrollments WHERE program IS NOT DISTINCT FROM ${program === null ? 'NULL' : quoteText(program)})`;
}

/** Every day of a span with the fiscal periods that hold it: day, month, quarter, year. */
export function dayTable(network: Network, from: string, to: string): string {
  const months = network.calendar
    .months(from, to)
    .map((m) => `(${dateLiteral(m.from)}, ${dateLiteral(m.to)}, '${m.month}', '${m.quarter}', '${m.year}')`);
  return `(SELECT days.day, m.month, m.quarter, m.year FROM ${dayRelation(from, to)} days
    JOIN (VALUES ${months.join(', ')}) AS m(first_day, last_day, month, quarter, year)
    ON days.day >= m.first_day AND days.day <= m.last_day)`;
}

function select(
  columns: readonly string[],
  from: string,
  joins: readonly string[],
  conditions: readonly string[],
  groupBy: readonly string[] = [],
): string {
  const kept = conditions.filter((sql) => sql !== '');
  return `(SELECT ${columns.join(', ')} FROM ${from} ${joins.filter((sql) => sql !== '').join(' ')}${
    kept.length > 0 ? ` WHERE ${kept.map((sql) => `(${sql})`).join(' AND ')}` : ''
  }${groupBy.length > 0 ? ` GROUP BY ${groupBy.join(', ')}` : ''})`;
}
