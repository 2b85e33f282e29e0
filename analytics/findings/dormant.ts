import { formatAddress } from '../present/address.ts';
import { type Detector, sentence, strong, sumOf } from './ask.ts';

/** Enrolled partners with bookings in the past and no activity in the months that the policy looks at. */
export const dormant: Detector = async (ask) => {
  const partners = await ask.pieces<{ partner: string; asleep: number; bookings: string }>(
    {
      asleep: {
        label: 'Dormant',
        unit: 'count',
        fact: 'partner',
        where: 'f.enrolled AND NOT f.active',
        aggregate: 'count',
        needs: ['activity'],
      },
      bookings: {
        label: 'Bookings',
        unit: 'money',
        fact: 'deal',
        where: "f.outcome = 'won'",
        aggregate: 'sum',
        value: 'f.amount',
      },
    },
    ['partner'],
  );
  const asleep = partners
    .filter((partner) => partner.asleep > 0 && Number(partner.bookings) > 0)
    .sort((a, b) => Number(b.bookings) - Number(a.bookings));
  if (asleep.length === 0) return [];
  const { months } = ask.network.policy.active;
  return [
    {
      id: 'dormant:partners',
      kind: 'Dormant',
      words: sentence`${strong(`${asleep.length} enrolled ${asleep.length === 1 ? 'partner' : 'partners'}`)} with past bookings ${asleep.length === 1 ? 'has' : 'have'} done nothing for ${strong(`${months} months`)}`,
      amount: sumOf(asleep.map(({ bookings }) => bookings)),
      amountKind: 'past bookings',
      rows: { count: asleep.length, noun: 'partner' },
      confidence: 3,
      confidenceWhy: `Events that the policy counts as activity, up to ${ask.date(ask.today)}.`,
      action: {
        label: 'See partners',
        address: formatAddress({
          screen: 'scorecards',
          period: 'all',
          by: ['partner'],
          metrics: ['won_amount', 'won_count'],
          where: [
            ...ask.question.where,
            { dim: 'partner', values: asleep.slice(0, 200).map(({ partner }) => partner) },
          ],
          sort: { key: 'won_amount', descending: true },
        }),
      },
    },
  ];
};
