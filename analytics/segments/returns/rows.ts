/** Accounts as rows of an answer: what is spent, what is left, and the shares of both. Amounts in units of 10^-4. */
import type { ReturnRow } from '../../api/segments.ts';
import { moneyText, ratioOf, sumOf } from '../exact.ts';
import { type Account, DISCOUNT, paidOut } from './accounts.ts';

export interface Statement {
  readonly key: string;
  readonly label: string;
  readonly partners: number;
  readonly account: Account;
  readonly marginAssumed: bigint;
  readonly programCost: bigint;
}

export interface Results {
  readonly margin: bigint;
  readonly spend: bigint;
  readonly contribution: bigint;
}

/**
 * Spend is what the cost of channel counts. A discount lowers the amount of a sale and with it the margin, so what is left
 * does not lose it again.
 */
export function resultsOf({
  account,
  marginAssumed,
  programCost,
}: Omit<Statement, 'key' | 'label' | 'partners'>): Results {
  const margin = account.costedMargin + marginAssumed;
  const cash = paidOut(account);
  return { margin, spend: cash + account.discount + programCost, contribution: margin - cash - programCost };
}

/** What shares are of: everything but direct deals. */
export interface Whole {
  readonly spend: bigint;
  readonly margin: bigint;
}

export function returnRow(statement: Statement, whole: Whole): ReturnRow {
  const { key, label, partners, account, marginAssumed, programCost } = statement;
  const { margin, spend, contribution } = resultsOf(statement);
  const payouts = [...account.payouts]
    .filter(([kind, amount]) => kind !== DISCOUNT && amount !== 0n)
    .sort(([a, one], [b, other]) => (one === other ? (a < b ? -1 : 1) : one > other ? -1 : 1));
  return {
    key,
    label,
    partners,
    bookings: moneyText(account.bookings),
    margin: moneyText(margin),
    marginAssumed: moneyText(marginAssumed),
    payouts: payouts.map(([kind, amount]) => ({ kind, amount: moneyText(amount) })),
    discount: moneyText(account.discount),
    programCost: moneyText(programCost),
    spend: moneyText(spend),
    contribution: moneyText(contribution),
    perUnit: spend > 0n ? { numerator: moneyText(margin + account.discount), denominator: moneyText(spend) } : null,
    shareOfSpend: whole.spend > 0n ? ratioOf(spend, whole.spend) : null,
    shareOfMargin: whole.margin > 0n ? ratioOf(margin, whole.margin) : null,
  };
}

/** The whole network less its direct deals, which cost the channel nothing. */
export function wholeOf(total: Statement, direct: Statement | undefined): Whole {
  const [all, own] = [resultsOf(total), direct && resultsOf(direct)];
  return { spend: all.spend - (own?.spend ?? 0n), margin: all.margin - (own?.margin ?? 0n) };
}

/** How far bookings of the rows add up to more than those of the total. */
export function overlapOf(rows: readonly Statement[], total: Statement): bigint {
  return sumOf(rows.map(({ account }) => account.bookings)) - total.account.bookings;
}
