/** What a row or a limit of a card was read as. */
import { amountText, shareText } from '../planFigures.ts';
import type { CardRow } from './card.ts';
import type { Column } from './columns.ts';
import type { CardLimits } from './limit.ts';
import type { RateReading } from './rateCell.ts';
import { nameIn } from './setting.ts';

const EN = 'en';

export function limitWords({ capDeal, capYear, capPartner, minimumPayment }: CardLimits): string {
  if (minimumPayment !== undefined) return `paid from ${amountText(minimumPayment, EN)} on, less is carried forward`;
  if (capDeal !== undefined) return `at most ${amountText(capDeal, EN)} a deal`;
  if (capYear !== undefined) return `at most ${amountText(capYear, EN)} a partner and year`;
  return `at most ${amountText(capPartner ?? '0', EN)} a partner and period`;
}

export function rowWords(row: CardRow, rates: readonly (readonly [Column, RateReading])[]): string {
  const { range, name, section } = row;
  const edge = range && (range.percent ? shareText(range.from, EN) : amountText(range.from, EN));
  const paid = rates.map(([column, rate]) => {
    const label = column.name || (rates.length > 1 ? column.head.replace(/\W*%\W*/, '') : '');
    return `${label === '' ? '' : `${label} `}${rateWords(rate)}`;
  });
  const place = edge === null ? name || 'everything' : `from ${edge}`;
  return `${[nameIn(section), place].filter((text) => text !== '').join(', ')}: ${paid.join('; ') || 'nothing'}`;
}

function rateWords(rate: RateReading): string {
  switch (rate.kind) {
    case 'nothing':
      return 'nothing';
    case 'unread':
      return 'not read';
    case 'share':
      return shareText(rate.value, EN);
    case 'perUnit':
      return `${amountText(rate.value, EN)} per unit`;
    case 'lump':
      return `a sum of ${amountText(rate.value, EN)}`;
  }
}
