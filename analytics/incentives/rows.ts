/**
 * The rows that a line of a plan pays on, as one relation: each deal (or line of one) once for each payee, whatever the
 * number of its lines and parties. Only won deals earn.
 */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import { quoteText } from '../engine/sql.ts';
import {
  BASE_RATES,
  baseConversion,
  conversion,
  inBaseCurrency,
  inCurrency,
  RATES,
  rateRelation,
  times,
} from '../network/currency.ts';
import { addDays } from '../network/dates.ts';
import { partyRelation } from '../network/facts/deal.ts';
import { dateLiteral, dayRelation, type Network } from '../network/network.ts';
import { levelSpans, partnerAttributes } from '../network/roster.ts';
import { segmentSpans } from '../network/segments.ts';
import { type ClaimKey, claimedSql, claimJoins } from './claims.ts';
import { isGroupScope } from './compile.ts';
import type { CompiledLine } from './compiled.ts';
import type { PayPeriod } from './periods.ts';
import { laterRegistrants, type ReturnCount, saleRelation, secondRegistrants } from './returns.ts';
import { conditionOf, isLevelFilter, isProductFilter, LEVEL_ON_DAY } from './rowFilters.ts';

export type Grain = 'deal' | 'line';

export interface RowsRequest {
  /** In the base currency; the plan's own is taken from the plan. */
  readonly network: Network;
  readonly plan: IncentivePlan;
  readonly compiled: CompiledLine;
  readonly grain: Grain;
  readonly periods: readonly PayPeriod[];
  /** Partners of the case; all when empty. */
  readonly where: readonly Filter[];
  /** Levels over time (partner_id, level, from_on, to_on without overlaps) instead of those in force. */
  readonly levels?: string | undefined;
  /** Whether what earlier lines paid comes off: see `lessPaid`. */
  readonly stacked: boolean;
  /** How many returns there are; with none, nothing is looked for. */
  readonly returns: ReturnCount;
  /** How claims of the line are found; null where none are loaded, so that nobody can have missed one. */
  readonly claims: ClaimKey | null;
  /** With the rows that have no base, and why: no_rate, own_level, no_currency, unnamed (a return that names no sale). */
  readonly unrated?: boolean;
  bind(value: string): string;
}

/**
 * A relation with: payee, partner_id, deal_id, line_id (NULL at deal grain), on_day, period (its index), counts (whether it
 * earns: rows outside the dates of plan and line are only what growth is held against), base DECIMAL(18,4), row_key (the place
 * of its key, NULL for none), mask (bits of its multipliers), s0, s1 … (whether a surcharge applies); where the line asks for
 * them claimed, known (the period in which a return comes, where it counts in that of its sale), scope_key (the group), part (the
 * share of the credit, of stacked lines).
 */
export function payRows(request: RowsRequest): string {
  const parts = partsOf(request);
  const { line, network, money, date, versioned, credit } = parts;
  const sql = `SELECT ${credit === null ? payeeOf(line) : 'c.payee'} AS payee, p.partner_id, d.deal_id,
      ${request.grain === 'line' ? 'l.line_id' : 'CAST(NULL AS VARCHAR)'} AS line_id,
      ${date} AS on_day, pay_day.period, ${countsSql(request.plan, line, 'd.sale_on')} AS counts,
      ${[...figuresOf(parts), ...(request.unrated ? [reasonsOf(parts)] : [])].join(', ')}
      ${versioned ? ', greatest(coalesce(known_day.period, pay_day.period), pay_day.period) AS known' : ''}
    FROM ${saleRelation(network, line, request.returns)} d ${joinsOf(parts).join(' ')}
    WHERE ${conditionsOf(parts)
      .map((condition) => `(${condition})`)
      .join(' AND ')}`;
  const relations = [
    `pay_roster AS ${payRoster(network, request.levels)}`,
    `pay_day AS ${dayPeriods(request.periods)}`,
    ...(parts.leveled ? [`pay_level AS ${request.levels ?? levelSpans(network)}`] : []),
    ...(parts.segmented ? [`pay_segment AS ${segmentSpans(network)}`] : []),
    ...(money.join === '' ? [] : [`${RATES} AS ${rateRelation(network)}`]),
    ...(parts.sized && network.currency !== undefined && parts.size.join !== ''
      ? [`${BASE_RATES} AS ${rateRelation(inBaseCurrency(network))}`]
      : []),
  ];
  return `(WITH ${relations.join(', ')} SELECT * FROM (${sql}) AS pay_rows${request.unrated ? '' : ' WHERE base IS NOT NULL'})`;
}

type RowParts = ReturnType<typeof partsOf>;

/** What the line makes of the request: which relations stand beside a deal (`d`, its line `l`, its partner `p`), and on which days. */
function partsOf(request: RowsRequest) {
  const { plan, compiled, where } = request;
  const { line, versioned } = compiled;
  const { on } = line;
  const network = inCurrency(request.network, plan.currency ?? request.network.policy.baseCurrency, plan.fxTable);
  const date = 'd.row_on';
  const filters = [...on.filter, ...line.where, ...where];
  const special = [...line.multipliers, ...line.surcharges];
  const everyFilter = [...filters, ...special.flatMap((one) => [...one.filter, ...('where' in one ? one.where : [])])];
  const registrants =
    on.registrant !== undefined || line.multipliers.some(({ registrant }) => registrant !== undefined);
  const credit = creditRelation(network, line);
  return {
    request,
    line,
    network,
    versioned,
    date,
    filters,
    everyFilter,
    registrants,
    credit,
    creditShare: `least(coalesce(${credit === null ? 'd' : 'c'}.credit_share, 1), 1)`,
    money: conversion(network, 'd', plan.fxDate === 'period-end' ? 'pay_day.last_day' : date),
    size: baseConversion(network, 'd', date),
    sized: on.dealFrom !== undefined || on.dealBelow !== undefined,
    // A campaign has no later period in which a return could count.
    home: versioned || line.period === 'campaign' ? 'd.home_on' : date,
    claims: line.terms.claimWithinDays === undefined ? null : request.claims,
    levelDay: on.levelDate === 'period-end' ? 'pay_day.last_day' : 'd.sale_on',
    segmented: everyFilter.some(({ dim }) => dim === 'segment'),
    leveled: compiled.keys?.by === 'level' || everyFilter.some(isLevelFilter),
    seconds: registrants ? secondRegistrants(network) : null,
  };
}

function joinsOf(parts: RowParts): string[] {
  const { request, line, network, everyFilter, registrants, credit, money, size, claims, levelDay, seconds } = parts;
  const { grain } = request;
  const joins = [
    `JOIN pay_day ON pay_day.day = ${parts.home}`,
    parts.versioned ? `LEFT JOIN pay_day known_day ON known_day.day = ${parts.date}` : '',
    credit === null ? '' : `JOIN ${credit} c ON c.deal_id = d.deal_id`,
    `JOIN pay_roster p ON p.partner_id = ${credit === null ? 'd' : 'c'}.partner_id`,
    parts.leveled
      ? `LEFT JOIN pay_level lv ON lv.partner_id = p.partner_id AND ${levelDay} >= lv.from_on AND ${levelDay} <= lv.to_on`
      : '',
    parts.segmented
      ? `LEFT JOIN pay_segment sg ON sg.partner_id = p.partner_id AND ${levelDay} >= sg.from_on AND ${levelDay} <= sg.to_on`
      : '',
    grain === 'line' ? `JOIN ${lineRelation(network)} l ON l.deal_id = d.deal_id` : '',
    everyFilter.some((filter) => filter.dim === 'family' || filter.dim === 'category')
      ? `LEFT JOIN ${network.table('product')} pr ON pr.product_id = l.product_id`
      : '',
    money.join,
    parts.sized && network.currency !== undefined ? size.join : '',
    line.on.newCustomer === undefined
      ? ''
      : `LEFT JOIN (SELECT customer, min(closed_on) AS first_on FROM ${network.table('deal')} AS won
          WHERE outcome = 'won' GROUP BY customer) bought ON bought.customer = d.customer`,
    line.on.firstDeal === undefined ? '' : `LEFT JOIN ${firstDeals(network)} began ON began.partner_id = p.partner_id`,
    registrants ? `LEFT JOIN ${laterRegistrants(network)} later ON later.deal_id = d.sale_id` : '',
    seconds === null
      ? ''
      : `LEFT JOIN ${seconds} second ON second.deal_id = d.sale_id AND second.partner_id = p.partner_id`,
    ...(claims ? claimJoins(network, line, claims, credit === null ? payeeOf(line) : 'c.payee', grain) : []),
  ];
  return joins.filter((join) => join !== '');
}

function conditionsOf({ request, line, network, filters, everyFilter, credit, size, seconds }: RowParts): string[] {
  const { on, terms } = line;
  return [
    `d.outcome = 'won'`,
    basisCondition(network, everyFilter),
    credit === null ? countedRole(line, "coalesce(d.role, 'fulfilment')") : '',
    filters.length > 0 ? conditionOf(filters, request.bind) : '',
    on.registered === undefined ? '' : `coalesce(d.approved AND d.registered_on IS NOT NULL, FALSE) = ${on.registered}`,
    on.newCustomer === undefined ? '' : `coalesce(d.sale_closed_on = bought.first_on, FALSE) = ${on.newCustomer}`,
    on.firstDeal === undefined ? '' : `coalesce(began.deal_id = d.sale_id, FALSE) = ${on.firstDeal}`,
    on.dealFrom === undefined ? '' : `${size.amount('d.sale_size')} >= ${on.dealFrom}`,
    on.dealBelow === undefined ? '' : `${size.amount('d.sale_size')} < ${on.dealBelow}`,
    on.registrant === undefined ? '' : registrantSql(on.registrant, seconds !== null),
    terms.clawbackDays === undefined ? '' : `d.back_days IS NULL OR d.back_days <= ${terms.clawbackDays}`,
  ].filter((sql) => sql !== '');
}

/** The base of a row, and what of it the line’s rules look at. */
function figuresOf({ request, line, money, claims, seconds, creditShare }: RowParts): string[] {
  const { plan, compiled, grain, bind } = request;
  const shared = line.on.credit === 'share';
  const base = baseOf(line, grain, money.amount);
  const mask = line.multipliers.map(
    ({ filter, where: partners, registrant }, index) =>
      `CASE WHEN ${conditionOf([...filter, ...partners], bind)}${registrant ? ` AND ${registrantSql(registrant, seconds !== null)}` : ''} THEN ${2 ** index} ELSE 0 END`,
  );
  return [
    `CAST(${shared ? times(base, creditShare) : base} AS DECIMAL(18,4)) AS base`,
    `${keySql(plan, compiled)} AS row_key`,
    `${mask.length > 0 ? mask.join(' + ') : '0'} AS mask`,
    ...line.surcharges.map(({ filter }, index) => `${conditionOf(filter, bind)} AS s${index}`),
    ...(line.terms.claimWithinDays === undefined ? [] : [`${claims ? claimedSql(line, grain) : 'TRUE'} AS claimed`]),
    ...(isGroupScope(line) ? ['coalesce(p.parent, p.partner_id) AS scope_key'] : []),
    ...(request.stacked && shared ? [`${creditShare} AS part`] : []),
  ];
}

/** Why a row may have no base. */
function reasonsOf({ network, money, leveled }: RowParts): string {
  return `${money.unrated} AS no_rate, ${leveled ? LEVEL_ON_DAY : 'NULL'} AS own_level,
      ${network.profile.foreign.length > 0 ? 'd.currency IS NULL' : 'FALSE'} AS no_currency, coalesce(d.amount < 0 AND d.back_days IS NULL, FALSE) AS unnamed`;
}

/**
 * Rows less what earlier lines paid on them. Who has a share of the credit has the same share of what came off.
 * @param rows as `payRows` has them where lines are stacked
 * @param paid a relation with deal_id, line_id (at the same grain) and amount, once a row
 */
export function lessPaid(rows: string, paid: string, { on }: PlanLine): string {
  const off = on.credit === 'share' ? times('coalesce(paid.amount, 0)', 'r.part') : 'coalesce(paid.amount, 0)';
  return `(SELECT r.* REPLACE (CAST(r.base - ${off} AS DECIMAL(18,4)) AS base) FROM ${rows} r
    LEFT JOIN ${paid} paid ON paid.deal_id = r.deal_id AND paid.line_id IS NOT DISTINCT FROM r.line_id)`;
}

/** Levels that were asked for stand alone: a partner without one has none, whatever was loaded. */
function payRoster(network: Network, levels: string | undefined): string {
  const roster = partnerAttributes(network, network.horizon.to);
  return levels ? `(SELECT * REPLACE (CAST(NULL AS VARCHAR) AS loaded_level) FROM ${roster} AS roster)` : roster;
}

/** Lines of deals; a deal without any is its own. */
export function lineRelation(network: Network): string {
  const columns = 'product_id, quantity, list_amount, amount, cost';
  const inline = `SELECT deal_id, '1' AS line_id, ${columns} FROM ${network.table('deal')} AS whole`;
  if (!network.profile.lines) return `(${inline})`;
  return `(${inline} WHERE NOT coalesce(has_lines, FALSE)
    UNION ALL SELECT deal_id, line_id, ${columns} FROM ${network.table('deal_line')} AS lines)`;
}

/** Whether the line's rows must be lines of deals. */
export function needsLines(line: PlanLine): boolean {
  const filters = [
    ...line.on.filter,
    ...line.where,
    ...[...line.multipliers, ...line.surcharges].flatMap((one) => one.filter),
  ];
  return (
    line.scope === 'line' ||
    filters.some(isProductFilter) ||
    line.on.base === 'quantity' ||
    line.on.base === 'margin' ||
    line.on.base === 'list_amount'
  );
}

function baseOf({ id, on }: PlanLine, grain: Grain, amount: (sql: string) => string): string {
  const own = grain === 'line' ? 'l' : 'd';
  switch (on.base) {
    case 'count':
      return '1';
    case 'quantity':
      return `${own}.quantity`;
    case 'margin':
      return `${amount(`${own}.amount`)} - ${amount(`${own}.cost`)}`;
    case 'recurring_amount':
      if (grain === 'line') {
        throw new QuarterdeckError(
          'plan-invalid',
          `Line “${id}”: the recurring amount is one figure of a deal, so it cannot be paid by product or line. Take “base”: “amount”, or leave the products out.`,
        );
      }
      return amount(`CASE WHEN d.recurring_unit = 'month' THEN d.recurring_amount * 12 ELSE d.recurring_amount END`);
    default:
      return amount(`${own}.${on.base}`);
  }
}

/** @param shared deals may have further parties that brought them, the later ones of which are in `second` */
function registrantSql(which: 'first' | 'later', shared: boolean): string {
  const later = shared ? '(later.deal_id IS NOT NULL OR second.deal_id IS NOT NULL)' : 'later.deal_id IS NOT NULL';
  return which === 'later' ? later : `(d.registered_on IS NOT NULL AND NOT ${later})`;
}

function payeeOf({ payee }: PlanLine): string {
  return payee === 'group' ? 'coalesce(p.parent, p.partner_id)' : 'p.partner_id';
}

/**
 * Payees of deals with the partner that stands for each, and the share of the credit. NULL where each deal has at most one
 * party, which is on the deal's own row.
 */
function creditRelation(network: Network, line: PlanLine): string | null {
  if (!network.profile.parties) return null;
  const parties = `SELECT deal_id, partner_id, credit_share, coalesce(role, 'fulfilment') AS role
    FROM ${network.table('deal')} AS deals WHERE partner_id IS NOT NULL
    UNION ALL SELECT deal_id, partner_id, credit_share, role FROM ${network.table('deal_party')} AS further`;
  const group = line.payee === 'group';
  const payee = group ? 'coalesce(owner.parent, party.partner_id)' : 'party.partner_id';
  return `(SELECT party.deal_id, ${payee} AS payee, min(party.partner_id) AS partner_id, sum(party.credit_share) AS credit_share
    FROM (${parties}) AS party ${group ? `LEFT JOIN ${network.table('partner')} owner ON owner.partner_id = party.partner_id` : ''}
    WHERE ${countedRole(line, 'party.role')} GROUP BY party.deal_id, ${payee})`;
}

function countedRole({ payee, on }: PlanLine, role: string): string {
  const roles = payee === 'distributor' ? ['distributor'] : on.roles;
  return roles ? `${role} IN (${roles.map((name) => quoteText(name)).join(', ')})` : `${role} <> 'distributor'`;
}

/** The first deal that each partner won: by its date, then by its id. */
function firstDeals(network: Network): string {
  return `(SELECT partner_id, deal_id FROM (
      SELECT party.partner_id, won.deal_id,
        row_number() OVER (PARTITION BY party.partner_id ORDER BY won.closed_on, won.deal_id) AS place
      FROM (SELECT DISTINCT deal_id, partner_id FROM ${partyRelation(network)} AS parties WHERE role <> 'distributor') party
      JOIN ${network.table('deal')} won ON won.deal_id = party.deal_id WHERE won.outcome = 'won') AS ordered WHERE place = 1)`;
}

/** Bases never sum together: only the policy's counts, unless the line chooses bases itself. */
function basisCondition(network: Network, filters: readonly { readonly dim: string }[]): string {
  const basis = quoteText(network.policy.revenueBasis);
  if (!network.profile.otherBases || filters.some(({ dim }) => dim === 'basis')) return '';
  return `coalesce(d.basis, ${basis}) = ${basis}`;
}

/** Whether some rows may lie outside the dates of plan and line. */
export function isDated(plan: IncentivePlan, { on }: PlanLine): boolean {
  return [plan.effectiveFrom, plan.effectiveTo, on.from, on.to].some((day) => day !== undefined);
}

function countsSql(plan: IncentivePlan, line: PlanLine, date: string): string {
  const from = [plan.effectiveFrom, line.on.from]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const to = [plan.effectiveTo, line.on.to].filter((day) => day !== undefined).sort()[0];
  return [
    'TRUE',
    ...(from === undefined ? [] : [`${date} >= ${dateLiteral(from)}`]),
    ...(to === undefined ? [] : [`${date} <= ${dateLiteral(addDays(to, line.terms.graceDays))}`]),
  ].join(' AND ');
}

/** The place of the row's level or region group among the keys. Levels are found whatever their letters' case. */
function keySql(plan: IncentivePlan, { keys }: CompiledLine): string {
  if (keys === null) return 'CAST(NULL AS INTEGER)';
  const fallback = keys.names.indexOf('else');
  const cases = keys.names.flatMap((name, index) => {
    if (keys.by === 'level') return [`WHEN lower(${LEVEL_ON_DAY}) = ${quoteText(name.toLowerCase())} THEN ${index}`];
    const group = plan.regionGroups[name];
    if (!group) return [];
    return [`WHEN p.${group.dim} IN (${group.values.map((value) => quoteText(value)).join(', ')}) THEN ${index}`];
  });
  const otherwise = keys.by === 'region' && fallback >= 0 ? String(fallback) : 'NULL';
  return cases.length === 0 ? `CAST(${otherwise} AS INTEGER)` : `CASE ${cases.join(' ')} ELSE ${otherwise} END`;
}

/** Every day with the period whose rows it is among, joined by equality. */
function dayPeriods(periods: readonly PayPeriod[]): string {
  const spans = periods.map(
    ({ index, rowsFrom, rowsTo, to }) =>
      `(${index}, ${dateLiteral(rowsFrom)}, ${dateLiteral(rowsTo)}, ${dateLiteral(to)})`,
  );
  return `(SELECT days.day, span.period, span.last_day
    FROM ${dayRelation(periods[0]!.rowsFrom, periods.at(-1)!.rowsTo)} days
    JOIN (VALUES ${spans.join(', ')}) AS span(period, first_day, rows_to, last_day)
    ON days.day >= span.first_day AND days.day <= span.rows_to)`;
}
