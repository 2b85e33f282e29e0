import type { TemplateSource } from './template.ts';

export const growthRebate: TemplateSource = {
  id: 'growth-rebate',
  name: 'Growth rebate',
  shape: 'A share of what the quarter brings above the same quarter a year before, once it has grown enough.',
  source:
    'The usual growth convention with a least growth of 5 % and 3 % on the growth alone, after no vendor: every figure is there to be replaced.',
  plan: {
    lines: [
      {
        id: 'growth',
        label: 'Growth rebate',
        kind: 'rebate',
        period: 'quarter',
        rate: { growth: 'year-ago', rate: 0.03, atLeast: 0.05, payOnlyGrowth: true },
      },
    ],
  },
};
