/** The values a dimension has, for filter menus. */
import type { DimensionId } from '../api/documents/query.ts';
import type { Result } from '../api/methods.ts';
import type { RunOptions } from '../engine/engine.ts';
import { creditRows } from '../network/credit.ts';
import { dimension } from '../network/dimensions.ts';
import type { FactId, Need } from '../network/facts.ts';
import { resolvePeriod } from '../network/period.ts';
import { nameRelation, withShared } from './compile.ts';
import type { QueryContext } from './context.ts';
import { Binder } from './sql.ts';
import { windowOf } from './window.ts';

export interface ValueRequest {
  readonly dim: DimensionId;
  /** Part of the value or of its name, in any case. */
  readonly search: string;
  readonly limit: number;
}

/**
 * Values with the number of partners that have them, most partners first. Attributes of partners come from the roster,
 * those of payouts from the payouts, the rest from the deals.
 */
export async function dimensionValues(
  { reader, network }: QueryContext,
  { dim, search, limit }: ValueRequest,
  options: RunOptions = {},
): Promise<Result<'dimension.values'>> {
  const { source, named } = dimension(dim);
  const fact: FactId = source === 'partner' ? 'partner' : source === 'payout' ? 'payout' : 'deal';
  const window = windowOf(resolvePeriod(undefined, network.calendar, network.horizon));
  const needs = new Set<Need>(dim === 'distributor' ? ['distributor'] : []);
  const binder = new Binder();
  const arms = creditRows({
    network,
    fact,
    needs,
    window,
    date: fact === 'payout' ? 'earned_on' : 'closed_on',
    by: [dim],
    where: [],
    products: [],
    productWhere: [],
    credited: source === 'partner',
    everyBasis: true,
    bind: (value) => binder.bind(value),
  });
  const rows = arms.map(
    ({ from, keys, late }) => `SELECT ${keys[0]!.sql} AS value, f.partner_id FROM ${from} ${late?.join ?? ''}`,
  );
  const names = named === undefined ? '' : `LEFT JOIN ${nameRelation(network, named)} n ON n.${named}_id = v.value`;
  const label = named === undefined ? 'v.value' : `coalesce(n.${named}_name, v.value)`;
  const body = `(SELECT value, count(DISTINCT partner_id) AS partners FROM (${rows.join(' UNION ALL ')}) AS credited GROUP BY value) v ${names}`;
  const { sql, bindings } = withShared(
    network,
    window,
    binder,
    `SELECT v.value, coalesce(${label}, '(none)') AS label, v.partners FROM ${body}
     WHERE $search = '' OR position($search IN lower(coalesce(${label}, '(none)'))) > 0 OR position($search IN lower(coalesce(v.value, ''))) > 0
     ORDER BY v.partners DESC, label, v.value LIMIT ${limit}`,
  );
  return reader.rows(sql, { ...bindings, search: search.toLowerCase() }, options);
}
