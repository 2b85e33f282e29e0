import { type Day, HISTORY, QUARTERS, quarterEnd, quarterStart } from './calendar.ts';
import { amountOf, type Deal } from './deals.ts';
import { type Bookings, type LevelHistory, levelOn } from './levels.ts';
import { type Cents, cents } from './money.ts';
import type { Partner } from './partners.ts';
import { REGIONS } from './places.ts';
import { LEVELS, rank } from './program.ts';
import type { Random } from './random.ts';
import { inEuro } from './rates.ts';

export interface Target {
  readonly scope: 'network' | 'region' | 'level' | 'partner';
  readonly scopeValue: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly metric: string;
  /** Money in cents; other metrics in hundredths of their unit. */
  readonly value: Cents;
  readonly money: boolean;
}

export interface ProgramCost {
  readonly from: Day;
  readonly to: Day;
  readonly category: string;
  readonly scope: string;
  readonly amount: Cents;
}

/** Quarters after the history that have a plan, so that the open pipeline can be held against one. */
const PLANNED_AHEAD = 4;

/** What plans add to the same quarter a year before. */
const AMBITION = 1.115;

/** Quarterly plans: the network, regions, levels, and partners that were Gold or above when the year was planned. */
export function makeTargets(
  random: Random,
  deals: readonly Deal[],
  partners: readonly Partner[],
  bookings: Bookings,
  levels: LevelHistory,
): Target[] {
  const won = deals.filter((deal) => deal.outcome === 'won');
  const network = (quarter: number): Cents =>
    won.reduce(
      (sum, deal) =>
        within(deal.closedOn, quarter) ? sum + inEuro(amountOf(deal), deal.currency, deal.closedOn) : sum,
      0,
    );
  const group = (members: readonly Partner[], quarter: number): Cents =>
    distinct(won, new Set(members.map((p) => p.id)), quarter);

  const targets: Target[] = [];
  const add = (
    scope: Target['scope'],
    scopeValue: string | null,
    quarter: number,
    actual: (quarter: number) => Cents,
  ): void => {
    // The first year was planned before the history: near what it turned out to be.
    const planned = quarter < 4 ? actual(quarter) * random.between(0.97, 1.06) : actual(quarter - 4) * AMBITION;
    const value = Math.max(5_000_00, Math.round(planned / 1_000_00) * 1_000_00);
    targets.push({ scope, scopeValue, ...span(quarter), metric: 'won_amount', value, money: true });
  };
  for (let quarter = 0; quarter < QUARTERS + PLANNED_AHEAD; quarter++) {
    add('network', null, quarter, network);
    targets.push({ scope: 'network', scopeValue: null, ...span(quarter), metric: 'win_rate', value: 36, money: false });
    for (const region of REGIONS) {
      const members = partners.filter((partner) => partner.country.region === region);
      add('region', region, quarter, (q) => group(members, q));
    }
    const planningDay = Math.min(quarterStart(Math.floor(quarter / 4) * 4), HISTORY.to);
    const levelAt = (partner: Partner) => levelOn(levels, partner.id, Math.max(planningDay, partner.agreementStart));
    for (const level of LEVELS) {
      const members = partners.filter((partner) => levelAt(partner) === level);
      add('level', level, quarter, (q) => group(members, q));
    }
    for (const partner of partners) {
      const level = levelAt(partner);
      if (level === null || rank(level) < rank('Gold')) continue;
      add('partner', partner.id, quarter, (q) => bookings.of(partner.id, quarterStart(q), quarterEnd(q)));
    }
  }
  return targets;
}

const within = (on: Day, quarter: number): boolean => on >= quarterStart(quarter) && on <= quarterEnd(quarter);
const span = (quarter: number) => ({ from: quarterStart(quarter), to: quarterEnd(quarter) });

function distinct(won: readonly Deal[], members: ReadonlySet<string>, quarter: number): Cents {
  return won.reduce((sum, deal) => {
    const { partner, influencedBy, cosoldBy, referredBy, distributor } = deal;
    const inside = [partner, influencedBy, cosoldBy, referredBy, distributor].some(
      (id) => id !== null && members.has(id),
    );
    return inside && within(deal.closedOn, quarter) ? sum + inEuro(amountOf(deal), deal.currency, deal.closedOn) : sum;
  }, 0);
}

/** EUR a quarter in the first year. */
const COSTS: Readonly<Record<string, number>> = {
  headcount: 46_000,
  events: 11_000,
};
const CENTRAL: Readonly<Record<string, number>> = {
  headcount: 120_000,
  tooling: 58_000,
  training: 34_000,
  content: 21_000,
};

/** What the program itself costs: people and events by region, the rest for the whole network. */
export function makeCosts(random: Random): ProgramCost[] {
  const costs: ProgramCost[] = [];
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const rise = 1 + 0.04 * Math.floor(quarter / 4);
    const add = (category: string, scope: string, usual: number): void => {
      const amount = cents(Math.round((usual * rise * random.between(0.93, 1.08)) / 100) * 100);
      costs.push({ ...span(quarter), category, scope, amount });
    };
    for (const region of REGIONS) for (const [category, usual] of Object.entries(COSTS)) add(category, region, usual);
    for (const [category, usual] of Object.entries(CENTRAL)) add(category, 'network', usual);
  }
  return costs;
}
