/** Groups of partners as the dimension `segment`, so that the dictionary cuts by them: the second way to their money. */
import { quoteText } from '../../../analytics/engine/sql.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';

/** What partners are in that no group has. */
export const ELSEWHERE = '(elsewhere)';

/** The same network with these groups in force on every day. */
export function asDimension(context: QueryContext, groups: ReadonlyMap<string, string>): QueryContext {
  const { network } = context;
  const list = (values: Iterable<string>) =>
    `unnest(from_json(${quoteText(JSON.stringify([...values]))}, '["VARCHAR"]'))`;
  const members = `(SELECT ${list(groups.keys())} AS partner_id, ${list(groups.values())} AS segment)`;
  const relation = `(SELECT d.partner_id, coalesce(members.segment, '${ELSEWHERE}') AS segment
    FROM ${network.table('partner')} d LEFT JOIN ${members} members ON members.partner_id = d.partner_id)`;
  const always = `(SELECT *, DATE '0001-01-01' AS from_on, DATE '9999-12-31' AS to_on FROM ${relation} AS placed)`;
  return {
    ...context,
    network: { ...network, segments: { name: '', segments: [], on: () => relation, spans: always } },
  };
}
