/** A query spec to one SQL statement. */
import type { DimensionId, Filter, QuerySpec } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { ColumnInfo, Unit } from '../api/results.ts';
import { DAYS, LEVELS, ROSTER, SEGMENT_OF } from '../network/credit.ts';
import { BASE_RATES, inBaseCurrency, needsRates, RATES, rateRelation } from '../network/currency.ts';
import { addMonths } from '../network/dates.ts';
import { dimension, type Named } from '../network/dimensions.ts';
import { dayTable, type Network } from '../network/network.ts';
import type { Period } from '../network/period.ts';
import { levelSpans, partnerAttributes } from '../network/roster.ts';
import { segmentNames } from '../network/segments.ts';
import { isRelative } from '../present/cell.ts';
import { targetOf } from '../present/indexTarget.ts';
import type { Piece } from './definition.ts';
import { assertCut, findMetric, type Metric, pieceNames, sideOf } from './dictionary.ts';
import { coverageKey, priorCoverageKey } from './indices/coverage.ts';
import { indexSql } from './indices/sql.ts';
import { type PieceRequest, planScans, type Scan } from './scan.ts';
import { Binder, divide, divideMoney, typed } from './sql.ts';
import { comparedWindow, type Window, windowKey, windowOf, yearBefore } from './window.ts';

export interface Statement {
  readonly sql: string;
  readonly bindings: Record<string, string>;
}

export interface CompiledQuery extends Statement {
  /** The columns of the result, in order, without the hidden ones of totals. */
  readonly columns: readonly ColumnInfo[];
}

export interface CompileRequest {
  readonly network: Network;
  readonly spec: QuerySpec;
  readonly period: Period;
  readonly comparison: Period | null;
}

/** Hidden column of a totals statement: rows left out of money sums because their currency has no rate. */
export const UNRATED = '__unrated';

/**
 * The rows of a query: one per combination of dimension values that has any row in a fact the metrics use.
 * @throws QuarterdeckError when a metric is unknown or cannot be cut as asked.
 */
export function compileQuery(request: CompileRequest): CompiledQuery {
  return compile(request, request.spec.by, false);
}

/** The same metrics with no dimension: each deal once, ratios recomputed. One row. */
export function compileTotals(request: CompileRequest): CompiledQuery {
  return compile(request, [], true);
}

/** The metrics of a spec, checked against its dimensions and filters. */
export function metricsOf(spec: Pick<QuerySpec, 'metrics' | 'by' | 'where'>): Metric[] {
  const metrics = [...new Set(spec.metrics)].map((id) => findMetric(id));
  for (const metric of metrics) {
    for (const dim of [...spec.by, ...spec.where.map((filter) => filter.dim)]) assertCut(metric, dim);
  }
  return metrics;
}

/** Whether rows of every basis are meant: the bases themselves are asked for, or one of them is chosen. */
export function everyBasis(by: readonly DimensionId[], where: readonly Filter[]): boolean {
  const chosen = where.filter(({ dim }) => dim === 'basis');
  if (by.includes('basis')) return true;
  if (chosen.length === 0) return false;
  if (chosen.some(({ values, not }) => !not && values.length === 1)) return true;
  throw new QuarterdeckError(
    'bad-request',
    'Bookings, billings, sell-in and sell-through never add up to one figure. Choose one basis, or cut by basis.',
  );
}

function compile(request: CompileRequest, by: readonly DimensionId[], totals: boolean): CompiledQuery {
  const { network, spec, period, comparison } = request;
  const metrics = metricsOf(spec);
  if (new Set(by).size < by.length) {
    throw new QuarterdeckError('bad-request', 'The same dimension is asked for twice. Name each one once.');
  }
  const binder = new Binder();
  const plan = new PiecePlan(network);
  const now = windowOf(period);
  const then = comparison && comparedWindow(comparison);

  const figures = metrics.map((metric) => ({
    metric,
    current: figureSql(plan, metric, now),
    earlier: then && !isNowOnly(metric) ? figureSql(plan, metric, then) : NOTHING,
  }));
  const unrated = totals && needsRates(network) ? plan.unrated() : [];

  const cut = { network, by, where: spec.where, everyBasis: everyBasis(by, spec.where), binder };
  const scans = planScans(cut, plan.requests);
  const keys = by.map((_, index) => `k${index}`);
  const figuresSql = stackSql(
    scans,
    keys,
    plan.requests.map(({ alias }) => alias),
  );

  const dims = by.map((id, index) => dimensionColumns(network, id, index));
  const columns: { info: ColumnInfo; sql: string }[] = [
    ...dims.flatMap((dim) => dim.columns),
    ...figures.flatMap(({ metric, current, earlier }) => metricColumns(metric, current, then ? earlier : null)),
  ];
  const hidden =
    unrated.length > 0 ? [`${unrated.map((alias) => `coalesce(${alias}, 0)`).join(' + ')} AS ${UNRATED}`] : [];
  const main = `SELECT ${[...columns.map(({ info, sql }) => `${sql} AS "${info.key}"`), ...hidden].join(', ')}
    FROM (${figuresSql}) AS s ${dims.map((dim) => dim.join).join(' ')}`;
  const ordered = totals ? main : `${main}${orderBy(spec, columns, keys)}${spec.limit ? ` LIMIT ${spec.limit}` : ''}`;
  return {
    ...withShared(network, now, binder, ordered, scans),
    columns: columns.map(({ info }) => info),
  };
}

/** Pieces that belong to no metric, by dimensions: one column per dimension and one per name. */
export function compilePieces(request: {
  readonly network: Network;
  readonly by: readonly DimensionId[];
  readonly where: readonly Filter[];
  readonly window: Window;
  readonly pieces: Readonly<Record<string, Piece>>;
}): Statement {
  const { network, by, where, window, pieces } = request;
  const binder = new Binder();
  const plan = new PiecePlan(network);
  const figures = Object.entries(pieces).map(([name, piece]) => ({ name, piece, sql: plan.column(piece, window) }));
  const scans = planScans({ network, by, where, everyBasis: everyBasis(by, where), binder }, plan.requests);
  const keys = by.map((_, index) => `k${index}`);
  const aliases = plan.requests.map(({ alias }) => alias);
  const columns = [
    ...by.map((id, index) => `s.k${index} AS "${id}"`),
    ...figures.map(({ name, piece, sql }) => `${typed(sql, piece.unit)} AS "${name}"`),
  ];
  const main = `SELECT ${columns.join(', ')} FROM (${stackSql(scans, keys, aliases)}) AS s`;
  return withShared(network, window, binder, main, scans);
}

/** The scans side by side: one row per key that any of them has. */
function stackSql(scans: readonly Scan[], keys: readonly string[], aliases: readonly string[]): string {
  // Nothing to scan when the data cannot answer any metric: no rows, and a total of unknowns.
  if (scans.length === 0) {
    return `SELECT ${[...keys.map((key) => `NULL AS ${key}`), '1 AS nothing'].join(', ')}${keys.length > 0 ? ' WHERE FALSE' : ''}`;
  }
  const parts = scans.map((scan, index) => {
    const columns = aliases.map((alias) => (scan.aliases.includes(alias) ? alias : `NULL AS ${alias}`));
    return `SELECT ${[...keys, ...columns].join(', ')} FROM scan${index}`;
  });
  if (parts.length === 1) return parts[0]!;
  // Every fact gives at most one value for a key and a piece; max() takes it, whatever its type, and NULL keys meet.
  const merged = aliases.map((alias) => `max(${alias}) AS ${alias}`);
  const group = keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '';
  return `SELECT ${[...keys, ...merged].join(', ')} FROM (${parts.join(' UNION ALL ')}) AS stacked${group}`;
}

/** A statement with the scans and shared relations that it refers to by name. */
export function withShared(
  network: Network,
  now: Window,
  binder: Binder,
  sql: string,
  scans: readonly Scan[] = [],
): Statement {
  const ctes = scans.map((scan, index) => `scan${index} AS (${scan.sql})`);
  const named = [...sharedRelations(network, now, [...ctes, sql].join(' ')), ...ctes];
  return { sql: named.length > 0 ? `WITH ${named.join(',\n')}\n${sql}` : sql, bindings: binder.bindings };
}

/** The relations that scans refer to by name, if they do. */
export function sharedRelations(network: Network, now: Window, sql: string): string[] {
  const shared: string[] = [];
  if (sql.includes(RATES)) shared.push(`${RATES} AS (${rateRelation(network)})`);
  if (sql.includes(BASE_RATES)) shared.push(`${BASE_RATES} AS (${rateRelation(inBaseCurrency(network))})`);
  if (sql.includes(ROSTER)) {
    // Few statements ask for the segment, and finding it joins all partners once more.
    const { segments: _, ...plain } = network;
    const asked = sql.includes(SEGMENT_OF) ? network : plain;
    shared.push(`${ROSTER} AS (${partnerAttributes(asked, now.asOf)})`);
  }
  if (sql.includes(LEVELS)) shared.push(`${LEVELS} AS (${levelSpans(network)})`);
  if (sql.includes(DAYS)) {
    // Open deals close and contracts end after the last day with data.
    const first = [network.horizon.from, now.from].sort()[0]!;
    const last = [network.horizon.to, now.to].sort()[1]!;
    shared.push(`${DAYS} AS (${dayTable(network, addMonths(first, -12), addMonths(last, 60))})`);
  }
  return shared;
}

/** Collects the pieces of all figures, each piece over each window once. */
export class PiecePlan {
  readonly requests: PieceRequest[] = [];
  readonly network: Network;
  private readonly known = new Map<string, string>();

  constructor(network: Network) {
    this.network = network;
  }

  /** The column that will hold the piece, or NULL when the data cannot tell. */
  column(piece: Piece, window: Window): string {
    const { window: shift, label: _, ...rest } = piece;
    const days = shift === 'year-ago' ? yearBefore(window) : window;
    const missing = piece.requires && !piece.requires.some((evidence) => this.network.profile.has[evidence]);
    if (!days || missing) return 'NULL';
    const key = `${JSON.stringify(rest)} ${windowKey(days)}`;
    const alias = this.known.get(key) ?? this.add(key, { ...rest, label: piece.label }, days);
    return piece.empty === null ? alias : `coalesce(${alias}, 0)`;
  }

  /** Counts of rows that money pieces leave out for want of a rate. */
  unrated(): string[] {
    const money = this.requests.filter(({ piece }) => piece.unit === 'money' && piece.aggregate === 'sum');
    return money.map(({ piece, window }) => {
      const { requires: _, ...rest } = piece;
      const left: Piece = { ...rest, unit: 'count', aggregate: 'count', value: '1', where: 'f.unrated' };
      const where = piece.where === undefined ? 'f.unrated' : `${piece.where} AND f.unrated`;
      const key = `unrated ${piece.fact} ${piece.date} ${where} ${windowKey(window)}`;
      return this.known.get(key) ?? this.add(key, { ...left, where }, window);
    });
  }

  private add(key: string, piece: Piece, window: Window): string {
    const alias = `a${this.requests.length}`;
    this.known.set(key, alias);
    this.requests.push({ piece, window, alias });
    return alias;
  }
}

/** A figure as SQL over piece columns; `numerator` and `denominator` of a ratio. */
export interface FigureSql {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Of an index. */
  readonly coverage: string;
}

const NOTHING: FigureSql = { value: 'NULL', numerator: 'NULL', denominator: 'NULL', coverage: 'NULL' };

export function figureSql(plan: PiecePlan, metric: Metric, window: Window): FigureSql {
  if (metric.parts) {
    const { policy } = plan.network;
    const held = metric.parts.map((part) => ({
      value: figureSql(plan, part.of, window).value,
      weight: part.weight,
      target: targetOf(part, policy),
      good: part.good,
    }));
    return { ...NOTHING, ...indexSql(held) };
  }
  if (metric.kind === 'ratio') {
    const numerator = expand(plan, metric, sideOf(metric, 'numerator'), window);
    const denominator = expand(plan, metric, sideOf(metric, 'denominator'), window);
    const value = metric.unit === 'money' ? divideMoney(numerator, denominator) : divide(numerator, denominator);
    return { ...NOTHING, value, numerator, denominator };
  }
  const value = metric.expression
    ? expand(plan, metric, metric.expression, window, (sql) => `CAST(${sql} AS DOUBLE)`)
    : expand(plan, metric, '{value}', window);
  return { ...NOTHING, value };
}

function expand(
  plan: PiecePlan,
  metric: Metric,
  expression: string,
  window: Window,
  wrap: (sql: string) => string = (sql) => sql,
): string {
  return expression.replace(/\{(\w+)\}/g, (_, name: string) => wrap(plan.column(metric.pieces[name]!, window)));
}

/** Some of its pieces are known only as they are now. */
export function isNowOnly(metric: Metric): boolean {
  return Object.values(metric.pieces).some((piece) => piece.nowOnly);
}

/** The unit of one side of a ratio: that of its first piece. */
export function sideUnit(metric: Metric, side: 'numerator' | 'denominator'): Unit {
  return metric.pieces[pieceNames(sideOf(metric, side))[0]!]!.unit;
}

type Column = { info: ColumnInfo; sql: string };

function metricColumns(metric: Metric, now: FigureSql, then: FigureSql | null): Column[] {
  const { id, label, unit } = metric;
  const value = typed(now.value, unit);
  const columns: Column[] = [{ info: { key: id, label, role: 'metric', unit, metric: id }, sql: value }];
  if (metric.kind === 'ratio') {
    for (const side of ['numerator', 'denominator'] as const) {
      const sideLabel = pieceNames(sideOf(metric, side)).map((name) => metric.pieces[name]!.label);
      const own = sideUnit(metric, side);
      columns.push({
        info: { key: `${id}__${side}`, label: sideLabel.join(', '), role: side, unit: own, metric: id },
        sql: typed(now[side], own),
      });
    }
  }
  const coverage = (key: string, words: string, { coverage: sql }: FigureSql): Column => ({
    info: { key, label: `${label}, ${words}`, role: 'coverage', unit: 'ratio', metric: id },
    sql: typed(sql, 'ratio'),
  });
  if (metric.parts) columns.push(coverage(coverageKey(id), 'coverage', now));
  if (!then) return columns;
  const prior = typed(then.value, unit);
  const difference = `CAST(${value} AS DOUBLE) - CAST(${prior} AS DOUBLE)`;
  const change = isRelative(unit) ? `(${difference}) / nullif(abs(CAST(${prior} AS DOUBLE)), 0)` : difference;
  const changeUnit = isRelative(unit) ? 'ratio' : unit;
  columns.push(
    { info: { key: `${id}__prior`, label: `${label}, compared`, role: 'prior', unit, metric: id }, sql: prior },
    {
      info: { key: `${id}__change`, label: `${label}, change`, role: 'change', unit: changeUnit, metric: id },
      sql: change,
    },
  );
  if (metric.parts) columns.push(coverage(priorCoverageKey(id), 'coverage compared', then));
  return columns;
}

function dimensionColumns(network: Network, id: DimensionId, index: number): { columns: Column[]; join: string } {
  const { label, named } = dimension(id);
  const value: Column = { info: { key: id, label, role: 'dimension', unit: 'text' }, sql: `s.k${index}` };
  if (!named) return { columns: [value], join: '' };
  const alias = `n${index}`;
  return {
    columns: [
      value,
      {
        info: { key: `${id}_name`, label: `${label} name`, role: 'name', unit: 'text' },
        sql: `coalesce(${alias}.${named}_name, s.k${index})`,
      },
    ],
    join: `LEFT JOIN ${nameRelation(network, named)} ${alias} ON ${alias}.${named}_id = s.k${index}`,
  };
}

/** Where the names of ids are, as `<named>_id` and `<named>_name`. */
export function nameRelation(network: Network, named: Named): string {
  if (named === 'partner') return ROSTER;
  return named === 'segment' ? segmentNames(network) : network.table('product');
}

/** As asked; without a wish by time when there is time, else the largest first. Ties by the dimensions, so pages hold still. */
function orderBy(spec: QuerySpec, columns: readonly Column[], keys: readonly string[]): string {
  const ties = keys.map((key) => `s.${key} NULLS LAST`);
  const order: string[] = [];
  if (spec.sort) {
    const { key, descending } = spec.sort;
    const column = columns.find(({ info }) => info.key === key);
    if (!column) {
      throw new QuarterdeckError(
        'bad-request',
        `Cannot sort by “${key}”: it is not a column of this table. Its columns are ${columns.map(({ info }) => info.key).join(', ')}.`,
      );
    }
    order.push(`"${key}" ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  } else if (!spec.by.some((id) => dimension(id).source === 'time')) {
    order.push(`"${columns.find(({ info }) => info.role === 'metric')!.info.key}" DESC NULLS LAST`);
  }
  return keys.length > 0 ? ` ORDER BY ${[...order, ...ties].join(', ')}` : '';
}
