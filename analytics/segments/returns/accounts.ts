/** What partners bring and what they are paid in a year, by the pieces of the metric dictionary. */
import type { DimensionId, Filter } from '../../api/documents/query.ts';
import type { Cell } from '../../api/results.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { compilePieces } from '../../metrics/compile.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { Piece } from '../../metrics/definition.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SharedDeals } from '../../metrics/sharedDeals.ts';
import type { SegmentDesk } from '../desk.ts';
import { sumOf, unitsOf } from '../exact.ts';
import { countedTwice, NO_GROUP, sharedOver } from '../money/shared.ts';
import { type Days, windowOver } from '../year.ts';

/** Amounts in units of 10^-4. */
export interface Account {
  readonly bookings: bigint;
  /** Bookings without direct deals: what the cost of channel is divided by. */
  readonly throughPartners: bigint;
  /** Won deals that have an amount: whoever has any is a partner that concentration looks at. */
  readonly deals: number;
  /** Amount of the lines that have a cost, and what they leave. */
  readonly costed: bigint;
  readonly costedMargin: bigint;
  /** Given on list prices; without list prices what the payouts of the kind discount come to. */
  readonly discount: bigint;
  /** By kind, all of them. */
  readonly payouts: ReadonlyMap<string, bigint>;
}

/** The kind of payout that lowers the amount of a sale instead of being paid out. */
export const DISCOUNT = 'discount';
const OTHER = 'other';

export const NO_ACCOUNT: Account = {
  bookings: 0n,
  throughPartners: 0n,
  deals: 0,
  costed: 0n,
  costedMargin: 0n,
  discount: 0n,
  payouts: new Map(),
};

/** Payouts that are not in the amounts of sales already. */
export function paidOut({ payouts }: Pick<Account, 'payouts'>): bigint {
  return sumOf(payouts.values()) - (payouts.get(DISCOUNT) ?? 0n);
}

interface AccountsRequest {
  readonly where: readonly Filter[];
  readonly days: Days;
}

/** The account of the network: each deal once. */
export async function readWholeAccount(
  source: Pick<QueryContext, 'reader' | 'network'>,
  asked: AccountsRequest,
  options: RunOptions = {},
): Promise<Account> {
  return (await readAccounts(source, null, asked, options)).get('') ?? NO_ACCOUNT;
}

/** What each partner is credited with, and what stands for partners that are not on the roster. */
export function readPartnerAccounts(
  source: Pick<QueryContext, 'reader' | 'network'>,
  asked: AccountsRequest,
  options: RunOptions = {},
): Promise<Map<string, Account>> {
  return readAccounts(source, 'partner', asked, options);
}

async function readAccounts(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  by: DimensionId | null,
  { where, days }: AccountsRequest,
  options: RunOptions,
): Promise<Map<string, Account>> {
  const window = windowOver(network, days);
  const read = (dims: readonly DimensionId[], pieces: Readonly<Record<string, Piece>>) => {
    const { sql, bindings } = compilePieces({ network, by: dims, where, window, pieces });
    return reader.rows<Record<string, Cell>>(sql, bindings, { signal: options.signal });
  };
  const keys = by === null ? [] : [by];
  const [sales, paid] = await Promise.all([
    read(keys, SALES),
    network.profile.has.payouts ? read([...keys, 'kind'], { amount: piece('payout_amount', 'value') }) : [],
  ]);
  const keyOf = (row: Readonly<Record<string, Cell>>) => (by === null ? '' : String(row[by]));
  const payouts = new Map<string, Map<string, bigint>>();
  for (const row of paid) {
    const own = payouts.get(keyOf(row)) ?? new Map<string, bigint>();
    payouts.set(keyOf(row), own);
    const kind = row.kind === null || row.kind === undefined ? OTHER : String(row.kind);
    own.set(kind, (own.get(kind) ?? 0n) + unitsOf(row.amount));
  }
  const accounts = new Map<string, Account>();
  for (const key of payouts.keys()) accounts.set(key, NO_ACCOUNT);
  for (const row of sales) {
    accounts.set(keyOf(row), {
      ...NO_ACCOUNT,
      bookings: unitsOf(row.bookings),
      throughPartners: unitsOf(row.throughPartners),
      deals: Number(row.deals ?? 0),
      costed: unitsOf(row.costed),
      costedMargin: unitsOf(row.costedMargin),
      discount: unitsOf(row.discount),
    });
  }
  for (const [key, account] of accounts) {
    const own = payouts.get(key) ?? NO_ACCOUNT.payouts;
    const discount = network.profile.has.listPrices ? account.discount : (own.get(DISCOUNT) ?? 0n);
    accounts.set(key, { ...account, discount, payouts: own });
  }
  return accounts;
}

/** What accounts have of deals that partners share. */
export type SharedSales = SharedDeals<Sale>;

export function sharedSales(desk: SegmentDesk, days: Days, options: LabOptions): Promise<SharedSales> {
  return sharedOver(desk, { name: 'sales', days, pieces: SALES }, options);
}

/**
 * Accounts of partners as accounts of groups of them: a deal that several partners of a group share is in its account once.
 * @param groupOf by key of an account
 */
export function groupAccounts(
  accounts: ReadonlyMap<string, Account>,
  shared: SharedSales,
  groupOf: (key: string) => string,
): Map<string, Account> {
  const places = new Map<string, number>();
  const sums: (Record<Sale, bigint> & { payouts: Map<string, bigint> })[] = [];
  const placeOf = (key: string): number => {
    const group = groupOf(key);
    const known = places.get(group);
    if (known !== undefined) return known;
    places.set(group, sums.length);
    return (
      sums.push({
        bookings: 0n,
        throughPartners: 0n,
        deals: 0n,
        costed: 0n,
        costedMargin: 0n,
        discount: 0n,
        payouts: new Map(),
      }) - 1
    );
  };
  for (const [key, account] of accounts) {
    const sum = sums[placeOf(key)]!;
    for (const sale of SALE_NAMES) sum[sale] += BigInt(account[sale]);
    for (const [kind, amount] of account.payouts) sum.payouts.set(kind, (sum.payouts.get(kind) ?? 0n) + amount);
  }
  // Filters may have chosen some of the partners that share a deal.
  const sharers = shared.partners.map((key) => (accounts.has(key) ? placeOf(key) : NO_GROUP));
  const twice = countedTwice(shared, sharers, sums.length);
  return new Map(
    [...places].map(([group, place]) => {
      const { deals, payouts, ...sum } = sums[place]!;
      const once = (sale: Sale) => twice[sale][place]!;
      const account: Account = {
        bookings: sum.bookings - once('bookings'),
        throughPartners: sum.throughPartners - once('throughPartners'),
        deals: Number(deals - once('deals')),
        costed: sum.costed - once('costed'),
        costedMargin: sum.costedMargin - once('costedMargin'),
        discount: sum.discount - once('discount'),
        payouts,
      };
      return [group, account];
    }),
  );
}

type Sale = keyof Omit<Account, 'payouts'>;

const concentrated = piece('gini', 'value');

const SALES: Readonly<Record<Sale, Piece>> = {
  bookings: piece('won_amount', 'value'),
  throughPartners: piece('cost_of_channel', 'revenue'),
  deals: {
    label: 'Won deals with an amount',
    unit: 'count',
    fact: concentrated.fact,
    aggregate: 'count',
    ...(concentrated.date === undefined ? {} : { date: concentrated.date }),
    ...(concentrated.where === undefined ? {} : { where: concentrated.where }),
  },
  costed: piece('margin_rate', 'denominator'),
  costedMargin: piece('margin_rate', 'numerator'),
  discount: piece('cost_of_channel', 'discount'),
};
const SALE_NAMES = Object.keys(SALES) as readonly Sale[];

function piece(metric: string, name: string): Piece {
  return findMetric(metric).pieces[name]!;
}
