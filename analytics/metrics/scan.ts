/**
 * Pieces to SQL. Pieces of one fact and one date are read in one scan with FILTER aggregates, current and comparison
 * together; facts are aggregated apart and joined on the dimensions by the caller, so no fan-out can happen.
 */
import type { DimensionId, Filter } from '../api/documents/query.ts';
import { creditRows, type RowArm } from '../network/credit.ts';
import { dimension } from '../network/dimensions.ts';
import { FACTS, type FactId, type Need } from '../network/facts.ts';
import { DIRECT, UNASSIGNED } from '../network/model.ts';
import type { Network } from '../network/network.ts';
import type { PerEach, Piece } from './definition.ts';
import { and, type Binder, whereClause } from './sql.ts';
import { dateCondition, fill, type Window, windowKey } from './window.ts';

/** One piece over one window, and the column that will hold it. */
export interface PieceRequest {
  readonly piece: Piece;
  readonly window: Window;
  readonly alias: string;
}

/** What all scans of one statement share. */
export interface Cut {
  readonly network: Network;
  readonly by: readonly DimensionId[];
  readonly where: readonly Filter[];
  readonly everyBasis: boolean;
  /** Conditions on the certificates that count for a partner's state; all valid ones when left out. */
  readonly certificates?: readonly string[];
  /** A relation of days (d, day) for states that are read on all of them. */
  readonly days?: string;
  /** Sums and counts of each deal apart, whose id is then in the column h0. */
  readonly perDeal?: boolean;
  readonly binder: Binder;
}

/** One SELECT with columns k0, k1 … for the dimensions and one column per piece. */
export interface Scan {
  readonly sql: string;
  readonly aliases: readonly string[];
}

/** The scans that answer the requests: as few as facts, dates and kinds of aggregate allow. */
export function planScans(cut: Cut, requests: readonly PieceRequest[]): Scan[] {
  const groups = new Map<string, PieceRequest[]>();
  for (const request of requests) {
    const key = groupKey(request);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups.values()].map((group) => ({
    sql: scanSql(cut, group),
    aliases: group.map(({ alias }) => alias),
  }));
}

function groupKey({ piece, window }: PieceRequest): string {
  const parts: string[] = [piece.fact, piece.date ?? '-', styleOf(piece)];
  // A state is another relation for each window; ranks and two-step sums are made for one window at a time.
  if (FACTS[piece.fact].state || piece.per || piece.aggregate === 'survival') parts.push(windowKey(window));
  if (piece.per) parts.push(piece.per.key, JSON.stringify(piece.per.inner), piece.per.having ?? '', piece.where ?? '');
  if (piece.aggregate === 'survival') parts.push(piece.value ?? '', piece.where ?? '');
  return parts.join('|');
}

/** Sums can be merged from parts; `rows` need all rows of a group together. */
function styleOf(piece: Piece): 'sums' | 'rows' | 'per' | 'survival' {
  if (piece.per) return 'per';
  if (piece.aggregate === 'survival') return 'survival';
  return piece.aggregate === 'sum' || piece.aggregate === 'count' ? 'sums' : 'rows';
}

function scanSql(cut: Cut, group: readonly PieceRequest[]): string {
  const [first] = group as [PieceRequest, ...PieceRequest[]];
  switch (styleOf(first.piece)) {
    case 'per':
      return perSql(cut, group, first.piece.per!);
    case 'survival':
      return survivalSql(cut, first);
    case 'rows':
      return rowsSql(cut, group);
    default:
      return sumsSql(
        cut,
        cut.by,
        group.map((request) => sumOf(cut, request)),
        cut.perDeal ? ['f.deal_id'] : [],
      );
  }
}

/** A sum or count with its days filled in. */
interface Sum {
  readonly alias: string;
  readonly value: string;
  readonly condition: Condition;
  readonly piece: Piece;
  readonly window: Window;
}

/** A row's own test and its days, kept apart so that the scan can look at the days first. */
interface Condition {
  readonly test: string | null;
  readonly days: string | null;
}

function sumOf({ network }: Cut, { piece, window, alias }: PieceRequest): Sum {
  const value = piece.aggregate === 'count' ? 'count(*)' : `sum(${fill(piece.value!, window, network)})`;
  return { alias, value, condition: conditionOf(network, piece, window), piece, window };
}

function conditionOf(network: Network, piece: Piece, window: Window): Condition {
  return {
    test: piece.where === undefined ? null : fill(piece.where, window, network),
    days: dateCondition(piece, window),
  };
}

/** Columns with so few values that a scan may group by them and leave the tests on them for later. */
const FEW_VALUES = new Set(['outcome', 'direct', 'approved', 'earned']);

/**
 * Sums and counts by the dimensions, in two steps where that is cheaper. The first reads the rows and groups by what is
 * raw: the partner's id instead of its attributes, the outcome instead of a FILTER for each test of it. The second
 * works on the few groups: looks the partners up, tests the outcomes and adds up. At 10 M deals it is two to three times
 * faster than one step.
 */
function sumsSql(cut: Cut, by: readonly DimensionId[], sums: readonly Sum[], hidden: readonly string[] = []): string {
  const conditions = sums.map(({ condition }) => condition);
  const scan = filtered(conditions);
  const names = [...by.map((_, index) => `k${index}`), ...hidden.map((_, index) => `h${index}`)];
  const pivots = pivotsOf(conditions);
  const parts = armsOf(cut, by, sums).map((arm) => {
    const keys = [...arm.keys, ...hidden.map((sql) => ({ sql, late: false }))];
    if (!arm.late && !pivots) {
      const columns = [
        ...keys.map(({ sql }, index) => `${sql} AS ${names[index]}`),
        ...sums.map(({ value, alias }, index) => `${value}${scan.filters[index]} AS ${alias}`),
      ];
      return `SELECT ${columns.join(', ')} FROM ${arm.from}${whereClause([...arm.where, ...scan.where])}${groupBy(keys.length)}`;
    }
    const first = filtered(pivots ? conditions.map(({ days }) => ({ test: null, days })) : conditions);
    const raw = [
      ...(arm.late ? ['partner_id', 'direct'] : []),
      ...(pivots ?? []).filter((column) => !(arm.late && column === 'direct')),
    ];
    const early = keys.flatMap(({ sql, late }, index) => (late ? [] : [`${sql} AS ${names[index]}`]));
    const values = distinct(sums.map(({ value }, index) => `${value}${first.filters[index]}`));
    const inner = `SELECT ${[...raw.map((column) => `f.${column}`), ...early, ...values.map((sql, index) => `${sql} AS b${index}`)].join(', ')}
      FROM ${arm.from}${whereClause([...arm.where, ...first.where])}${groupBy(raw.length + early.length)}`;
    const second = filtered(
      pivots ? conditions.map(({ test }) => ({ test, days: null })) : sums.map(() => UNCONDITIONAL),
    );
    const outer = [
      ...keys.map(({ sql, late }, index) => `${late ? sql : `f.${names[index]}`} AS ${names[index]}`),
      ...sums.map(({ value, alias }, index) => {
        const column = values.indexOf(`${value}${first.filters[index]}`);
        return `sum(f.b${column})${second.filters[index]} AS ${alias}`;
      }),
    ];
    return `SELECT ${outer.join(', ')} FROM (${inner}) f ${arm.late?.join ?? ''}${whereClause([...(arm.late?.where ?? []), ...second.where])}${groupBy(keys.length)}`;
  });
  if (parts.length === 1) return parts[0]!;
  const merges = sums.map(({ alias }) => `sum(${alias}) AS ${alias}`);
  return `SELECT ${[...names, ...merges].join(', ')} FROM (${parts.join(' UNION ALL ')}) AS arms${groupBy(names.length)}`;
}

/** The columns that several tests are about, if all of them have few values; one test is best made while reading. */
function pivotsOf(conditions: readonly Condition[]): string[] | null {
  const tests = distinct(conditions.map(({ test }) => test));
  if (tests.length < 2) return null;
  const columns = distinct(
    tests.flatMap((test) => [...(test ?? '').matchAll(/\bf\.(\w+)/g)].map((match) => match[1]!)),
  );
  return columns.every((column) => FEW_VALUES.has(column)) ? columns : null;
}

const UNCONDITIONAL: Condition = { test: null, days: null };

/** Aggregates that need all rows of a group. */
export const ROW_AGGREGATES = {
  distinct: (value: string) => `count(DISTINCT ${value})`,
  median: (value: string) => `quantile_cont(${value}, 0.5)`,
  p90: (value: string) => `quantile_cont(${value}, 0.9)`,
  max: (value: string) => `max(${value})`,
  min: (value: string) => `min(${value})`,
} as const;

/** Distinct counts, medians and percentiles: all rows of a group at once. */
function rowsSql(cut: Cut, group: readonly PieceRequest[]): string {
  const { network, by } = cut;
  const conditions = group.map(({ piece, window }) => conditionOf(network, piece, window));
  const scan = filtered(conditions);
  const columns = group.map(({ piece, window, alias }, index) => {
    const value = fill(piece.value!, window, network);
    return `${ROW_AGGREGATES[piece.aggregate as keyof typeof ROW_AGGREGATES](value)}${scan.filters[index]} AS ${alias}`;
  });
  const rows = keyedRows(armsOf(cut, by, group), scan.where);
  return `SELECT ${[...by.map((_, index) => `f.k${index}`), ...columns].join(', ')} FROM (${rows}) f${groupBy(by.length)}`;
}

/** First per partner or customer, then over them, with places and running sums where the figure needs them. */
function perSql(cut: Cut, group: readonly PieceRequest[], per: PerEach): string {
  const { piece, window } = group[0]!;
  const names = cut.by.map((_, index) => `k${index}`);
  const outer = group.map((request) => `${fill(request.piece.per!.outer, window, cut.network)} AS ${request.alias}`);
  return `SELECT ${[...names.map((name) => `i.${name}`), ...outer].join(', ')}
    FROM (${eachSql(cut, piece, window, per)}) i${groupBy(names.length)}`;
}

/** One row per partner or customer: k0, k1 …, its id, the inner sums and the ranks. */
function eachSql(cut: Cut, piece: Piece, window: Window, per: PerEach): string {
  const { network } = cut;
  const inner = Object.entries(per.inner).map(([name, { aggregate, value, where }]): Sum => {
    const condition = conditionOf(network, piece, window);
    const own = where === undefined ? [] : [fill(where, window, network)];
    return {
      alias: name,
      value: aggregate === 'count' ? 'count(*)' : `sum(${fill(value!, window, network)})`,
      condition: { ...condition, test: and([...(condition.test ? [condition.test] : []), ...own]) || null },
      piece,
      window,
    };
  });
  const names = cut.by.map((_, index) => `k${index}`);
  const id = eachId(cut, per);
  const [each, known] =
    per.key === 'partner'
      ? [sumsSql(cut, [...cut.by, 'partner'], inner), `${id} NOT IN ('${DIRECT}', '${UNASSIGNED}')`]
      : [sumsSql(cut, cut.by, inner, ['f.customer']), `${id} IS NOT NULL`];
  const kept = whereClause([known, ...(per.having ? [fill(per.having, window, network)] : [])]);
  const places = per.rankBy ? `, ${ranks(names, `i.${per.rankBy}`, id).join(', ')}` : '';
  return `SELECT i.*${places} FROM (${each}) i${kept}`;
}

function eachId(cut: Cut, per: PerEach): string {
  return per.key === 'partner' ? `i.k${cut.by.length}` : 'i.h0';
}

/** The rows of a fact that a piece counts or adds, each with what it brings to the figure as `value`. */
export function eventRows(cut: Cut, piece: Piece, window: Window): string {
  const { network } = cut;
  const inner = Object.values(piece.per?.inner ?? {}).map(({ where }) => where ?? null);
  const either = inner.length > 0 ? anyOf(inner.map((sql) => sql && fill(sql, window, network))) : null;
  const { where } = filtered([conditionOf(network, piece, window)]);
  const rows = keyedRows(armsOf(cut, [], [{ piece, window }]), either ? [...where, either] : where);
  const counts = piece.aggregate === undefined || piece.aggregate === 'count';
  return `SELECT f.*, ${counts ? '1' : fill(piece.value!, window, network)} AS value FROM (${rows}) f`;
}

/** The partners or customers that a two-step piece looks at, each with its inner sums and what it brings as `value`. */
export function eachRows(cut: Cut, piece: Piece, window: Window, per: PerEach): string {
  const columns = [`${eachId(cut, per)} AS id`, ...Object.keys(per.inner).map((name) => `i.${name} AS ${name}`)];
  const counted = per.counted ? ` WHERE ${fill(per.counted, window, cut.network)}` : '';
  return `SELECT ${columns.join(', ')}, ${fill(per.share, window, cut.network)} AS value
    FROM (${eachSql(cut, piece, window, per)}) i${counted}`;
}

/** Places from 1 and sums beside each of several amounts, over the alias `i`, within the named keys. */
export function ranks(names: readonly string[], value: string, id: string): string[] {
  const within = names.length > 0 ? `PARTITION BY ${names.map((name) => `i.${name}`).join(', ')} ` : '';
  return [
    `row_number() OVER (${within}ORDER BY ${value}, ${id}) AS up`,
    `row_number() OVER (${within}ORDER BY ${value} DESC, ${id}) AS down`,
    `count(*) OVER (${within}) AS n`,
    `sum(${value}) OVER (${within}) AS total`,
    `sum(${value}) OVER (${within}ORDER BY ${value} DESC, ${id} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS above`,
  ];
}

/**
 * Kaplan–Meier median: the first day on which the product of (1 − events ÷ still waiting) is at most one half. As a sum
 * of logarithms, because a running product is not portable.
 */
function survivalSql(cut: Cut, { piece, window, alias }: PieceRequest): string {
  const { network, by } = cut;
  const scan = filtered([conditionOf(network, piece, window)]);
  const rows = keyedRows(armsOf(cut, by, [{ piece, window }]), scan.where);
  const names = by.map((_, index) => `k${index}`);
  const list = names.map((name) => `${name}, `).join('');
  const within = names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : '';
  const steps = `SELECT ${list}day, sum(happened) AS events, count(*) AS leaving FROM (
      SELECT ${names.map((name) => `f.${name}, `).join('')}${fill(piece.value!, window, network)} AS day,
        CASE WHEN ${fill(piece.event!, window, network)} THEN 1 ELSE 0 END AS happened FROM (${rows}) f) AS waits
    GROUP BY ${list}day`;
  const atRisk = `SELECT ${list}day, events, sum(leaving) OVER (${within}ORDER BY day DESC) AS waiting FROM (${steps}) AS steps`;
  const curve = `SELECT ${list}day, events, sum(CASE WHEN events >= waiting THEN -1000.0 ELSE ln(1.0 - CAST(events AS DOUBLE) / waiting) END)
      OVER (${within}ORDER BY day) AS log_share FROM (${atRisk}) AS at_risk`;
  return `SELECT ${list}min(day) FILTER (WHERE log_share <= ln(0.5) + 1e-12) AS ${alias} FROM (${curve}) AS curve${groupBy(names.length)}`;
}

/** The rows that pieces of one fact and date are made of, credited as the cut asks. */
export function armsOf(
  cut: Cut,
  by: readonly DimensionId[],
  pieces: readonly { readonly piece: Piece; readonly window: Window }[],
): RowArm[] {
  const { piece, window } = pieces[0]!;
  const needs = new Set<Need>(pieces.flatMap((request) => request.piece.needs ?? []));
  return creditRows({ ...rowRequest(cut, by, piece.fact, needs), window, date: piece.date });
}

/** What the rows of a fact must bring for a cut, beyond what its pieces need. */
function rowRequest(cut: Cut, by: readonly DimensionId[], fact: FactId, needs: Set<Need>) {
  const dims = [...by, ...cut.where.map(({ dim }) => dim)];
  if (fact === 'deal' && dims.includes('distributor')) needs.add('distributor');
  if (fact === 'payout' && dims.some((dim) => dimension(dim).source === 'deal')) needs.add('deal');
  return {
    network: cut.network,
    fact,
    needs,
    by,
    where: cut.where,
    everyBasis: cut.everyBasis,
    ...(cut.certificates ? { certificates: cut.certificates } : {}),
    ...(cut.days ? { days: cut.days } : {}),
    credited: dims.some((dim) => dimension(dim).source === 'partner'),
    products: [],
    productWhere: [],
    bind: (value: string) => cut.binder.bind(value),
  };
}

/** All rows of the arms with their dimensions as k0, k1 …, for aggregates that cannot be merged. */
export function keyedRows(arms: readonly RowArm[], where: readonly string[]): string {
  return arms
    .map((arm) => {
      const keys = arm.keys.map(({ sql }, index) => `, ${sql} AS k${index}`).join('');
      const late = arm.late ?? { join: '', where: [] };
      return `SELECT f.*${keys} FROM ${arm.from} ${late.join}${whereClause([...arm.where, ...late.where, ...where])}`;
    })
    .join(' UNION ALL ');
}

/**
 * What all conditions of a scan have in common goes into WHERE, so that rows nobody wants are dropped before grouping
 * and a group without a wanted row does not appear; the rest becomes each aggregate's own FILTER.
 */
function filtered(conditions: readonly Condition[]): { where: string[]; filters: string[] } {
  const tests = distinct(conditions.map(({ test }) => test));
  const days = distinct(conditions.map((condition) => condition.days));
  const where = [anyOf(days), anyOf(tests)].filter((sql) => sql !== null);
  const filters = conditions.map((condition) => {
    const own = [
      ...(days.length > 1 && condition.days ? [condition.days] : []),
      ...(tests.length > 1 && condition.test ? [condition.test] : []),
    ];
    return own.length > 0 ? ` FILTER (WHERE ${and(own)})` : '';
  });
  return { where, filters };
}

function anyOf(conditions: readonly (string | null)[]): string | null {
  if (conditions.includes(null)) return null;
  return conditions.map((sql) => (conditions.length > 1 ? `(${sql})` : sql)).join(' OR ');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** By place, so that a key's expression is written once. */
function groupBy(keys: number): string {
  return keys > 0 ? ` GROUP BY ${Array.from({ length: keys }, (_, index) => index + 1).join(', ')}` : '';
}
