/** The figures of a network that a what-if changes. Amounts in units of 10^-4. */
import { partOf, sumOf } from '../exact.ts';
import { type Account, paidOut } from '../returns/accounts.ts';
import type { Ledger } from '../returns/ledger.ts';
import { assumedMargin, type MarginRule } from '../returns/margin.ts';

export interface Books {
  readonly bookings: bigint;
  readonly throughPartners: bigint;
  readonly margin: bigint;
  readonly discount: bigint;
  /** All payouts, and those that amounts are not net of. */
  readonly payouts: bigint;
  readonly cash: bigint;
  readonly programCost: bigint;
  /** Partners enrolled. */
  readonly enrolled: number;
  /** Of every partner with won deals: what concentration looks at. */
  readonly amounts: ReadonlyMap<string, bigint>;
}

/** What moves with bookings. */
export type Flows = Pick<Books, 'bookings' | 'throughPartners' | 'margin' | 'discount' | 'payouts' | 'cash'>;

export function flowsOf(account: Account, margin: MarginRule): Flows {
  return {
    bookings: account.bookings,
    throughPartners: account.throughPartners,
    margin: account.costedMargin + assumedMargin(account, margin),
    discount: account.discount,
    payouts: sumOf(account.payouts.values()),
    cash: paidOut(account),
  };
}

export function booksOf({ total, margin, partners, programCost }: Ledger): Books {
  return {
    ...flowsOf(total, margin),
    programCost,
    enrolled: partners.filter(({ enrolled }) => enrolled).length,
    amounts: new Map(
      partners.flatMap(({ partner, account }) => (account.deals > 0 ? [[partner.id, account.bookings] as const] : [])),
    ),
  };
}

export function sumFlows(a: Flows, b: Flows): Flows {
  return mapFlows(a, (value, key) => value + b[key]);
}

/** The part of flows that belongs to some of their bookings: `of` flows × bookings ÷ their bookings. */
export function flowsAt(of: Flows, bookings: bigint): Flows {
  if (of.bookings === 0n) return mapFlows(of, () => 0n);
  return { ...mapFlows(of, (value) => partOf(value, bookings, of.bookings)), bookings, throughPartners: bookings };
}

/** Flows without direct deals, which earn no payouts; their margin is taken to be that of all deals. */
export function indirect(flows: Flows): Flows {
  const { bookings, throughPartners, margin } = flows;
  if (bookings === 0n) return flows;
  return { ...flows, bookings: throughPartners, margin: partOf(margin, throughPartners, bookings) };
}

export function mapFlows(flows: Flows, change: (value: bigint, key: keyof Flows) => bigint): Flows {
  const { bookings, throughPartners, margin, discount, payouts, cash } = flows;
  return {
    bookings: change(bookings, 'bookings'),
    throughPartners: change(throughPartners, 'throughPartners'),
    margin: change(margin, 'margin'),
    discount: change(discount, 'discount'),
    payouts: change(payouts, 'payouts'),
    cash: change(cash, 'cash'),
  };
}
