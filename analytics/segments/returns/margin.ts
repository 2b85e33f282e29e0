/** Margin of an account: from the costs loaded, and assumed for the lines that have none. */
import type { SegmentReturns } from '../../api/segments.ts';
import { numbers } from '../../present/numbers.ts';
import { partOf, ratioOf, shareOut, sumOf } from '../exact.ts';
import type { Account } from './accounts.ts';

/** What is assumed where no line has a cost: what assumptions about incentives start with, too. */
const USUAL: Share = { numerator: 3n, denominator: 10n };

interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How the margin of lines without a cost is assumed. */
export interface MarginRule {
  readonly from: SegmentReturns['marginFrom'];
  readonly share: Share;
  readonly sentence: string;
}

/** The rule for a network: lines without a cost are taken to leave as much as those that have one. */
export function marginRule(network: Account, locale: string): MarginRule {
  const { percent } = numbers(locale);
  const { bookings, costed, costedMargin } = network;
  if (costed <= 0n) {
    const sentence = `Margin is assumed at ${percent(0.3)} of bookings: no costs are loaded for this year.`;
    return { from: 'assumed', share: USUAL, sentence };
  }
  const share = { numerator: costedMargin, denominator: costed };
  if (bookings === costed) {
    return { from: 'ledger', share, sentence: 'Margin is what lines leave after their cost.' };
  }
  const known = ratioOf(costed, bookings);
  const rate = percent(ratioOf(costedMargin, costed)!);
  const covered = known === null ? 'some bookings' : `${percent(known)} of bookings`;
  const sentence = `Margin is what lines leave after their cost where a cost is loaded (${covered}); the rest is assumed at ${rate}, as those lines leave.`;
  return { from: 'both', share, sentence };
}

/** The assumed part of the margin of one account. */
export function assumedMargin({ bookings, costed }: Account, { share }: MarginRule): bigint {
  return partOf(bookings - costed, share.numerator, share.denominator);
}

/** The same for accounts that make up a total together, so that their parts sum to its part. */
export function assumedMargins(accounts: readonly Account[], total: Account, rule: MarginRule): bigint[] {
  const open = accounts.map(({ bookings, costed }) => bookings - costed);
  const whole = total.bookings - total.costed;
  // Accounts that overlap have no total to meet.
  if (whole === 0n || sumOf(open) !== whole) return accounts.map((account) => assumedMargin(account, rule));
  return shareOut(assumedMargin(total, rule), open);
}
