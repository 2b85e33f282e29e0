/** What the columns of returns are made of, in sentences that stand beside them. */
import type { Network } from '../../network/network.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText } from '../exact.ts';
import { DISCOUNT } from './accounts.ts';
import { resultsOf, type Statement } from './rows.ts';

/** Rows named in a sentence about those that cost more than they bring. */
const NAMED = 5;

export function returnTerms(rows: readonly Statement[], total: Statement, network: Network): string[] {
  const below = rows.filter((row) => resultsOf(row).contribution < 0n);
  const atCost = below.filter((row) => resultsOf(row).margin < 0n);
  const paidAway = below.filter((row) => !atCost.includes(row));
  return [
    spendSentence(total.account.payouts.get(DISCOUNT) ?? 0n, network),
    'Left is the margin less payouts and program cost; the discount is not taken off again, since bookings and margin are after it. Per unit spent is margin and discount together, which is there before anything is spent, for each unit of spend.',
    ...(atCost.length > 0
      ? [`Below zero is left of ${named(atCost)}: lines cost more than they sold for, before any payout.`]
      : []),
    ...(paidAway.length > 0
      ? [`Below zero is left of ${named(paidAway)}: payouts and program cost are more than the margin.`]
      : []),
  ];
}

function spendSentence(asDiscounts: bigint, { policy, profile }: Network): string {
  if (profile.has.listPrices) {
    const twice =
      asDiscounts === 0n
        ? ''
        : ` Payouts of the kind discount, ${numbers(policy.locale).compact(moneyText(asDiscounts))} in all, are not added: they are what the discount on list prices counts already.`;
    return `Spend is the discount on list prices with other payouts and program cost.${twice}`;
  }
  return asDiscounts === 0n
    ? 'Spend is payouts and program cost. No list prices are loaded, so what was given on them is not known and not in it.'
    : 'Spend is payouts and program cost. No list prices are loaded: payouts of the kind discount stand for the discount.';
}

function named(rows: readonly Statement[]): string {
  const labels = rows.slice(0, NAMED).map(({ label }) => label);
  return `${labels.join(', ')}${rows.length > NAMED ? ` and ${rows.length - NAMED} more` : ''}`;
}
