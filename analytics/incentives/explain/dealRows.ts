/** The deals behind what a payee earned by a line, with what was sold and the level on the day. */
import type { ExplainedPeriod } from '../../api/incentives.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { dateLiteral } from '../../network/network.ts';
import { levelSpans, partnerAttributes } from '../../network/roster.ts';
import type { EarnedRow } from '../rate.ts';
import { LEVEL_ON_DAY } from '../rowFilters.ts';
import { tenThousandths } from '../settle.ts';

export type ExplainedRow = ExplainedPeriod['rows'][number];

/**
 * Lists of rows, each in its order.
 * @param levels to pay by, as `RateOptions.levels`
 */
export async function describeRows(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  lists: readonly (readonly EarnedRow[])[],
  levels: string | undefined,
  options: RunOptions,
): Promise<ExplainedRow[][]> {
  const kept = lists.flat();
  if (kept.length === 0) return lists.map(() => []);
  const values = kept.map(
    ({ deal, line, partner, date }, at) =>
      `(${at}, ${quoteText(deal)}, ${line === null ? 'CAST(NULL AS VARCHAR)' : quoteText(line)}, ${quoteText(partner)}, ${dateLiteral(date)})`,
  );
  const loaded = levels === undefined ? LEVEL_ON_DAY : 'lv.level';
  const found = await reader.rows<{ place: number; product: string | null; level: string | null }>(
    `WITH asked(place, deal_id, line_id, partner_id, day) AS (VALUES ${values.join(', ')}),
      sold AS (
        SELECT deal_id, line_id, product_id FROM ${network.table('deal_line')} AS lines
          WHERE deal_id IN (SELECT deal_id FROM asked)
        UNION ALL SELECT deal_id, '1', product_id FROM ${network.table('deal')} AS deals
          WHERE NOT coalesce(has_lines, FALSE) AND deal_id IN (SELECT deal_id FROM asked))
     SELECT a.place, CASE WHEN count(DISTINCT s.product_id) = 1 THEN min(coalesce(pr.product_name, s.product_id)) END AS product,
       min(${loaded}) AS level
     FROM asked a
     LEFT JOIN sold s ON s.deal_id = a.deal_id AND (a.line_id IS NULL OR s.line_id = a.line_id)
     LEFT JOIN ${network.table('product')} pr ON pr.product_id = s.product_id
     LEFT JOIN ${partnerAttributes(network, network.horizon.to)} p ON p.partner_id = a.partner_id
     LEFT JOIN ${levels ?? levelSpans(network)} lv ON lv.partner_id = a.partner_id AND a.day BETWEEN lv.from_on AND lv.to_on
     GROUP BY a.place ORDER BY a.place`,
    {},
    options,
  );
  let place = 0;
  return lists.map((rows) =>
    rows.map(({ deal, line, date, base, amount }) => {
      const { product, level } = found[place++]!;
      return { deal, line, date, product, level, base, amount };
    }),
  );
}

/** Where there are more rows than are asked for, those that earned most, in their order. */
export function largest(rows: readonly EarnedRow[], most: number): readonly EarnedRow[] {
  if (rows.length <= most) return rows;
  const size = ({ amount }: EarnedRow) => Math.abs(tenThousandths(amount));
  const chosen = new Set([...rows.keys()].sort((a, b) => size(rows[b]!) - size(rows[a]!) || a - b).slice(0, most));
  return rows.filter((_, at) => chosen.has(at));
}
