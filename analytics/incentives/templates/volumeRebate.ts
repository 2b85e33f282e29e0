import type { TemplateSource } from './template.ts';

export const volumeRebate: TemplateSource = {
  id: 'volume-rebate',
  name: 'Volume rebate',
  shape: 'The year’s bookings reach a band, and its rate is paid on all of them from the first euro.',
  source:
    'After a published distributor agreement: 3 %, 5 % and 7 % of annual purchases from 2, 4 and 6 million, first-dollar.',
  plan: {
    lines: [
      {
        id: 'volume',
        label: 'Volume rebate',
        kind: 'rebate',
        period: 'year',
        rate: {
          how: 'retroactive',
          bands: [
            { from: 2_000_000, rate: 0.03 },
            { from: 4_000_000, rate: 0.05 },
            { from: 6_000_000, rate: 0.07 },
          ],
        },
      },
    ],
  },
};
