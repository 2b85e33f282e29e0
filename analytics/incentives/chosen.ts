/** Which partners an answer is about. */
import type { Filter } from '../api/documents/query.ts';
import type { Binder } from '../metrics/sql.ts';
import type { Network } from '../network/network.ts';
import { partnerAttributes } from '../network/roster.ts';
import { conditionOf } from './rowFilters.ts';

/** A condition on a row with a `payee`. By attributes of partners: levels are partners already, see `partnersOf`. */
export function isChosen(network: Network, where: readonly Filter[], binder: Binder): string {
  if (where.length === 0) return 'TRUE';
  const condition = conditionOf(where, (value) => binder.bind(value));
  return `payee IN (SELECT p.partner_id FROM ${partnerAttributes(network, network.horizon.to)} p WHERE ${condition})`;
}
