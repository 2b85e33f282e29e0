import { type Day, HISTORY, monthStart, workday } from './calendar.ts';
import { type Deal, hasSubscription } from './deals.ts';
import type { Partner } from './partners.ts';
import { renewLines } from './pricing.ts';
import type { Random } from './random.ts';

/**
 * Sets the terms of won subscriptions and opens a renewal for each term that ends, and a renewal of that renewal in
 * turn. A partner that left or fell asleep renews nothing; the largest partner, whose agreement is about to end, has
 * opened none of the renewals ahead.
 */
export function makeRenewals(random: Random, deals: readonly Deal[], partners: readonly Partner[]): Deal[] {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  const leader = [...partners].sort((a, b) => b.size - a.size)[0]!;
  const renewals: Deal[] = [];
  const queue = deals.filter((deal) => deal.outcome === 'won' && hasSubscription(deal));
  for (let deal = queue.shift(); deal !== undefined; deal = queue.shift()) {
    deal.termStart = monthStart(deal.closedOn, 1);
    deal.termEnd = monthStart(deal.termStart, deal.termYears * 12) - 1;
    const partner = deal.partner === null ? null : byId.get(deal.partner)!;
    const own = random.stream(`${deal.customer}/${deal.partner}/${deal.closedOn}`);
    const renewal = renew(own, deal, partner, partner === leader);
    if (renewal === null) continue;
    renewals.push(renewal);
    if (renewal.outcome === 'won') queue.push(renewal);
  }
  return renewals;
}

function renew(random: Random, deal: Deal, partner: Partner | null, unrenewed: boolean): Deal | null {
  const createdOn = workday(deal.termEnd! - random.int(75, 110));
  const closedOn = workday(deal.termEnd! + random.int(-32, 18));
  if (createdOn > HISTORY.to || createdOn < deal.closedOn) return null;
  if (partner !== null && asleep(partner, createdOn)) return null;
  const open = closedOn > HISTORY.to;
  if (open && (unrenewed || random.chance(0.12))) return null;

  const termYears = random.weighted([1, 2, 3], [55, 25, 20]);
  const chance = partner?.collapse && closedOn >= partner.collapse.on ? 0.3 : 0.86;
  return {
    ...deal,
    motion: 'renewal',
    outcome: open ? 'open' : random.chance(chance) ? 'won' : 'lost',
    createdOn,
    closedOn,
    registration: null,
    influencedBy: null,
    cosoldBy: null,
    referredBy: null,
    creditShare: deal.partner === null ? null : 1,
    termYears,
    termStart: null,
    termEnd: null,
    renews: deal,
    lines: renewLines(random, deal.lines, termYears, deal.currency, closedOn),
  };
}

function asleep(partner: Partner, on: Day): boolean {
  return partner.temper === 'dormant' || (partner.temper === 'left' && on > partner.agreementEnd);
}
