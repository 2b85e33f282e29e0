import type { TemplateSource } from './template.ts';

export const developmentFund: TemplateSource = {
  id: 'development-fund',
  name: 'Market development fund',
  shape: 'A sum for marketing each quarter by what the partner sold in four quarters, within one budget for all.',
  source:
    'The shape of funds that are granted by a partner’s size, after no vendor: every figure is there to be replaced.',
  plan: {
    lines: [
      {
        id: 'fund',
        label: 'Development fund',
        kind: 'mdf',
        period: 'quarter',
        rate: {
          how: 'retroactive',
          pays: 'lump',
          on: { metric: 'won_amount', window: 'trailing-4-quarters' },
          bands: [
            { from: 200_000, rate: 1_250 },
            { from: 600_000, rate: 5_000 },
            { from: 2_000_000, rate: 15_000 },
          ],
        },
        terms: { expiry: { months: 6 } },
      },
    ],
    pool: { cap: 800_000, period: 'year' },
  },
};
