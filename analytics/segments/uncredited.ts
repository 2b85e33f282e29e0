/** Rows of facts that no partner is credited with: targets and costs of the program itself. */
import type { Window } from '../metrics/window.ts';
import { FACTS } from '../network/facts.ts';
import type { Network } from '../network/network.ts';

/** A relation of their rows, money in the base currency. */
export function uncredited(fact: 'target' | 'cost', network: Network, window: Window): string {
  return FACTS[fact].relation({
    network,
    needs: new Set(),
    window,
    products: [],
    productWhere: [],
    credited: false,
    everyBasis: false,
  });
}
