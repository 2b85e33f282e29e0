import type { TemplateSource } from './template.ts';

export const referralCommission: TemplateSource = {
  id: 'referral-commission',
  name: 'Referral commission',
  shape:
    'A share of the first deal of a customer whom the partner referred, taken back when the customer leaves early.',
  source:
    'The usual shape of referral programs: payment after the refund window, at least 50 a payment, less is carried forward; the share is there to be replaced.',
  plan: {
    lines: [
      {
        id: 'referral',
        label: 'Referral commission',
        kind: 'commission',
        scope: 'deal',
        period: 'month',
        on: { roles: ['referral'], newCustomer: true },
        rate: { flat: 0.1 },
        limits: { minimumPayment: 50 },
        terms: { dueDays: 30, clawbackDays: 90 },
      },
    ],
  },
};
