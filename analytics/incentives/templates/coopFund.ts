import type { TemplateSource } from './template.ts';

export const coopFund: TemplateSource = {
  id: 'co-op-fund',
  name: 'Co-op fund',
  shape:
    'A share of the year’s purchases is credited to a fund for advertising, and lapses at the end of the next year.',
  source:
    'After a published co-op agreement: 3 % of annual purchases, 4 % from 7,500 and 5 % from 25,000, credited in January, gone on 31 December.',
  plan: {
    lines: [
      {
        id: 'co-op',
        label: 'Co-op fund',
        kind: 'co-op',
        period: 'year',
        rate: {
          how: 'retroactive',
          bands: [
            { from: 0, rate: 0.03 },
            { from: 7_500, rate: 0.04 },
            { from: 25_000, rate: 0.05 },
          ],
        },
        terms: { dueDays: 31, expiry: { on: '12-31' } },
      },
    ],
  },
};
