import type { TemplateSource } from './template.ts';

export const registrationDiscount: TemplateSource = {
  id: 'registration-discount',
  name: 'Deal-registration discount',
  shape: 'A discount on each deal whose registration was approved, larger for larger deals.',
  source:
    'After published programs that grant the first approved registrant a discount by the size of the order; the sizes and shares are there to be replaced.',
  plan: {
    lines: [
      {
        id: 'registration',
        label: 'Registration discount',
        kind: 'discount',
        scope: 'deal',
        period: 'month',
        on: { registered: true },
        rate: {
          how: 'retroactive',
          bands: [
            { from: 0, rate: 0.05 },
            { from: 50_000, rate: 0.08 },
            { from: 250_000, rate: 0.1 },
          ],
        },
        terms: { dueDays: 0 },
      },
    ],
  },
};
