/** The network as its payouts were made: deals in their own currency, returns with the sale that they take back. */
import type { Network } from '../../network/network.ts';
import { linkedReturns } from '../returns.ts';

/** Every amount in the deal's own currency. */
export function inDealCurrency(network: Network): Network {
  const { currency: _, ...own } = network;
  return { ...own, profile: { ...network.profile, foreign: [] } };
}

/** One row per return that names its sale: deal_id, sale_id, sale_on. */
export function returnRelation(network: Network): string {
  return `(SELECT deal_id, sale_id, sale_on FROM ${linkedReturns(network, 'closed_on')} AS returns)`;
}
