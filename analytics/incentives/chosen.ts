/** Which partners an answer is about. */
import type { Filter } from '../api/documents/query.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import { Binder } from '../metrics/sql.ts';
import type { Network } from '../network/network.ts';
import { partnerAttributes } from '../network/roster.ts';
import { conditionOf } from './rowFilters.ts';

/** A condition on a row with a `payee`. By attributes of partners: levels are partners already, see `partnersOf`. */
export function isChosen(network: Network, where: readonly Filter[], binder: Binder): string {
  return where.length === 0 ? 'TRUE' : `payee IN ${chosenRelation(network, where, binder)}`;
}

/** Ids of the same partners. */
export async function chosenPartners(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  where: readonly Filter[],
  options: RunOptions,
): Promise<ReadonlySet<string>> {
  const binder = new Binder();
  const sql = chosenRelation(network, where, binder);
  const rows = await reader.rows<{ partner_id: string }>(sql, binder.bindings, options);
  return new Set(rows.map(({ partner_id }) => partner_id));
}

function chosenRelation(network: Network, where: readonly Filter[], binder: Binder): string {
  const condition = where.length === 0 ? 'TRUE' : conditionOf(where, (value) => binder.bind(value));
  return `(SELECT p.partner_id FROM ${partnerAttributes(network, network.horizon.to)} p WHERE ${condition})`;
}
