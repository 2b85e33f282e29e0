import { type Day, day, HISTORY, monthStart, workday } from './calendar.ts';
import { type Deal, isSubscription, type Motion, type Registration, type Route } from './deals.ts';
import type { Partner } from './partners.ts';
import { COUNTRIES, type Country, REGIONS, type Region } from './places.ts';
import { priceLines } from './pricing.ts';
import { DECISION_DAYS, PROTECTION_DAYS } from './program.ts';
import type { Random } from './random.ts';

/** Weight of the month in which a deal closes, October first: budgets end in December, the vendor's year in September. */
const SEASON = [0.92, 1.03, 1.52, 0.74, 0.85, 1.16, 0.83, 0.92, 1.19, 0.86, 0.64, 1.34] as const;
/** The market in each fiscal year: evens out that renewals build up while the history runs. */
const MARKET = [1.16, 0.98, 0.97] as const;
/** Months generated: the history and the half year of pipeline after it. */
const MONTHS = 42;

/** Part of a partner's bookings that comes from new and expansion deals; the rest is renewals. */
const NEW_SHARE = 0.8;
const AVERAGE_DEAL = 38_200;

/** Own sales: fewer and larger deals. EUR a year before calibration. */
const DIRECT_SIZE = 15_500_000;
const DIRECT_AVERAGE = 74_000;
const DIRECT_WIN_RATE = 0.29;

/** Contracts signed before the history: how many come up for renewal in each fiscal year for every EUR 1 M of size. */
const LEGACY_RENEWALS = [8.4, 4, 1.6] as const;

/** The CRM went live with the history: what was open then carries the day it was moved over. */
const FIRST_CREATED = day('2023-10-02');

/** Business of dormant partners ends here. */
const DORMANT_FROM = day('2025-05-01');

/** A seller: a partner, or the vendor's own sales people when `partner` is null. */
interface Seller {
  readonly partner: Partner | null;
  readonly yearly: number;
  readonly average: number;
  readonly winRate: number;
}

export interface Market {
  readonly partners: readonly Partner[];
  /** Multiplies every size; found by a first run, so that the last year's bookings come out as planned. */
  readonly scale: number;
}

/** New and expansion deals of every seller and the first renewals of older contracts, priced. */
export function makeOpportunities(random: Random, market: Market): Deal[] {
  const sellers: Seller[] = market.partners
    .filter((partner) => partner.temper !== 'silent' && partner.size > 0)
    .map((partner) => ({
      partner,
      yearly: partner.size,
      average: AVERAGE_DEAL * Math.exp(0.33 * Math.log(partner.size / 290_000)),
      winRate: partner.winRate,
    }));
  sellers.push({ partner: null, yearly: DIRECT_SIZE, average: DIRECT_AVERAGE, winRate: DIRECT_WIN_RATE });
  const bench = makeBench(market.partners);
  return sellers.flatMap((seller) => {
    const own = random.stream(`seller/${seller.partner?.id ?? 'direct'}`);
    return sell(own, market, bench, seller);
  });
}

function sell(random: Random, market: Market, bench: Bench, seller: Seller): Deal[] {
  const deals: Deal[] = [];
  const place = (): Country => placeOf(random, seller.partner);
  for (let month = 0; month < MONTHS; month++) {
    const first = monthStart(HISTORY.from, month);
    const demand = MARKET[Math.min(2, Math.floor(month / 12))]!;
    const pace = (SEASON[month % 12]! / 12) * demand * paceOf(seller.partner, first);
    const decided = (seller.yearly * NEW_SHARE) / seller.average / seller.winRate;
    for (let n = random.poisson(decided * pace); n > 0; n--) {
      const size = seller.average * random.lognormal(0.72);
      const deal = open(random, market, bench, seller, place(), closeDay(random, first), size, 'new');
      if (deal !== null) deals.push(deal);
    }
    const legacy = (LEGACY_RENEWALS[Math.floor(month / 12)] ?? 0) * (seller.yearly / 1_000_000);
    for (let n = random.poisson(legacy * pace); n > 0; n--) {
      const size = 0.75 * seller.average * random.lognormal(0.7);
      const deal = open(random, market, bench, seller, place(), closeDay(random, first), size, 'renewal');
      const lines = deal?.lines.filter(isSubscription) ?? [];
      if (deal !== null && lines.length > 0) deals.push({ ...deal, lines });
    }
  }
  return deals.sort((a, b) => a.createdOn - b.createdOn);
}

/** How much business a seller does at a time, against the end of the history: trend, ramp of recruits, ends. */
function paceOf(partner: Partner | null, on: Day): number {
  const years = (Math.min(on, HISTORY.to) - HISTORY.to) / 365;
  if (partner === null) return Math.exp(0.02 * years);
  let pace = Math.exp(partner.trend * years);
  if (partner.recruit) {
    const ready = (partner.onboardedOn ?? HISTORY.to) + 20;
    pace *= Math.min(1, Math.max(0, (on - ready) / 180));
  }
  if (partner.temper === 'dormant') pace *= Math.max(0, Math.min(1, (DORMANT_FROM - on) / 420));
  if (partner.temper === 'left' && on > partner.agreementEnd - 60) pace = 0;
  if (partner.collapse !== null && on >= partner.collapse.on) pace *= partner.collapse.to;
  return pace;
}

/** Deals crowd into the last days of a month. */
function closeDay(random: Random, first: Day): Day {
  const length = monthStart(first, 1) - first;
  const late = random.chance(0.4) ? random.int(length - 7, length - 1) : random.int(0, length - 1);
  return workday(first + Math.max(2, late));
}

function placeOf(random: Random, partner: Partner | null): Country {
  if (partner !== null && random.chance(0.94)) return partner.country;
  const near = partner === null ? COUNTRIES : COUNTRIES.filter((c) => c.region === partner.country.region);
  return random.weighted(
    near,
    near.map((country) => country.weight),
  );
}

/** One opportunity, or null when it would have been created after the history or before its partner was ready. */
function open(
  random: Random,
  market: Market,
  bench: Bench,
  seller: Seller,
  country: Country,
  closedOn: Day,
  rawSize: number,
  motion: Motion,
): Deal | null {
  const { partner } = seller;
  const renewal = motion === 'renewal';
  const size = rawSize * market.scale;
  const cycle = renewal
    ? random.int(40, 100)
    : Math.min(190, Math.max(14, Math.round(60 * Math.exp(random.normal(0, 0.42) + 0.1 * Math.log(rawSize / 41_000)))));
  const createdOn = Math.max(FIRST_CREATED, workday(closedOn - cycle));
  if (createdOn > HISTORY.to || createdOn > closedOn) return null;
  if (partner?.recruit && createdOn < (partner.onboardedOn ?? HISTORY.to) + 5) return null;
  if (partner?.temper === 'dormant' && closedOn >= DORMANT_FROM) return null;
  if (partner?.temper === 'left' && closedOn > partner.agreementEnd) return null;

  const route = routeOf(random, partner);
  const registration =
    partner === null || renewal ? null : register(random, partner.country.region, createdOn, closedOn);
  const isOpen = closedOn > HISTORY.to;
  const won = random.chance(renewal ? 0.86 : winChance(seller, registration));
  const originates = route !== 'referral' && registration?.approved === true && random.chance(0.8);
  const others = helpers(random, bench, partner, country.region, route, createdOn);
  const termYears = renewal ? random.weighted([1, 2, 3], [55, 25, 20]) : random.weighted([1, 2, 3], [17, 17, 66]);
  return {
    id: '',
    customer: '',
    country,
    currency: country.currency,
    route,
    motion,
    outcome: isOpen ? 'open' : won ? 'won' : 'lost',
    createdOn,
    closedOn,
    registration,
    size,
    termYears,
    termStart: null,
    termEnd: null,
    renews: null,
    refunds: null,
    lines: priceLines(random, size, termYears, country.currency, closedOn),
    partner: partner?.id ?? null,
    partnerRole: partner === null ? null : route === 'referral' ? 'Referral' : 'Fulfilment',
    creditShare: partner === null ? null : others.cosoldBy !== null ? 0.7 : others.influencedBy !== null ? 0.8 : 1,
    sourcedBy: originates ? partner!.id : null,
    ...others,
    distributor: route === 'two-tier' ? distributorFor(random, bench, partner!.country.region) : null,
  };
}

function routeOf(random: Random, partner: Partner | null): Route {
  if (partner === null) return 'direct';
  if (partner.type === 'Referral' || (partner.type === 'Consultant' && random.chance(0.5))) return 'referral';
  if (partner.type === 'ISV' && random.chance(0.4)) return 'marketplace';
  return random.chance(partner.size < 400_000 ? 0.36 : 0.05) ? 'two-tier' : 'one-tier';
}

/** A registration with its decision as far as the history goes. Southern Europe registers less and decides later. */
function register(random: Random, region: Region, createdOn: Day, closedOn: Day): Registration | null {
  const slow = region === 'Southern Europe';
  if (!random.chance(slow ? 0.7 : 0.81)) return null;
  const on = Math.min(createdOn + random.int(0, 6), closedOn);
  if (on > HISTORY.to) return null;
  const prompt = random.chance(slow ? 0.66 : 0.87);
  const days = prompt ? random.int(0, DECISION_DAYS) : random.int(DECISION_DAYS + 1, 26);
  const decidedOn = Math.min(on + days, closedOn);
  const approved = random.chance(0.91);
  if (decidedOn > HISTORY.to) return { on, decidedOn: null, approved: null, expiresOn: null };
  return { on, decidedOn, approved, expiresOn: approved ? decidedOn + PROTECTION_DAYS : null };
}

/** Protected deals are won more often; those that waited for their approval, and refused ones, less. */
function winChance(seller: Seller, registration: Registration | null): number {
  if (registration === null) return seller.winRate * 0.98;
  if (registration.approved === false) return seller.winRate * 0.5;
  const waited = (registration.decidedOn ?? HISTORY.to) - registration.on;
  return seller.winRate * (waited > DECISION_DAYS ? 0.7 : 1.1);
}

/** Who can help in the deals of others, and who distributes, by region. */
interface Bench {
  readonly influencers: ReadonlyMap<Region, readonly Partner[]>;
  readonly cosellers: ReadonlyMap<Region, readonly Partner[]>;
  readonly referrers: ReadonlyMap<Region, readonly Partner[]>;
  readonly distributors: ReadonlyMap<Region, readonly Partner[]>;
}

function makeBench(partners: readonly Partner[]): Bench {
  const seasoned = partners.filter((partner) => partner.temper === 'producing' && !partner.recruit);
  const byRegion = (types: readonly Partner['type'][]): ReadonlyMap<Region, readonly Partner[]> =>
    new Map(
      REGIONS.map((region) => [
        region,
        seasoned.filter((partner) => partner.country.region === region && types.includes(partner.type)),
      ]),
    );
  return {
    influencers: byRegion(['SI', 'Consultant', 'ISV']),
    cosellers: byRegion(['ISV', 'SI']),
    referrers: byRegion(['Referral', 'Consultant']),
    distributors: byRegion(['Distributor']),
  };
}

type Helpers = Pick<Deal, 'influencedBy' | 'cosoldBy' | 'referredBy'>;

function helpers(
  random: Random,
  bench: Bench,
  partner: Partner | null,
  region: Region,
  route: Route,
  createdOn: Day,
): Helpers {
  const someone = (chance: number, from: ReadonlyMap<Region, readonly Partner[]>): string | null => {
    if (!random.chance(chance)) return null;
    const others = (from.get(region) ?? []).filter(
      (other) => other.id !== partner?.id && other.agreementStart < createdOn && other.agreementEnd > createdOn,
    );
    if (others.length === 0) return null;
    return random.weighted(
      others,
      others.map((other) => Math.sqrt(other.size)),
    ).id;
  };
  return {
    influencedBy: someone(route === 'direct' ? 0.12 : 0.08, bench.influencers),
    cosoldBy: someone(route === 'direct' ? 0.05 : 0.04, bench.cosellers),
    referredBy: route === 'one-tier' ? someone(0.03, bench.referrers) : null,
  };
}

function distributorFor(random: Random, bench: Bench, region: Region): string {
  return random.weighted(bench.distributors.get(region)!, [7, 3]).id;
}
