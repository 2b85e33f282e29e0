import { ACTIVITY_KINDS } from '../analytics/network/model.ts';
import { type Day, day, HISTORY, monthStart, workday } from './calendar.ts';
import type { Deal } from './deals.ts';
import { type LevelHistory, lastLevel, levelOn } from './levels.ts';
import { type Cents, cents } from './money.ts';
import type { Names } from './names.ts';
import type { Partner } from './partners.ts';
import { CERTIFICATIONS, CERTIFIED_PEOPLE, type Level, VALIDITY_DAYS } from './program.ts';
import type { Random } from './random.ts';

export interface Certificate {
  readonly partner: string;
  readonly person: string;
  readonly name: (typeof CERTIFICATIONS)[number]['name'];
  readonly level: string;
  readonly earnedOn: Day;
  readonly expiresOn: Day;
}

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export interface Activity {
  id: string;
  readonly partner: string;
  readonly on: Day;
  readonly kind: ActivityKind;
  readonly value: number | null;
  readonly cost: Cents | null;
  readonly deal: Deal | null;
}

/** Nothing of a dormant partner is dated later. */
const DORMANT_LAST = day('2025-05-01');

export interface Margin {
  readonly partner: string;
  readonly person: string;
  readonly expiresOn: Day;
}

export interface Enablement {
  readonly certificates: readonly Certificate[];
  /** Gold partners with exactly the people the level asks for, one of whose certificates is about to expire. */
  readonly atTheMinimum: readonly Margin[];
}

const AT_MINIMUM = 9;

/** Certificates of every partner's people: earned, renewed every two years, or let go. */
export function certify(random: Random, names: Names, partners: readonly Partner[], levels: LevelHistory): Enablement {
  const golds = partners.filter((p) => p.temper === 'producing' && lastLevel(levels, p.id) === 'Gold' && !p.recruit);
  const chosen = new Set(random.sample(golds, AT_MINIMUM).map((partner) => partner.id));
  const atTheMinimum: Margin[] = [];
  const certificates = partners.flatMap((partner) => {
    const own = random.stream(partner.id);
    if (!chosen.has(partner.id)) return people(own, names, partner, lastLevel(levels, partner.id));
    const { held, margin } = minimum(own, names, partner);
    atTheMinimum.push(margin);
    return held;
  });
  return { certificates, atTheMinimum };
}

const EXTRA_PEOPLE: Readonly<Record<Level, number>> = {
  Registered: 0.5,
  Bronze: 1.1,
  Silver: 2.4,
  Gold: 5,
  Platinum: 13,
};

function people(random: Random, names: Names, partner: Partner, level: Level): Certificate[] {
  if (partner.temper === 'silent' && random.chance(0.9)) return [];
  const short = random.chance(level === 'Gold' || level === 'Platinum' ? 0.05 : 0.22);
  const required = short ? Math.max(0, CERTIFIED_PEOPLE[level] - 1) : CERTIFIED_PEOPLE[level];
  const count = required + random.poisson(EXTRA_PEOPLE[level]);
  return distinctPeople(names, partner, count).flatMap((person, i) => {
    const certification = i === 0 ? CERTIFICATIONS[0] : random.weighted(CERTIFICATIONS, [34, 30, 22, 14]);
    const start = Math.max(partner.onboardedOn ?? partner.agreementStart, day('2021-12-01'));
    return career(random, partner, person, certification, start, i < required);
  });
}

/** First certificate and the ones that replace it, until it is let go, the partner sleeps, or the history ends. */
function career(
  random: Random,
  partner: Partner,
  person: string,
  certification: (typeof CERTIFICATIONS)[number],
  start: Day,
  keeps: boolean,
): Certificate[] {
  const until =
    partner.temper === 'dormant' ? DORMANT_LAST : partner.temper === 'left' ? partner.agreementEnd : HISTORY.to;
  const held: Certificate[] = [];
  let earnedOn = workday(start + random.int(10, Math.max(40, Math.min(900, until - start - 20))));
  while (earnedOn <= until) {
    held.push(certificate(partner, person, certification, earnedOn));
    if (!keeps && random.chance(0.3)) break;
    earnedOn = workday(earnedOn + VALIDITY_DAYS - random.int(5, 80));
  }
  return held;
}

function certificate(
  partner: Partner,
  person: string,
  { name, level }: (typeof CERTIFICATIONS)[number],
  earnedOn: Day,
): Certificate {
  return { partner: partner.id, person, name, level, earnedOn, expiresOn: earnedOn + VALIDITY_DAYS };
}

/** Exactly the people that Gold asks for; the first one's certificate ends within two months of the history. */
function minimum(random: Random, names: Names, partner: Partner): { held: Certificate[]; margin: Margin } {
  const persons = distinctPeople(names, partner, CERTIFIED_PEOPLE.Gold);
  const held = persons.map((person, i) => {
    const expiresOn = i === 0 ? HISTORY.to + random.int(5, 60) : HISTORY.to + random.int(150, 640);
    return certificate(partner, person, CERTIFICATIONS[i % CERTIFICATIONS.length]!, expiresOn - VALIDITY_DAYS);
  });
  return { held, margin: { partner: partner.id, person: persons[0]!, expiresOn: held[0]!.expiresOn } };
}

function distinctPeople(names: Names, partner: Partner, count: number): string[] {
  const persons = new Set<string>();
  while (persons.size < count) persons.add(names.person(partner.country));
  return [...persons];
}

/** Activities a month of a partner of a level, by kind in the order of `ACTIVITY_KINDS`. */
const MONTHLY: Readonly<Record<Level, readonly number[]>> = {
  Registered: [0.28, 0.03, 0.005, 0.01, 0.03, 0.07, 0.02, 0, 0, 0.03],
  Bronze: [0.5, 0.06, 0.01, 0.02, 0.07, 0.12, 0.03, 0.01, 0.01, 0.06],
  Silver: [0.75, 0.12, 0.05, 0.05, 0.16, 0.2, 0.06, 0.02, 0.08, 0.12],
  Gold: [1, 0.25, 0.12, 0.12, 0.35, 0.35, 0.1, 0.04, 0.17, 0.22],
  Platinum: [1.3, 0.45, 0.3, 0.25, 0.8, 0.6, 0.2, 0.08, 0.33, 0.45],
};

/** What partners did, month by month, in the order of days. Leads point at the deals they led to. */
export function makeActivities(
  random: Random,
  partners: readonly Partner[],
  deals: readonly Deal[],
  levels: LevelHistory,
): Activity[] {
  const sourced = new Map<string, Deal[]>();
  for (const deal of deals) {
    if (deal.sourcedBy === null) continue;
    const own = sourced.get(deal.sourcedBy);
    if (own === undefined) sourced.set(deal.sourcedBy, [deal]);
    else own.push(deal);
  }
  const activities = partners
    .filter((partner) => partner.temper !== 'silent')
    .flatMap((partner) => routine(random.stream(partner.id), partner, sourced.get(partner.id) ?? [], levels));
  return activities.sort((a, b) => a.on - b.on || (a.partner < b.partner ? -1 : 1));
}

function routine(random: Random, partner: Partner, sourced: readonly Deal[], levels: LevelHistory): Activity[] {
  const activities: Activity[] = [];
  const from = Math.max(HISTORY.from, partner.agreementStart);
  const to = partner.temper === 'dormant' ? DORMANT_LAST : Math.min(HISTORY.to, partner.agreementEnd);
  for (let first = monthStart(from); first <= to; first = monthStart(first, 1)) {
    const rates = MONTHLY[levelOn(levels, partner.id, Math.max(first, from)) ?? 'Registered'];
    ACTIVITY_KINDS.forEach((kind, i) => {
      for (let n = random.poisson(rates[i]!); n > 0; n--) {
        const on = workday(random.int(first, monthStart(first, 1) - 1));
        if (on >= from && on <= to) activities.push(activity(random, partner, kind, on, sourced));
      }
    });
  }
  return activities;
}

/** Value by kind: hours, attendees, leads, downloads … ; only what the vendor pays for has a cost. */
function activity(random: Random, partner: Partner, kind: ActivityKind, on: Day, sourced: readonly Deal[]): Activity {
  const none = { id: '', partner: partner.id, on, kind, value: null, cost: null, deal: null };
  switch (kind) {
    case 'training':
      return { ...none, value: random.int(1, 16), cost: cents(random.int(0, 8) * 45) };
    case 'campaign':
      return { ...none, value: random.int(4, 60), cost: cents(random.int(8, 90) * 50) };
    case 'event':
      return { ...none, value: random.int(8, 120), cost: cents(random.int(10, 160) * 50) };
    case 'lead':
      return {
        ...none,
        value: 1,
        deal: sourced.find((deal) => deal.createdOn >= on && deal.createdOn <= on + 45) ?? null,
      };
    case 'asset':
    case 'community':
    case 'marketplace':
    case 'support':
      return { ...none, value: random.int(1, 6) };
    case 'plan review':
      return { ...none, value: random.int(1, 5) };
    case 'login':
      return { ...none, value: random.int(1, 25) };
  }
}
