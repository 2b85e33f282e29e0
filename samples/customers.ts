import type { Day } from './calendar.ts';
import type { Deal } from './deals.ts';
import type { Names } from './names.ts';
import type { Random } from './random.ts';

/** Part of the deals with known customers that could expand; the rest are new names. */
const EXPANDS = 0.42;

interface Known {
  readonly name: string;
  readonly since: Day;
}

/**
 * Gives every deal its customer, in the order of creation. A seller expands at customers it has won before; legacy
 * renewals are customers from before the history. Two sellers never share a customer by accident, so every shared one
 * is a planted conflict.
 */
export function assignCustomers(random: Random, names: Names, deals: readonly Deal[]): Deal[] {
  const won = new Map<string, Known[]>();
  return [...deals]
    .sort((a, b) => a.createdOn - b.createdOn)
    .map((deal) => {
      const key = `${deal.partner}/${deal.country.name}`;
      const known = (won.get(key) ?? []).filter((customer) => customer.since < deal.createdOn);
      const expands = deal.motion === 'new' && known.length > 0 && random.chance(EXPANDS);
      const named: Deal = expands
        ? { ...deal, motion: 'expansion', customer: random.pick(known).name }
        : { ...deal, customer: names.customer(deal.country) };
      if (named.outcome === 'won')
        won.set(key, [...(won.get(key) ?? []), { name: named.customer, since: deal.closedOn }]);
      return named;
    });
}
