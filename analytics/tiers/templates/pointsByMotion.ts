import type { TemplateSource } from './template.ts';

const TWELVE_MONTHS = 'trailing-12-months';
/** Where customers count twice, as names and as codes, because networks write either. */
const GROWTH_MARKETS = [
  ...['Brazil', 'BR', 'Bulgaria', 'BG', 'Croatia', 'HR', 'Czechia', 'CZ', 'Estonia', 'EE', 'Hungary', 'HU'],
  ...['India', 'IN', 'Indonesia', 'ID', 'Latvia', 'LV', 'Lithuania', 'LT', 'Mexico', 'MX', 'Poland', 'PL'],
  ...['Romania', 'RO', 'Slovakia', 'SK', 'Slovenia', 'SI', 'South Africa', 'ZA', 'Türkiye', 'TR', 'Vietnam', 'VN'],
];

/** Points for 100 of monthly recurring revenue: 1,200 of a year's bookings. */
const perHundredOfMrr = (points: number) => ({
  each: points,
  per: 1_200,
  multipliers: [{ filter: [{ dim: 'deal_country', values: GROWTH_MARKETS }], factor: 2 }],
});
const bookingsOf = (...roles: string[]) => ({
  metric: 'won_amount',
  window: TWELVE_MONTHS,
  filter: [{ dim: 'role', values: roles }],
});
const sourced = {
  id: 'sourced',
  label: 'Sourced bookings (12 months stand for 12 × monthly recurring revenue)',
  measure: bookingsOf('sourced'),
  points: perHundredOfMrr(5),
};
const step = (total: number, own: number) => [
  { score: 'points', value: total, label: 'Points' },
  { score: 'sourced-points', value: own, label: 'Sourced points' },
];

export const pointsByMotion: TemplateSource = {
  id: 'points-by-motion',
  name: 'Points by motion',
  shape:
    'Points for revenue by how the partner took part, customers in growth markets doubled; a level asks for points in total and for sourced points.',
  source:
    'After the HubSpot program since 27 February 2024: per 100 USD of monthly recurring revenue 5 points sourced, 3 assisted, 1 managed; growth-market customers × 2; top level by invitation with retention above 85 % and 100 certificates. Point thresholds, growth markets and reviews are examples; here in the currency of the workspace.',
  program: {
    fxTable: 'plan',
    scores: [
      {
        id: 'points',
        label: 'Points',
        terms: [
          sourced,
          {
            id: 'assisted',
            label: 'Co-sold, influenced or referred bookings (stand for assisted revenue)',
            measure: bookingsOf('co-sell', 'influenced', 'referral'),
            points: perHundredOfMrr(3),
          },
          {
            id: 'managed',
            label: 'Fulfilled bookings (stand for managed revenue)',
            measure: bookingsOf('fulfilment'),
            points: perHundredOfMrr(1),
          },
        ],
      },
      { id: 'sourced-points', label: 'Sourced points', terms: [sourced] },
    ],
    levels: [
      { id: 'Partner' },
      { id: 'Gold', requirement: { all: step(500, 200) } },
      { id: 'Platinum', requirement: { all: step(1_500, 600) } },
      { id: 'Diamond', requirement: { all: step(5_000, 2_000) } },
      {
        id: 'Elite',
        invitation: 'elite-invitation',
        requirement: {
          all: [
            ...step(15_000, 6_000),
            {
              metric: 'grr',
              window: TWELVE_MONTHS,
              op: '>',
              value: 0.85,
              label: 'Gross revenue retention (stands for customer retention)',
            },
            { metric: 'certified_people', value: 100, label: 'Certified people (stand for 100 certificates)' },
          ],
        },
      },
    ],
    review: { cadence: 'quarterly', afterConsecutive: 2 },
  },
};
