import { HISTORY } from './calendar.ts';
import { assignCustomers } from './customers.ts';
import { amountOf, type Deal } from './deals.ts';
import { type Activity, type Certificate, certify, type Enablement, makeActivities } from './enablement.ts';
import { type ConflictPlant, plantConflicts, plantRefunds, plantUnassigned, plantWaiting } from './faults.ts';
import { Bookings, type LevelHistory, lastLevel, reviewLevels } from './levels.ts';
import { type Fund, type MdfFaults, makeMdf } from './mdf.ts';
import { Names } from './names.ts';
import { makeOpportunities } from './opportunities.ts';
import { makePartners, type Partner } from './partners.ts';
import { type PayoutFaults, plantPayoutFaults } from './payoutFaults.ts';
import { makePayouts, type Payout, reimbursements, Treasury } from './payouts.ts';
import { makeCosts, makeTargets, type ProgramCost, type Target } from './plans.ts';
import { type LEVELS, rank } from './program.ts';
import { makeProspects, type Prospect } from './prospects.ts';
import { seeded } from './random.ts';
import { type FxRate, inEuro, makeRates } from './rates.ts';
import { makeRenewals } from './renewals.ts';
import type { Stories } from './stories.ts';
import { tellStories } from './tell.ts';
import { plantThresholds } from './thresholds.ts';
import { plantUnderpayments, type Underpayments } from './underpayments.ts';

export const SEED = 'tidewater-1';

/** Bookings of the last four quarters, own sales included, that sizes are scaled to. */
const LAST_YEAR_EURO = 114_000_000;

/** The whole sample network in memory. */
export interface SampleNetwork {
  readonly partners: readonly Partner[];
  readonly levels: LevelHistory;
  readonly deals: readonly Deal[];
  /** Names of partners that are on no roster, by id, as the deals spell them. */
  readonly strangers: ReadonlyMap<string, string>;
  readonly payouts: readonly Payout[];
  readonly certificates: readonly Certificate[];
  readonly activities: readonly Activity[];
  readonly targets: readonly Target[];
  readonly funds: readonly Fund[];
  readonly costs: readonly ProgramCost[];
  readonly rates: readonly FxRate[];
  readonly prospects: readonly Prospect[];
  readonly stories: Stories;
}

/** What was planted on the way, as objects; `tellStories` turns it into ids. */
export interface Planted {
  readonly justUnder: readonly { readonly partner: string; readonly level: (typeof LEVELS)[number] }[];
  readonly conflicts: readonly ConflictPlant[];
  readonly refunds: readonly Deal[];
  readonly unassigned: readonly Deal[];
  readonly waiting: readonly Deal[];
  readonly payouts: PayoutFaults;
  readonly underpayments: Underpayments;
  readonly mdf: MdfFaults;
  readonly enablement: Enablement;
}

/** Makes the network of a seed: the same seed gives the same network, to the byte. Takes about a second. */
export function generate(seed: string = SEED): SampleNetwork {
  const draft = makePipeline(seed, 1);
  const pipeline = makePipeline(seed, LAST_YEAR_EURO / lastYearEuro(draft.deals));
  const { names, partners, deals } = pipeline;
  const random = seeded(seed);

  const draftBookings = new Bookings(deals);
  const draftLevels = reviewLevels(random.stream('levels'), partners, draftBookings);
  const justUnder = plantThresholds(random.stream('thresholds'), deals, partners, draftBookings, draftLevels);
  numberDeals(deals);
  const bookings = new Bookings(deals);
  const levels = reviewLevels(random.stream('levels'), partners, bookings);

  const enablement = certify(random.stream('certificates'), names, partners, levels);
  const treasury = new Treasury(random.stream('treasury'), partners);
  const mdf = makeMdf(random.stream('mdf'), treasury, partners, levels);
  const payouts = [
    ...makePayouts(treasury, deals, levels),
    ...reimbursements(treasury, enablement.certificates, levels),
  ];
  const payoutFaults = plantPayoutFaults(random.stream('payout faults'), payouts, levels);
  payouts.push(...mdf.payouts);
  numberPayouts(payouts);
  const underpayments = plantUnderpayments(random.stream('underpayments'), payouts, levels, payoutFaults);

  const activities = makeActivities(random.stream('activities'), partners, deals, levels);
  activities.forEach((activity, i) => {
    activity.id = `A-${100_001 + i}`;
  });
  const network = {
    partners,
    levels,
    deals,
    strangers: pipeline.strangers,
    payouts,
    certificates: enablement.certificates,
    activities,
    targets: makeTargets(random.stream('targets'), deals, partners, bookings, levels),
    funds: mdf.funds,
    costs: makeCosts(random.stream('costs')),
    rates: makeRates(random.stream('rates')),
    // Last, so that the names of everybody else stay as they are.
    prospects: makeProspects(random.stream('prospects'), names, partners),
  };
  const underNext = justUnder.filter(({ partner, level }) => rank(lastLevel(levels, partner)) === rank(level) - 1);
  const planted: Planted = {
    justUnder: underNext,
    conflicts: pipeline.conflicts,
    refunds: pipeline.refunds,
    unassigned: pipeline.unassigned,
    waiting: pipeline.waiting,
    payouts: payoutFaults,
    underpayments,
    mdf: mdf.faults,
    enablement,
  };
  return { ...network, stories: tellStories(network, planted, bookings) };
}

/** Partners and deals with their plants. Every draw depends on the seed alone, so `scale` changes sizes only. */
function makePipeline(seed: string, scale: number) {
  const random = seeded(seed);
  const names = new Names(random.stream('names'));
  const partners = makePartners(random.stream('partners'), names);
  const opened = makeOpportunities(random.stream('opportunities'), { partners, scale });
  const named = assignCustomers(random.stream('customers'), names, opened);
  const deals = [...named, ...makeRenewals(random.stream('renewals'), named, partners)];
  const waiting = plantWaiting(random.stream('waiting'), deals);
  const conflicts = plantConflicts(random.stream('conflicts'), deals, partners);
  deals.push(...conflicts.map(({ second }) => second));
  const refunds = plantRefunds(random.stream('refunds'), deals);
  const strangers = plantUnassigned(random.stream('unassigned'), names);
  deals.push(...refunds, ...strangers.map(({ deal }) => deal));
  return {
    names,
    partners,
    deals,
    waiting,
    conflicts,
    refunds,
    unassigned: strangers.map(({ deal }) => deal),
    strangers: new Map(strangers.map(({ deal, partnerName }) => [deal.partner!, partnerName])),
  };
}

function lastYearEuro(deals: readonly Deal[]): number {
  return deals
    .filter((deal) => deal.outcome === 'won' && deal.closedOn > HISTORY.to - 365)
    .reduce((sum, deal) => sum + inEuro(amountOf(deal), deal.currency, deal.closedOn) / 100, 0);
}

function numberDeals(deals: Deal[]): void {
  deals.sort((a, b) => a.createdOn - b.createdOn);
  deals.forEach((deal, i) => {
    deal.id = `${deal.refunds === null ? 'D' : 'CN'}-${100_001 + i}`;
  });
}

function numberPayouts(payouts: Payout[]): void {
  const dated = (payout: Payout): number => payout.paidOn ?? payout.earnedOn ?? payout.mdf!.requestedOn;
  payouts.sort((a, b) => dated(a) - dated(b));
  payouts.forEach((payout, i) => {
    payout.id = `PO-${200_001 + i}`;
  });
}
