/** Margin of an account: from the costs loaded, and assumed for the lines that have none. */
import type { SegmentReturns } from '../../api/segments.ts';
import { parseDecimal } from '../../present/decimal.ts';
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

/**
 * The rule for a network: lines without a cost are taken to leave what somebody assumes, or else as much as those that have
 * one.
 * @param assumed a share, 0 to 1
 */
export function marginRule(network: Account, assumed: string | undefined, locale: string): MarginRule {
  const { percent } = numbers(locale);
  const { bookings, costed, costedMargin } = network;
  const asked = assumed === undefined ? null : shareOf(assumed);
  const at = ({ numerator, denominator }: Share) => percent(ratioOf(numerator, denominator)!);
  if (costed <= 0n) {
    const share = asked ?? USUAL;
    const whose = asked ? ', as you assume' : ', as is usual';
    const sentence = `Margin is assumed at ${at(share)} of bookings${whose}: no costs are loaded for this year.`;
    return { from: 'assumed', share, sentence };
  }
  const own = { numerator: costedMargin, denominator: costed };
  if (bookings === costed) {
    const unused = asked ? ' Every line has one, so nothing is assumed.' : '';
    return { from: 'ledger', share: own, sentence: `Margin is what lines leave after their cost.${unused}` };
  }
  const known = ratioOf(costed, bookings);
  const covered = known === null ? 'some bookings' : `${percent(known)} of bookings`;
  const whose = asked ? 'as you assume' : 'as those lines leave';
  const sentence = `Margin is what lines leave after their cost where a cost is loaded (${covered}); the rest is assumed at ${at(asked ?? own)}, ${whose}.`;
  return { from: 'both', share: asked ?? own, sentence };
}

function shareOf(text: string): Share {
  const { units, scale } = parseDecimal(text)!;
  return { numerator: units, denominator: 10n ** BigInt(scale) };
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
