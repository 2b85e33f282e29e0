/** A figure's passport: what it means, what it is made of, where its rows came from, and what moved it. */
import { type FigureSpec, querySpec } from '../api/documents/query.ts';
import type { Cell, IndexAccount, Passport, SourceInfo, Unit } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import { dimension } from '../network/dimensions.ts';
import { beforeLoad, type Network } from '../network/network.ts';
import { filterWords } from '../present/labels.ts';
import { basisOf, type Scope, scopeOf } from './basis.ts';
import { compilePieces, compileTotals, everyBasis, type Statement, withShared } from './compile.ts';
import type { QueryContext } from './context.ts';
import type { Piece } from './definition.ts';
import { type Metric, metricInfo } from './dictionary.ts';
import { indexOver } from './hypothetical.ts';
import { priorCoverageKey } from './indices/coverage.ts';
import { figureMetric } from './rows.ts';
import { type Cut, eventRows } from './scan.ts';
import { Binder } from './sql.ts';
import { type Window, windowOf, yearBefore } from './window.ts';

interface Part {
  readonly label: string;
  readonly value: Cell;
  readonly unit: Unit;
  readonly rows: number | null;
}

/** @throws QuarterdeckError as for a query. */
export async function trace(context: QueryContext, figure: FigureSpec, options: RunOptions = {}): Promise<Passport> {
  const metric = figureMetric(figure);
  const scope = scopeOf(context, figure);
  const totals = totalsOf(context.network, figure, scope);
  const [[row], parts, index, sources, before] = await Promise.all([
    context.reader.rows<Record<string, Cell>>(totals.sql, totals.bindings, options),
    metric.parts ? [] : partsOf(context, metric, figure, scope, options),
    metric.parts ? indexOf(context, metric, figure, scope, options) : null,
    sourcesOf(context, metric, figure, scope, options),
    beforeOf(context, metric, figure, scope, options),
  ]);
  const value = row![metric.id] ?? null;
  const basis = basisOf(context, {
    ...scope,
    metrics: [metric],
    by: [],
    where: figure.where,
    compare: figure.compare,
    overlap: null,
    totals: row!,
  });
  return {
    metric: metricInfo(metric),
    value,
    prior: row![`${metric.id}__prior`] ?? null,
    parts,
    index: index && { ...index, coveragePrior: asShare(row![priorCoverageKey(metric.id)]) },
    basis,
    population: populationOf(figure),
    sources,
    sql: readable(totals),
    before: before && before.value !== value ? before : null,
  };
}

function asShare(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

function totalsOf(network: Network, figure: FigureSpec, scope: Scope): Statement {
  const spec = querySpec.parse({ metrics: [figure.metric], where: figure.where });
  return compileTotals({ network, spec, ...scope });
}

/** Each piece of the formula with its value and the number of rows it was made from. */
async function partsOf(
  context: QueryContext,
  metric: Metric,
  figure: FigureSpec,
  scope: Scope,
  options: RunOptions,
): Promise<Part[]> {
  const { network, reader } = context;
  const window = windowOf(scope.period);
  const pieces = Object.values(metric.pieces);
  const named = Object.fromEntries(pieces.map((piece, index) => [`p${index}`, piece]));
  const { sql, bindings } = compilePieces({ network, by: [], where: figure.where, window, pieces: named });
  const [values] = await reader.rows<Record<string, Cell>>(sql, bindings, options);
  return Promise.all(
    pieces.map(async (piece, index): Promise<Part> => {
      const rows = await countRows(context, figure, piece, window, options);
      return { label: piece.label, unit: piece.unit, value: values?.[`p${index}`] ?? null, rows };
    }),
  );
}

/** Each measure of an index with its target and the points it brings. */
async function indexOf(
  context: QueryContext,
  metric: Metric,
  figure: FigureSpec,
  { period }: Scope,
  options: RunOptions,
): Promise<Omit<IndexAccount, 'coveragePrior'>> {
  const { network, reader } = context;
  const spec = querySpec.parse({ metrics: metric.parts!.map((part) => part.metric), where: figure.where });
  const { sql, bindings } = compileTotals({ network, spec, period, comparison: null });
  const [values] = await reader.rows<Record<string, Cell>>(sql, bindings, options);
  const [over] = await indexOver(context, metric, [values!], options);
  return { measures: over!.measures, coverage: over!.coverage };
}

async function countRows(
  { network, reader }: QueryContext,
  figure: FigureSpec,
  piece: Piece,
  window: Window,
  options: RunOptions,
): Promise<number | null> {
  const days = daysOf(piece, window);
  if (!days) return null;
  const cut = cutOf(network, figure);
  const { sql, bindings } = withShared(
    network,
    window,
    cut.binder,
    `SELECT count(*) AS rows FROM (${eventRows(cut, piece, days)}) AS piece_rows`,
  );
  const [counted] = await reader.rows<{ rows: number }>(sql, bindings, options);
  return counted!.rows;
}

/** The loads whose rows the figure was made from. */
async function sourcesOf(
  { network, reader }: QueryContext,
  metric: Metric,
  figure: FigureSpec,
  scope: Scope,
  options: RunOptions,
): Promise<SourceInfo[]> {
  const window = windowOf(scope.period);
  const cut = cutOf(network, figure);
  const parts = Object.values(metric.pieces).flatMap((piece) => {
    const days = daysOf(piece, window);
    return days ? [`SELECT load_id, source_row FROM (${eventRows(cut, piece, days)}) AS piece_rows`] : [];
  });
  if (parts.length === 0) return [];
  const { sql, bindings } = withShared(
    network,
    window,
    cut.binder,
    `SELECT l.load_id AS "loadId", l.file, l.sha256, strftime(l.loaded_at, '%Y-%m-%dT%H:%M:%SZ') AS "loadedAt", count(*) AS rows,
       min(r.source_row) AS "firstRow", max(r.source_row) AS "lastRow"
     FROM app.load l JOIN (${parts.join(' UNION ')}) r ON r.load_id = l.load_id
     GROUP BY l.load_id, l.file, l.sha256, l.loaded_at ORDER BY l.load_id`,
  );
  return reader.rows<SourceInfo>(sql, bindings, options);
}

/** The figure before the newest load, over the same days; null when nothing was loaded before. */
async function beforeOf(
  { network, reader, dataVersion }: QueryContext,
  metric: Metric,
  figure: FigureSpec,
  scope: Scope,
  options: RunOptions,
): Promise<Passport['before']> {
  const loads = await reader.rows<{ load_id: number; file: string }>(
    'SELECT load_id, file FROM app.load WHERE NOT undone AND load_id <= $version ORDER BY load_id DESC LIMIT 2',
    { version: dataVersion },
    options,
  );
  const [newest, earlier] = loads;
  if (!newest || !earlier) return null;
  const { sql, bindings } = totalsOf(beforeLoad(network, newest.load_id), figure, { ...scope, comparison: null });
  const [row] = await reader.rows<Record<string, Cell>>(sql, bindings, options);
  return { value: row![metric.id] ?? null, load: newest.file };
}

function cutOf(network: Network, figure: FigureSpec): Cut {
  return {
    network,
    by: [],
    where: figure.where,
    everyBasis: everyBasis([], figure.where),
    binder: new Binder(),
  };
}

function daysOf(piece: Piece, window: Window): Window | null {
  return piece.window === 'year-ago' ? yearBefore(window) : window;
}

function populationOf({ where }: FigureSpec): string {
  if (where.length === 0) return 'The whole network';
  return where.map((filter) => filterWords(filter, (dim) => dimension(dim).label)).join(' · ');
}

/** The statement with its values in place, so that it can be run as it is. */
function readable({ sql, bindings }: Statement): string {
  return sql.replace(/\$(v\d+)/g, (place, name: string) => {
    const value = bindings[name];
    return value === undefined ? place : quoteText(value);
  });
}
