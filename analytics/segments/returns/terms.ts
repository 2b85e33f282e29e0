/** What the columns of returns are made of, in sentences that stand beside them. */
import type { Network } from '../../network/network.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText } from '../exact.ts';
import { DISCOUNT } from './accounts.ts';
import { resultsOf, type Statement } from './rows.ts';

/** Rows named in a sentence about those that cost more than they bring. */
const NAMED = 5;

export function returnTerms(rows: readonly Statement[], total: Statement, { policy, profile }: Network): string[] {
  const { compact } = numbers(policy.locale);
  const asDiscounts = total.account.payouts.get(DISCOUNT) ?? 0n;
  const listed = profile.has.listPrices;
  const twice =
    listed && asDiscounts !== 0n
      ? ` Payouts of the kind discount, ${compact(moneyText(asDiscounts))} in all, are not added: they are what the discount on list prices counts already.`
      : '';
  const discount = listed
    ? 'the discount on list prices'
    : 'payouts of the kind discount, as no list prices are loaded,';
  const losing = rows.filter((row) => resultsOf(row).contribution < 0n);
  return [
    `Spend is ${discount} with other payouts and program cost.${twice}`,
    'Left is the margin less payouts and program cost; the discount is not taken off again, since bookings and margin are after it. Per unit spent is margin and discount together, which is there before anything is spent, for each unit of spend.',
    ...(losing.length > 0 ? [losingSentence(losing)] : []),
  ];
}

function losingSentence(rows: readonly Statement[]): string {
  const named = rows.slice(0, NAMED).map(({ label }) => label);
  const more = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : '';
  const one = rows.length === 1;
  return `Below zero is left of ${named.join(', ')}${more}: payouts and program cost are more than ${one ? 'its' : 'their'} margin.`;
}
