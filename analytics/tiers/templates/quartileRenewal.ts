import type { TemplateSource } from './template.ts';

const TURNOVER = { metric: 'won_amount', window: 'last-fiscal-year' };

export const quartileRenewal: TemplateSource = {
  id: 'quartile-renewal',
  name: 'Renewal above the bottom quartile',
  shape: 'Contracts of one year: whoever is in the bottom quarter by turnover at the end is not renewed.',
  source:
    'After a NetApp program in Australia: one-year contracts, bottom quartile of turnover not renewed automatically. That a partner without any is not renewed either is an example.',
  program: {
    levels: [
      { id: 'Not renewed' },
      {
        id: 'Under contract',
        requirement: {
          all: [
            { ...TURNOVER, op: '>', value: 0, label: 'Bookings of the last fiscal year (stand for turnover)' },
            {
              rank: TURNOVER,
              scope: 'network',
              notBottomShare: 0.25,
              label: 'Not in the bottom quarter by bookings of the last fiscal year',
            },
          ],
        },
      },
    ],
    review: { cadence: 'annual' },
  },
};
