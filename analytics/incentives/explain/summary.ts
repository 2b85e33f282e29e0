/** An explanation in a few sentences, for who reads nothing else. */
import type { PayExplanation } from '../../api/incentives.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import { decimalText, subtract } from '../../present/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import { isMarginal } from '../planFigures.ts';
import { exact } from './exact.ts';
import { moneyText } from './figures.ts';
import type { LineWords } from './lineWords.ts';

export function summaryOf(
  { before, after, basis, name, lines, paid }: Omit<PayExplanation, 'sentences'>,
  words: readonly LineWords[],
  { policy: { locale } }: Network,
): string[] {
  const money = (text: string) => moneyText(exact(text), locale);
  const { currency, period, against } = basis;
  if (lines.length === 0) {
    if (paid.length === 0) return [`${name} was paid nothing for ${period.label}.`];
    const payouts = `${paid.length} ${paid.length === 1 ? 'payout' : 'payouts'}`;
    return [`${name} was paid ${money(after)} ${currency} for ${period.label} in ${payouts}.`];
  }
  const alone = basis.paidUnknown !== null;
  const difference = subtract(exact(after), exact(before));
  const gained = difference.units > 0n ? 'Gains' : 'Loses';
  const compared = `${money(before)} ${against === 'As paid' ? 'was paid' : `under ${against}`}`;
  return [
    ...lines.flatMap(({ periods }, at) => {
      const last = periods.at(-1);
      const base = last?.steps.find(({ of, amount }) => of === 'base' && amount === null);
      return last && base && 'growth' in words[at]!.line.rate ? [`${last.period}: ${base.sentence}`] : [];
    }),
    ...conventions(words),
    `${capital(basis.plans.map((plan) => plan.name).join(' and '))} ${basis.plans.length === 1 ? 'pays' : 'pay'} ${money(after)} ${currency} for ${period.label}${alone ? '' : `; ${compared}`}.`,
    ...(alone
      ? [basis.paidUnknown]
      : difference.units === 0n
        ? ['Neither gains nor loses.']
        : [`${gained} ${numbers(locale).signed.exact(decimalText(difference))}.`]),
  ];
}

/** How the lines are to be read: what a lower edge belongs to, and when is rounded. */
function conventions(words: readonly LineWords[]): string[] {
  const rates = words.map(({ line }) => line.rate);
  const marginal = rates.some(isMarginal);
  const banded = rates.some((rate) => 'bands' in rate && rate.bands !== undefined);
  const bands = marginal ? 'Marginal bands, lower edge included' : banded ? 'Lower edges belong to their bands' : '';
  return [`${bands === '' ? 'Rounded' : `${bands}; rounded`} to cents per line.`];
}
