/** Metrics of figures that are not those of the data: what concentration would be, and the indices. */
import type { Cell, IndexAccount } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import { targetOf } from '../present/indexTarget.ts';
import type { QueryContext } from './context.ts';
import { findMetric, type Metric, pieceNames, sideOf } from './dictionary.ts';
import { attainmentSql, type HeldPart, indexSql } from './indices/sql.ts';
import { ranks } from './scan.ts';
import { divide, typed } from './sql.ts';

/**
 * The figures of metrics whose pieces are first added up per partner, as their definitions compute them, over these amounts
 * instead: top 10 share, Gini, HHI, partners making 80 %.
 * @param amounts exact decimal text, one a partner
 */
export async function overAmounts(
  { reader }: Pick<QueryContext, 'reader'>,
  metrics: readonly string[],
  amounts: readonly string[],
  { signal }: RunOptions = {},
): Promise<Readonly<Record<string, Cell>>> {
  const figures = metrics.map((id) => {
    const metric = findMetric(id);
    const of = (expression: string) => {
      const [name] = pieceNames(expression);
      return metric.pieces[name!]!.per!.outer;
    };
    const sql =
      metric.kind === 'ratio'
        ? divide(of(sideOf(metric, 'numerator')), of(sideOf(metric, 'denominator')))
        : of(metric.expression ?? '{value}');
    return { id, sql: typed(sql, metric.unit), having: Object.values(metric.pieces)[0]!.per!.having ?? 'TRUE' };
  });
  const list = `from_json($amounts, '["VARCHAR"]')`;
  const rows = `SELECT unnest(range(len(${list}))) AS id, CAST(unnest(${list}) AS DECIMAL(38,4)) AS amount`;
  const having = [...new Set(figures.map((figure) => figure.having))];
  const [row] = await reader.rows<Record<string, Cell>>(
    `SELECT ${figures.map(({ id, sql }) => `${sql} AS "${id}"`).join(', ')}
     FROM (SELECT i.*, ${ranks([], 'i.amount', 'i.id').join(', ')} FROM (${rows}) i WHERE ${having.join(' AND ')}) i`,
    { amounts: JSON.stringify(amounts) },
    { signal },
  );
  return row!;
}

export interface IndexOver extends Omit<IndexAccount, 'coveragePrior'> {
  /** Null when none of its measures is known. */
  readonly value: number | null;
}

/**
 * What an index would be if its measures had these values, by the expression that computes it from the data.
 * @param courses values of the measures by metric id; a measure that is left out is unknown
 * @returns one account a course, in their order
 */
export async function indexOver(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  index: Pick<Metric, 'id' | 'parts'>,
  courses: readonly Readonly<Record<string, Cell>>[],
  { signal }: RunOptions = {},
): Promise<IndexOver[]> {
  const parts = index.parts ?? [];
  const held = parts.map((part, place): HeldPart => {
    const { weight, good } = part;
    return { value: `m${place}`, weight, good, target: targetOf(part, network.policy) };
  });
  const { value, coverage } = indexSql(held);
  const values = held.map(
    (part) => `CAST(unnest(from_json($${part.value}, '["VARCHAR"]')) AS DOUBLE) AS ${part.value}`,
  );
  const attained = held.map((part) => `${attainmentSql(part)} AS a_${part.value}`);
  const bindings = Object.fromEntries(
    parts.map(({ metric }, place) => [`m${place}`, JSON.stringify(courses.map((course) => textOf(course[metric])))]),
  );
  const rows = await reader.rows<Record<string, number | null>>(
    `SELECT ${value} AS value, ${coverage} AS coverage, ${attained.join(', ')}
     FROM (SELECT ${values.join(', ')}, unnest(range(${courses.length})) AS course) ORDER BY course`,
    bindings,
    { signal },
  );
  return rows.map((row, course) => ({
    value: row.value ?? null,
    coverage: row.coverage ?? 0,
    measures: parts.map(({ of, good, weight }, place) => {
      const attainment = row[`a_m${place}`] ?? null;
      return {
        metric: of.id,
        label: of.label,
        unit: of.unit,
        weight,
        good,
        actual: courses[course]?.[of.id] ?? null,
        target: held[place]!.target,
        attainment,
        points: attainment === null ? null : weight * attainment,
      };
    }),
  }));
}

function textOf(cell: Cell | undefined): string | null {
  return cell === undefined || cell === null ? null : String(cell);
}
