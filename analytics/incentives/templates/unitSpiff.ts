import type { TemplateSource } from './template.ts';

export const unitSpiff: TemplateSource = {
  id: 'unit-spiff',
  name: 'SPIFF per unit',
  shape: 'A fixed sum for each unit of a registered deal, when it is claimed in time.',
  source:
    'After a published distributor promotion: 200 per unit, only for registered deals and only when claimed within 60 days.',
  plan: {
    lines: [
      {
        id: 'spiff',
        label: 'Unit SPIFF',
        kind: 'spiff',
        scope: 'line',
        period: 'month',
        on: { base: 'quantity', registered: true },
        rate: { perUnit: 200 },
        terms: { claimWithinDays: 60 },
      },
    ],
  },
};
