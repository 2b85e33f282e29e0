/** Metrics of one amount a partner, for amounts that are not those of the data: what concentration would be. */
import type { Cell } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from './context.ts';
import { findMetric, pieceNames, sideOf } from './dictionary.ts';
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
