/** What bookings of a partner earn: margin, discount and payouts of its segment’s year. */
import { NO_ACCOUNT } from '../returns/accounts.ts';
import { type Flows, flowsOf, indirect } from './books.ts';
import type { WhatIfCase } from './outcome.ts';

/** By partner, flows to scale by bookings: those of its segment, or of the network where the segment booked nothing. */
export function ratesOf({ ledger, before }: WhatIfCase): (partner: string) => Flows {
  const known = new Map<string, Flows>();
  return (partner) => {
    const group = ledger.groups.get(partner) ?? '';
    const found = known.get(group);
    if (found) return found;
    const own = flowsOf(ledger.byGroup.get(group) ?? NO_ACCOUNT, ledger.margin);
    const flows = own.bookings > 0n ? own : indirect(before);
    known.set(group, flows);
    return flows;
  };
}
