/**
 * Who a row is credited to. A deal counts once in the network. Cut by an attribute of its partners it counts once for
 * each distinct value among its parties, so rows by partner may add up to more than the total.
 *
 * Nearly every deal has one party, and that one is on the deal row. So the deals are scanned as they are, and the parties
 * in store.deal_party only add the few rows whose value the inline party does not have already.
 */
import type { DimensionId, Filter } from '../api/documents/query.ts';
import { dimension } from './dimensions.ts';
import { FACTS, type FactId, type FactRequest, influence, PRODUCT_VALUES } from './facts.ts';
import { DIRECT, UNASSIGNED } from './model.ts';

/** Names of the relations that a statement with these rows must define. */
export const ROSTER = 'roster';
export const DAYS = 'day_table';
export const LEVELS = 'level_span';
/** What is in a statement that asks for the segment of a partner. */
export const SEGMENT_OF = 'p.segment';

export interface CreditRequest extends FactRequest {
  readonly fact: FactId;
  /** Column for time dimensions and for the level on the row's date. */
  readonly date: string | undefined;
  readonly by: readonly DimensionId[];
  readonly where: readonly Filter[];
  /** Binds a value and gives its place in the statement. */
  bind(value: string): string;
}

/**
 * One set of rows under the alias `f`. `keys` are the values of the dimensions asked for. `late` ones need only the
 * partner of a row, so sums can be made per partner first and the partner looked up once instead of for every deal.
 */
export interface RowArm {
  readonly from: string;
  readonly where: readonly string[];
  readonly keys: readonly Key[];
  /** What must be joined and asked after grouping by partner_id and direct; absent when no partner is asked for. */
  readonly late: { readonly join: string; readonly where: readonly string[] } | null;
}

interface Key {
  readonly sql: string;
  readonly late: boolean;
}

/** The filters and dimensions of a fact's rows, sorted by what they are about. */
export function creditRows(request: CreditRequest): RowArm[] {
  const partnerish = [...request.by, ...request.where.map(({ dim }) => dim)].some(isCredit);
  const byParties =
    request.fact === 'deal' && request.network.profile.parties && (partnerish || request.needs.has('roles'));
  return byParties ? partyArms(request, partnerish) : [inlineArm(request)];
}

function inlineArm(request: CreditRequest): RowArm {
  const { by, where } = request;
  const relation = factRelation(request);
  const roles = request.needs.has('roles')
    ? `(SELECT f.*, f.inline_sourced AS sourced, f.inline_influencing AS influencing FROM ${relation} f)`
    : relation;
  const eventJoin = uses(request, 'level_at_event') ? levelJoin(request, 'f.partner_id', `f.${request.date}`) : '';
  // The level on the row's date needs the date, so its partner cannot be looked up late.
  const early = eventJoin !== '';
  const joined = early || by.some(isPartner) || where.some(({ dim }) => isPartner(dim));
  const join = joined ? `LEFT JOIN ${ROSTER} p ON p.partner_id = f.partner_id` : '';
  const lateWhere = where.filter(({ dim }) => isPartner(dim)).map((filter) => condition(request, filter, inlineValue));
  const otherWhere = where
    .filter(({ dim }) => !isPartner(dim) && dimension(dim).source !== 'product')
    .map((filter) => condition(request, filter, inlineValue));
  return {
    from: `${roles} f ${dayJoin(request)} ${early ? `${join} ${eventJoin}` : ''}`,
    where: early ? [...otherWhere, ...lateWhere] : otherWhere,
    keys: by.map((id) => ({ sql: inlineValue(id), late: !early && isPartner(id) })),
    late: early || join === '' ? null : { join, where: lateWhere },
  };
}

function partyArms(request: CreditRequest, partnerish: boolean): RowArm[] {
  const { network, by, where, needs } = request;
  const deals = factRelation(request);
  const credit = by.filter(isCredit);
  const event = uses(request, 'level_at_event');
  const aboutParty = (filter: Filter) => isCredit(filter.dim);
  const rest = where.filter((filter) => !aboutParty(filter) && dimension(filter.dim).source !== 'product');
  const restWhere = rest.map((filter) => condition(request, filter, inlineValue));

  const partyKeys = credit.map((id) => partyValue(id));
  const dated = needs.has('roles') || event;
  const flags = needs.has('roles')
    ? `, bool_or(c.role = 'sourced') AS sourced,
       bool_or(${influence(network.policy.influenceDays, 'c.role', 'c.event_on', 'e.closed_on')}) AS influencing`
    : '';
  const parties = `(SELECT c.deal_id${partyKeys.map((sql, index) => `, ${sql} AS c${index}`).join('')}${flags}
    FROM ${network.table('deal_party')} c
    LEFT JOIN ${ROSTER} p ON p.partner_id = c.partner_id
    ${dated ? `JOIN ${network.table('deal')} e ON e.deal_id = c.deal_id` : ''}
    ${event ? levelJoin(request, 'c.partner_id', `e.${request.date}`) : ''}
    ${whereSql(where.filter(aboutParty).map((filter) => condition(request, filter, partyValue)))}
    GROUP BY ${['c.deal_id', ...partyKeys].join(', ')})`;

  const inlineJoin = `LEFT JOIN ${ROSTER} p ON p.partner_id = f.partner_id
    ${event ? levelJoin(request, 'f.partner_id', `f.${request.date}`) : ''}`;
  const inlineWhere = where.filter(aboutParty).map((filter) => condition(request, filter, inlineValue));
  const same = credit.map((id, index) => `${inlineValue(id)} IS NOT DISTINCT FROM x.c${index}`);
  const creditKey = (id: DimensionId) => `k${credit.indexOf(id)}`;
  const outerKeys = by.map((id) => ({ sql: isCredit(id) ? `f.${creditKey(id)}` : inlineValue(id), late: false }));

  // A deal without an inline partner that has parties belongs to them, not to direct or unassigned.
  const orphan = partnerish
    ? [`NOT (f.partner_id IS NULL AND f.deal_id IN (SELECT deal_id FROM ${network.table('deal_party')} AS named))`]
    : [];
  const base = `(SELECT f.*${credit.map((id) => `, ${inlineValue(id)} AS ${creditKey(id)}`).join('')}${
    needs.has('roles')
      ? ', (f.inline_sourced OR coalesce(x.sourced, FALSE)) AS sourced, (f.inline_influencing OR coalesce(x.influencing, FALSE)) AS influencing'
      : ''
  } FROM ${deals} f ${partnerish ? inlineJoin : ''}
    ${needs.has('roles') ? `LEFT JOIN ${parties} x ON ${['x.deal_id = f.deal_id', ...same].join(' AND ')}` : ''}
    ${whereSql([...orphan, ...inlineWhere])})`;
  const arm = (relation: string): RowArm => ({
    from: `${relation} f ${dayJoin(request)}`,
    where: restWhere,
    keys: outerKeys,
    late: null,
  });
  if (!partnerish) return [arm(base)];

  const counted = ['f.partner_id IS NOT NULL', ...inlineWhere, ...same].map((sql) => `(${sql})`).join(' AND ');
  const further = `(SELECT f.*${credit.map((id, index) => `, x.c${index} AS ${creditKey(id)}`).join('')}${
    needs.has('roles') ? ', x.sourced AS sourced, x.influencing AS influencing' : ''
  } FROM ${parties} x JOIN ${deals} f ON f.deal_id = x.deal_id ${inlineJoin}
    WHERE NOT coalesce(${counted}, FALSE))`;
  return [arm(base), arm(further)];
}

function factRelation(request: CreditRequest): string {
  const products = request.by.filter((id) => dimension(id).source === 'product');
  const productWhere = request.where
    .filter(({ dim }) => dimension(dim).source === 'product')
    .map((filter) => condition(request, filter, (id) => PRODUCT_VALUES[id]!));
  return FACTS[request.fact].relation({ ...request, products, productWhere });
}

/** The value of a dimension for a row `f` credited to its own partner `p`. */
function inlineValue(id: DimensionId): string {
  switch (dimension(id).source) {
    case 'partner':
      return credited(`p.${partnerColumn(id)}`, 'p.partner_id IS NOT NULL', 'f.direct');
    case 'party':
      return credited('f.role', 'f.partner_id IS NOT NULL', 'f.direct');
    case 'event':
      return credited(EVENT_LEVEL, 'p.partner_id IS NOT NULL', 'f.direct');
    case 'time':
      return `day.${id}`;
    default:
      return `f.${id}`;
  }
}

/** The same for a party `c`, which always has a partner. */
function partyValue(id: DimensionId): string {
  switch (dimension(id).source) {
    case 'party':
      return 'c.role';
    case 'event':
      return credited(EVENT_LEVEL, 'p.partner_id IS NOT NULL', null);
    default:
      return credited(`p.${partnerColumn(id)}`, 'p.partner_id IS NOT NULL', null);
  }
}

const EVENT_LEVEL = 'coalesce(lv.level, p.loaded_level)';

function credited(value: string, known: string, direct: string | null): string {
  const without = direct === null ? '' : ` WHEN ${direct} THEN '${DIRECT}'`;
  return `CASE WHEN ${known} THEN ${value}${without} ELSE '${UNASSIGNED}' END`;
}

function partnerColumn(id: DimensionId): string {
  return id === 'partner' ? 'partner_id' : id;
}

function levelJoin(request: CreditRequest, partner: string, date: string): string {
  if (request.network.profile.mainProgram === null) return `LEFT JOIN (SELECT NULL AS level) lv ON FALSE`;
  return `LEFT JOIN ${LEVELS} lv ON lv.partner_id = ${partner} AND ${date} >= lv.from_on AND ${date} <= lv.to_on`;
}

function dayJoin(request: CreditRequest): string {
  const timed = [...request.by, ...request.where.map(({ dim }) => dim)].some((id) => dimension(id).source === 'time');
  return timed ? `LEFT JOIN ${DAYS} day ON day.day = f.${request.date}` : '';
}

function uses(request: CreditRequest, id: DimensionId): boolean {
  return request.by.includes(id) || request.where.some(({ dim }) => dim === id);
}

function isPartner(id: DimensionId): boolean {
  return dimension(id).source === 'partner';
}

/** Dimensions that depend on which party is credited. */
export function isCredit(id: DimensionId): boolean {
  const { source } = dimension(id);
  return source === 'partner' || source === 'party' || source === 'event';
}

/** A filter as SQL; values are bound, `null` stands for rows without a value. */
function condition(request: CreditRequest, { dim, values, not }: Filter, sqlOf: (id: DimensionId) => string): string {
  const sql = sqlOf(dim);
  const listed = values.filter((value) => value !== null).map((value) => request.bind(value));
  const parts = [
    ...(listed.length > 0 ? [`coalesce(${sql} IN (${listed.join(', ')}), FALSE)`] : []),
    ...(values.includes(null) ? [`${sql} IS NULL`] : []),
  ];
  // No values: the partners of a level that nobody has.
  const any = parts.length > 0 ? parts.join(' OR ') : 'FALSE';
  return not ? `NOT (${any})` : `(${any})`;
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}
