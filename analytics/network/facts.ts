/**
 * The one seam between metrics and wherever the rows are. A fact is a relation of rows that can be counted or added,
 * with money in the base currency under plain names; what is above it knows facts and their columns, never tables.
 * The SQL keeps to a portable subset: joins, CASE, aggregates with FILTER, window functions, DECIMAL arithmetic.
 */
import { addDays } from './dates.ts';
import type { DimensionSource } from './dimensions.ts';
import { dealRelation } from './facts/deal.ts';
import { certificationRelation, partnerRelation } from './facts/partner.ts';
import { payoutRelation } from './facts/payout.ts';
import { costRelation, targetRelation } from './facts/plan.ts';
import type { FactId, FactRequest } from './facts/request.ts';
import type { Network } from './network.ts';

export { influence, PRODUCT_VALUES } from './facts/deal.ts';
export type { FactId, FactRequest, FactWindow, Need } from './facts/request.ts';

interface Fact {
  /** The dimensions its rows can be cut by, when the metric has a date. */
  readonly reach: ReadonlySet<DimensionSource>;
  /** The column that names a row. */
  readonly key: string;
  /** A state at the end of a window rather than dated rows. */
  readonly state: boolean;
  relation(request: FactRequest): string;
}

export const FACTS: Readonly<Record<FactId, Fact>> = {
  deal: {
    reach: new Set(['partner', 'party', 'event', 'deal', 'product', 'time']),
    key: 'deal_id',
    state: false,
    relation: dealRelation,
  },
  payout: {
    reach: new Set(['partner', 'event', 'deal', 'product', 'payout', 'time']),
    key: 'payout_id',
    state: false,
    relation: payoutRelation,
  },
  partner: { reach: new Set(['partner']), key: 'partner_id', state: true, relation: partnerRelation },
  certification: {
    reach: new Set(['partner', 'event', 'time']),
    key: 'partner_id',
    state: false,
    relation: certificationRelation,
  },
  target: { reach: new Set(['partner', 'time']), key: 'scope_value', state: false, relation: targetRelation },
  cost: { reach: new Set(['time']), key: 'category', state: false, relation: costRelation },
};

/** Every partner as it stands on a day, with `enrolled` and `started_on`. */
export function rosterOn(network: Network, on: string): string {
  return FACTS.partner.relation({
    network,
    needs: new Set(),
    window: { from: on, asOf: on, before: addDays(on, -1) },
    products: [],
    productWhere: [],
    credited: true,
    everyBasis: false,
  });
}
