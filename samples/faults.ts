import { day, HISTORY, workday } from './calendar.ts';
import type { Deal } from './deals.ts';
import type { Names } from './names.ts';
import type { Partner } from './partners.ts';
import { COUNTRIES } from './places.ts';
import { priceLines, refundLines } from './pricing.ts';
import { DECISION_DAYS, PROTECTION_DAYS } from './program.ts';
import type { Random } from './random.ts';

/** What the pipeline looks like when people work on it: planted deals and the stories they tell. */
export interface ConflictPlant {
  readonly first: Deal;
  readonly second: Deal;
  /** Both were approved, against the rule that the first registration wins. */
  readonly bothApproved: boolean;
}

const CONFLICTS = 26;
const DOUBLY_APPROVED = 8;

/** A second partner registers the same customer and product within four weeks of the first. */
export function plantConflicts(random: Random, deals: readonly Deal[], partners: readonly Partner[]): ConflictPlant[] {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  const firsts = random.sample(
    deals.filter((deal) => {
      const { registration } = deal;
      const latest = Math.min(deal.closedOn, HISTORY.to) - 40;
      return deal.motion === 'new' && registration?.approved === true && registration.on < latest;
    }),
    CONFLICTS,
  );
  return firsts.map((first, index) => {
    const mine = byId.get(first.partner!)!;
    const rivals = partners.filter((partner) => {
      const sameMarket = partner.country.region === mine.country.region && partner.type === 'Reseller';
      return partner !== mine && sameMarket && partner.temper === 'producing' && !partner.recruit;
    });
    const registeredOn = first.registration!.on + random.int(3, 26);
    const decidedOn = Math.min(registeredOn + random.int(1, DECISION_DAYS), HISTORY.to);
    const bothApproved = index < DOUBLY_APPROVED;
    const second: Deal = {
      ...first,
      partner: random.pick(rivals).id,
      partnerRole: 'Fulfilment',
      route: 'one-tier',
      creditShare: 1,
      sourcedBy: null,
      influencedBy: null,
      cosoldBy: null,
      referredBy: null,
      distributor: null,
      outcome: first.outcome === 'open' ? 'open' : 'lost',
      termStart: null,
      termEnd: null,
      createdOn: registeredOn - random.int(0, 2),
      registration: {
        on: registeredOn,
        decidedOn,
        approved: bothApproved,
        expiresOn: bothApproved ? decidedOn + PROTECTION_DAYS : null,
      },
      lines: first.lines.slice(0, 1).map((line) => ({ ...line })),
    };
    return { first, second, bothApproved };
  });
}

const REFUNDS = 62;

/** Credit notes: some time after it was won, all or part of a deal is taken back as a negative deal. */
export function plantRefunds(random: Random, deals: readonly Deal[]): Deal[] {
  const renewed = new Set(deals.map((deal) => deal.renews));
  const won = deals.filter((deal) => {
    const old = deal.outcome === 'won' && deal.closedOn < HISTORY.to - 100;
    return old && deal.partner !== null && deal.size < 90_000 && !renewed.has(deal);
  });
  return random.sample(won, REFUNDS).map((deal) => {
    const on = workday(deal.closedOn + random.int(12, 84));
    const share = random.chance(0.55) ? 1 : random.between(0.25, 0.6);
    return {
      ...deal,
      outcome: 'won',
      createdOn: on,
      closedOn: on,
      registration: null,
      termStart: null,
      termEnd: null,
      renews: null,
      refunds: deal,
      lines: refundLines(deal.lines, share),
    };
  });
}

const UNASSIGNED = 12;

/** Won deals of the last quarter under partner ids that no roster has. */
export function plantUnassigned(random: Random, names: Names): { deal: Deal; partnerName: string }[] {
  const strangers = Array.from({ length: 5 }, (_, i) => {
    const country = random.pick(COUNTRIES.filter((place) => place.currency === 'EUR'));
    return { id: `P-29${random.int(10, 19) + i * 10}`, country, name: names.partner(country) };
  });
  return Array.from({ length: UNASSIGNED }, (_, i) => {
    const stranger = strangers[i % strangers.length]!;
    const closedOn = workday(random.int(day('2026-07-06'), HISTORY.to));
    const size = random.between(3_500, 12_500);
    const deal: Deal = {
      id: '',
      customer: names.customer(stranger.country),
      country: stranger.country,
      currency: 'EUR',
      route: 'one-tier',
      motion: 'new',
      outcome: 'won',
      createdOn: workday(closedOn - random.int(20, 70)),
      closedOn,
      registration: null,
      size,
      termYears: 1,
      termStart: null,
      termEnd: null,
      renews: null,
      refunds: null,
      lines: priceLines(random, size, 1, 'EUR', closedOn),
      partner: stranger.id,
      partnerRole: 'Fulfilment',
      creditShare: 1,
      sourcedBy: null,
      influencedBy: null,
      cosoldBy: null,
      referredBy: null,
      distributor: null,
    };
    return { deal, partnerName: stranger.name };
  });
}

const WAITING = 54;

/** Leaves open registrations undecided past the term until there are `WAITING` of them. */
export function plantWaiting(random: Random, deals: readonly Deal[]): Deal[] {
  const overdue = (deal: Deal): boolean =>
    deal.outcome === 'open' && deal.registration !== null && deal.registration.on < HISTORY.to - DECISION_DAYS;
  const waiting = deals.filter((deal) => overdue(deal) && deal.registration!.decidedOn === null);
  const candidates = deals.filter((deal) => {
    return overdue(deal) && deal.registration!.decidedOn !== null && deal.registration!.on > HISTORY.to - 45;
  });
  for (const deal of random.sample(candidates, Math.max(0, WAITING - waiting.length))) {
    deal.registration = { on: deal.registration!.on, decidedOn: null, approved: null, expiresOn: null };
    waiting.push(deal);
  }
  return waiting;
}
