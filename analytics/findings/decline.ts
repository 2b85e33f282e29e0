import { formatAddress } from '../present/address.ts';
import { decimalText, parseDecimal, subtract } from '../present/decimal.ts';
import { type Detector, sentence, strong, sumOf } from './ask.ts';

/** Partners among the largest of the year before who have lost at least this share of it. */
const LARGEST = 20;
const FALL = 0.2;

/** Large partners who fell against the same period a year before. */
export const decline: Detector = async (ask) => {
  const { comparison } = ask.scope;
  if (!comparison || !ask.reaches(['won_amount'])) return [];
  const { rows } = await ask.table({
    metrics: ['won_amount'],
    by: ['partner'],
    compare: 'year',
    sort: { key: 'won_amount__prior', descending: true },
    limit: LARGEST,
  });
  const fallen = rows.filter(
    ({ partner, won_amount, won_amount__prior }) =>
      !String(partner).startsWith('(') && Number(won_amount) <= Number(won_amount__prior) * (1 - FALL),
  );
  const [worst] = fallen
    .map((row) => ({ row, lost: lossOf(row.won_amount, row.won_amount__prior) }))
    .sort((a, b) => Number(b.lost) - Number(a.lost));
  if (!worst || Number(worst.lost) <= 0) return [];
  const lost = sumOf(fallen.map((row) => lossOf(row.won_amount, row.won_amount__prior)));
  const name = String(worst.row.partner_name);
  const share = ask.numbers.percent(Number(worst.lost) / Number(worst.row.won_amount__prior));
  return [
    {
      id: `decline:${ask.scope.period.label}`,
      kind: 'Decline',
      words:
        fallen.length === 1
          ? sentence`${strong(name)} fell by ${strong(share)} against ${comparison.label}`
          : sentence`${strong(`${fallen.length} of the ${rows.length} largest partners`)} fell by a fifth or more against ${comparison.label}; most of all ${name}, by ${strong(share)}`,
      amount: lost,
      amountKind: 'bookings lost',
      rows: { count: fallen.length, noun: 'partner' },
      confidence: 3,
      confidenceWhy: 'Counted from won deals of both periods.',
      action: {
        label: 'Compare partners',
        address: formatAddress({
          screen: 'scorecards',
          period: ask.question.period ?? null,
          compare: 'year',
          by: ['partner'],
          metrics: ['won_amount', 'won_count', 'win_rate'],
          where: [...ask.question.where, { dim: 'partner', values: fallen.map(({ partner }) => String(partner)) }],
          sort: { key: 'won_amount__change', descending: false },
        }),
      },
    },
  ];
};

function lossOf(now: unknown, prior: unknown): string {
  return decimalText(subtract(parseDecimal(String(prior))!, parseDecimal(String(now))!));
}
