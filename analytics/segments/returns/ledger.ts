/** The year of a placed network: the account of every partner with its part of the program costs, and of the whole. */
import type { Filter } from '../../api/documents/query.ts';
import type { MarginTerms, SegmentCase } from '../../api/documents/segmentCase.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { levelsInForce, type RosterPartner, readRoster } from '../../metrics/roster.ts';
import { DIRECT, UNASSIGNED } from '../../network/model.ts';
import type { SegmentDesk } from '../desk.ts';
import { sumOf } from '../exact.ts';
import { readPopulation } from '../features.ts';
import type { Placement } from '../place/placement.ts';
import { type Days, yearTo } from '../year.ts';
import {
  type Account,
  groupAccounts,
  NO_ACCOUNT,
  readPartnerAccounts,
  readWholeAccount,
  type SharedSales,
  sharedSales,
} from './accounts.ts';
import { groupsOf, OUTSIDE, withoutSegmentFilters } from './grouping.ts';
import { type MarginRule, marginRule } from './margin.ts';
import { type Allocation, allocate, readCostPools } from './programCosts.ts';

export interface PartnerAccount {
  readonly partner: RosterPartner;
  readonly enrolled: boolean;
  readonly account: Account;
  readonly programCost: bigint;
}

export interface Ledger {
  readonly days: Days;
  /** Filters of the case, with segments in force as lists of partners. */
  readonly where: readonly Filter[];
  /** By partner, its segment or what it is in instead. */
  readonly groups: ReadonlyMap<string, string>;
  /** Those that match the filters, enrolled or not, by id. */
  readonly partners: readonly PartnerAccount[];
  /** Bookings of everybody on the roster, whatever the filters: who is whose peer does not depend on who is looked at. */
  readonly booked: ReadonlyMap<string, bigint>;
  /** By segment, and what partners are in instead; deals of several partners count once in each. */
  readonly byGroup: ReadonlyMap<string, Account>;
  /** What each partner that matches is credited with, and direct and unassigned deals; what partners share of it. */
  readonly credited: ReadonlyMap<string, Account>;
  readonly shared: SharedSales;
  /** Each deal once. */
  readonly total: Account;
  readonly margin: MarginRule;
  readonly allocation: Allocation;
  /** Program costs of those partners, and what nobody can bear when nobody is left out. */
  readonly programCost: bigint;
}

/** What no placement and no assumption changes. */
type YearBook = Omit<Ledger, 'groups' | 'byGroup' | 'margin'>;

/** Rough bytes of a partner and its account. */
const PARTNER_BYTES = 900;
/** Accounts that are no partner's are groups of their own. */
const NO_PARTNER = new Map([DIRECT, UNASSIGNED].map((name) => [name, name]));

/**
 * @param asked `where` on top of the filters of the segmentation
 * @throws QuarterdeckError `cancelled` when the signal fires
 */
export async function readLedger(
  desk: SegmentDesk,
  placement: Placement,
  { where: asked, assumeMargin }: Pick<SegmentCase, 'where'> & MarginTerms,
  options: LabOptions = {},
): Promise<Ledger> {
  const { context, lab } = desk;
  const { asOf } = placement;
  const groups = groupsOf(placement);
  const key = `segment ledger ${asOf} ${JSON.stringify(asked)}`;
  const year = await lab.keep(context, key, options.signal, async () => {
    const value = await readYear(desk, asOf, asked, options);
    return { value, bytes: 1_000 + value.partners.length * PARTNER_BYTES };
  });
  const byGroup = groupAccounts(year.credited, year.shared, (id) => groups.get(id) ?? NO_PARTNER.get(id) ?? OUTSIDE);
  const margin = marginRule(year.total, assumeMargin, context.network.policy.locale);
  return { ...year, groups, byGroup, margin };
}

async function readYear(
  desk: SegmentDesk,
  asOf: string,
  asked: readonly Filter[],
  options: LabOptions,
): Promise<YearBook> {
  const { context } = desk;
  const days = yearTo(asOf);
  const where = await withoutSegmentFilters(desk, asked, asOf, options);
  const [enrolled, everybody, chosen, accounts, credited, shared, total, pools] = await Promise.all([
    readPopulation(desk, { asOf, where: [] }, options),
    readRoster(context, { on: asOf, where: [], everybody: true }, options),
    readRoster(context, { on: asOf, where, everybody: true }, options),
    readPartnerAccounts(context, { where: [], days }, options),
    where.length === 0 ? null : readPartnerAccounts(context, { where, days }, options),
    sharedSales(desk, days, options),
    readWholeAccount(context, { where, days }, options),
    readCostPools(context, days, options),
  ]);
  const levels = await levelsInForce(context, { on: asOf, partners: everybody.map(({ id }) => id) }, options);
  const present = new Set(enrolled.ids);
  const accountOf = (id: string) => accounts.get(id) ?? NO_ACCOUNT;
  const bearers = everybody.map(({ id, region, type }, index) => ({
    id,
    region,
    type,
    level: levels[index] ?? null,
    enrolled: present.has(id),
    bookings: accountOf(id).bookings,
  }));
  const { locale } = context.network.policy;
  const allocation = allocate(pools, bearers, locale);
  const costOf = new Map(everybody.map(({ id }, index) => [id, allocation.costs[index]!]));
  const partners = chosen.map((partner) => ({
    partner,
    enrolled: present.has(partner.id),
    account: accountOf(partner.id),
    programCost: costOf.get(partner.id)!,
  }));
  const borne = sumOf(partners.map(({ programCost }) => programCost));
  return {
    days,
    where,
    partners,
    booked: new Map(bearers.map(({ id, bookings }) => [id, bookings])),
    credited: credited ?? accounts,
    shared,
    total,
    allocation,
    programCost: where.length === 0 ? borne + allocation.unallocated : borne,
  };
}
