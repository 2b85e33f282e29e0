/** Answers a query spec. */
import type { QuerySpec } from '../api/documents/query.ts';
import type { Basis, Cell, ColumnInfo } from '../api/results.ts';
import type { ResultCursor } from '../engine/cursor.ts';
import type { RunOptions } from '../engine/engine.ts';
import { isCredit } from '../network/credit.ts';
import { type BasisRequest, basisOf, scopeOf } from './basis.ts';
import { type CompiledQuery, type CompileRequest, compileQuery, compileTotals, metricsOf, UNRATED } from './compile.ts';
import type { QueryContext } from './context.ts';
import type { Metric } from './dictionary.ts';

export interface QueryAnswer {
  readonly columns: readonly ColumnInfo[];
  /** The rows, streamed. The caller reads it to the end or closes it. */
  readonly cursor: ResultCursor;
  readonly basis: Basis;
  /** The metrics with no dimension: each deal once, ratios recomputed. */
  readonly total: Readonly<Record<string, Cell>>;
  /**
   * How many rows there are without the limit. Free when the first batch held them all; asks the engine otherwise.
   * `first` is that batch: its rows, and whether more follow.
   */
  totalRows(first: { readonly rows: number; readonly more: boolean }): Promise<number>;
}

/** Rows as plain data, for packs and findings. Screens read batches instead. */
export interface QueryTable {
  readonly columns: readonly ColumnInfo[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly basis: Basis;
  readonly total: Readonly<Record<string, Cell>>;
}

/**
 * Runs a query.
 * @throws QuarterdeckError `metric-unknown`, `dimension-unknown`, `period-invalid`, `bad-request` for a sort or basis
 * that cannot be, `cancelled` when the signal fires.
 */
export async function runQuery(context: QueryContext, spec: QuerySpec, options: RunOptions = {}): Promise<QueryAnswer> {
  const { reader } = context;
  const { request, compiled } = prepare(context, spec);
  const [cursor, summary] = await Promise.allSettled([
    reader.cursor(compiled.sql, compiled.bindings, options),
    summarise(context, request, options),
  ]);
  if (cursor.status === 'rejected') throw cursor.reason;
  if (summary.status === 'rejected') {
    cursor.value.close();
    throw summary.reason;
  }
  return {
    columns: compiled.columns,
    cursor: cursor.value,
    ...summary.value,
    async totalRows({ rows, more }) {
      if (!more && (spec.limit === undefined || rows < spec.limit)) return rows;
      const all = unlimited(request);
      const [counted] = await reader.rows<{ rows: number }>(
        `SELECT count(*) AS rows FROM (${all.sql}) AS counted`,
        all.bindings,
        options,
      );
      return counted!.rows;
    },
  };
}

/** All rows of a query as plain data: exact text for money, numbers for counts and ratios. */
export async function runTable(context: QueryContext, spec: QuerySpec, options: RunOptions = {}): Promise<QueryTable> {
  const { request, compiled } = prepare(context, spec);
  const [rows, summary] = await Promise.all([
    context.reader.rows<Record<string, Cell>>(compiled.sql, compiled.bindings, options),
    summarise(context, request, options),
  ]);
  return { columns: compiled.columns, rows, ...summary };
}

/** The same rows alone, for those who need neither a total nor what the figures are based on. */
export function runRows(
  context: QueryContext,
  spec: QuerySpec,
  options: RunOptions = {},
): Promise<Readonly<Record<string, Cell>>[]> {
  const { compiled } = prepare(context, spec);
  return context.reader.rows<Record<string, Cell>>(compiled.sql, compiled.bindings, options);
}

function prepare(context: QueryContext, spec: QuerySpec): { request: CompileRequest; compiled: CompiledQuery } {
  const request: CompileRequest = { network: context.network, spec, ...scopeOf(context, spec) };
  return { request, compiled: compileQuery(request) };
}

async function summarise(
  context: QueryContext,
  request: CompileRequest,
  options: RunOptions,
): Promise<{ total: Record<string, Cell>; basis: Basis }> {
  const { spec, period, comparison } = request;
  const metrics = metricsOf(spec);
  const totals = compileTotals(request);
  const [row] = await context.reader.rows<Record<string, Cell>>(totals.sql, totals.bindings, options);
  const { [UNRATED]: _, ...total } = row!;
  const overlap = await overlapOf(context, request, metrics, total, options);
  const { by, where, compare } = spec;
  const about: BasisRequest = {
    period,
    comparison,
    metrics,
    by,
    where,
    compare,
    overlap,
    totals: row!,
  };
  return { total, basis: basisOf(context, about) };
}

/** How far the rows of the first additive deal metric add up to more than its total, because partners share deals. */
async function overlapOf(
  { reader, network }: QueryContext,
  request: CompileRequest,
  metrics: readonly Metric[],
  total: Readonly<Record<string, Cell>>,
  options: RunOptions,
): Promise<Basis['overlap']> {
  const metric = metrics.find(({ kind, pieces }) => kind === 'additive' && pieces.value?.fact === 'deal');
  if (!metric || !network.profile.parties || !request.spec.by.some(isCredit) || total[metric.id] === null) return null;
  const { compare: _, ...spec } = request.spec;
  const all = unlimited({ ...request, spec: { ...spec, metrics: [metric.id] }, comparison: null });
  const type = metric.unit === 'money' ? 'DECIMAL(38,4)' : 'BIGINT';
  const [row] = await reader.rows<{ amount: Cell; overlaps: boolean }>(
    `SELECT amount, amount > 0 AS overlaps FROM (
       SELECT CAST(sum("${metric.id}") - CAST('${total[metric.id]}' AS ${type}) AS ${type}) AS amount FROM (${all.sql}) AS counted) AS sums`,
    all.bindings,
    options,
  );
  return row?.overlaps ? { metric: metric.id, amount: String(row.amount) } : null;
}

function unlimited(request: CompileRequest): CompiledQuery {
  const { limit: _, sort: __, ...spec } = request.spec;
  return compileQuery({ ...request, spec });
}
