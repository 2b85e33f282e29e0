import type { Piece } from '../metrics/definition.ts';
import { formatAddress } from '../present/address.ts';
import { type Detector, sentence, strong, sumOf } from './ask.ts';

const SOON_DAYS = 90;

/** Enrolled partners whose last valid certificate ends soon, with what they sold in the last year. */
export const enablement: Detector = async (ask) => {
  if (!ask.network.profile.has.certifications) return [];
  const valid: Piece = {
    label: 'Certificates',
    unit: 'count',
    fact: 'certification',
    where: 'f.earned_on <= :asOf AND (f.expires_on IS NULL OR f.expires_on >= :asOf)',
    aggregate: 'count',
  };
  const lasting = `f.earned_on <= :asOf AND (f.expires_on IS NULL OR f.expires_on > :asOf + ${SOON_DAYS})`;
  const partners = await ask.pieces<{
    partner: string;
    enrolled: number;
    valid: number;
    lasting: number;
    bookings: string;
  }>(
    {
      enrolled: { label: 'Enrolled', unit: 'count', fact: 'partner', where: 'f.enrolled', aggregate: 'count' },
      valid,
      lasting: { ...valid, where: lasting },
      bookings: {
        label: 'Bookings',
        unit: 'money',
        fact: 'deal',
        where: "f.outcome = 'won' AND f.closed_on > :asOf - 365",
        aggregate: 'sum',
        value: 'f.amount',
      },
    },
    ['partner'],
  );
  const losing = partners.filter((partner) => partner.enrolled > 0 && partner.valid > 0 && partner.lasting === 0);
  if (losing.length === 0) return [];
  return [
    {
      id: 'enablement:last-certificate',
      kind: 'Enablement',
      words: sentence`${strong(`${losing.length} ${losing.length === 1 ? 'partner' : 'partners'}`)} will have no valid certificate left in ${strong(`${SOON_DAYS} days`)}`,
      amount: sumOf(losing.map(({ bookings }) => bookings)),
      amountKind: 'their bookings, 12 months',
      rows: { count: losing.length, noun: 'partner' },
      confidence: 3,
      confidenceWhy: `Certificates by their expiry date, on ${ask.date(ask.today)}.`,
      action: {
        label: 'See partners',
        address: formatAddress({
          screen: 'scorecards',
          period: 'all',
          by: ['partner'],
          metrics: ['certified_people', 'certificates_expiring_90', 'won_amount'],
          where: [
            ...ask.question.where,
            { dim: 'partner', values: losing.slice(0, 200).map(({ partner }) => partner) },
          ],
        }),
      },
    },
  ];
};
