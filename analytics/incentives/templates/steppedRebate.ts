import type { TemplateSource } from './template.ts';

export const steppedRebate: TemplateSource = {
  id: 'stepped-rebate',
  name: 'Stepped rebate',
  shape: 'Each part of the quarter’s bookings is paid at the rate of its own band, so that no threshold is a cliff.',
  source:
    'After the worked example of a vendor’s documentation: 5 % up to 10,000 and 10 % from there on; the upper band is left open.',
  plan: {
    lines: [
      {
        id: 'stepped',
        label: 'Stepped rebate',
        kind: 'rebate',
        period: 'quarter',
        rate: {
          how: 'marginal',
          bands: [
            { from: 0, rate: 0.05 },
            { from: 10_000, rate: 0.1 },
          ],
        },
      },
    ],
  },
};
