import type { TemplateSource } from './template.ts';

const TWELVE_MONTHS = 'trailing-12-months';
const accredited = (value: number) => ({
  metric: 'certified_people',
  value,
  label: 'Certified people (stand for accredited individuals)',
});
const foundational = (value: number) => ({
  metric: 'certified_people',
  filter: [{ dim: 'certification_level', values: ['Foundation'] }],
  value,
  label: 'People certified at Foundation level',
});
const technical = (value: number) => ({
  metric: 'certified_people',
  filter: [{ dim: 'certification_level', values: ['Associate', 'Professional'] }],
  value,
  label: 'People certified at Associate or Professional level (stand for technical certificates)',
});
const professional = (value: number) => ({
  metric: 'certified_people',
  filter: [{ dim: 'certification_level', values: ['Professional'] }],
  value,
  label: 'of these at Professional level',
});
/** Opportunities and their monthly recurring revenue; our model has the value of a deal, so twelve months of it. */
const launched = (count: number, monthly: number) => ({
  all: [
    { metric: 'won_count', window: TWELVE_MONTHS, value: count, label: 'Deals won (stand for launched opportunities)' },
    {
      metric: 'won_amount',
      window: TWELVE_MONTHS,
      value: monthly * 12,
      label: `Bookings (12 × ${monthly.toLocaleString('en')} of monthly recurring revenue)`,
    },
  ],
});

export const countsWithMinima: TemplateSource = {
  id: 'counts-with-minima',
  name: 'Counts with sub-minima',
  shape:
    'Numbers of people and deals that all must be met, some with a minimum inside; the highest level also asks for validations that people confirm.',
  source:
    'After the AWS Services Path: accredited 4/8/20, foundational 2/4/10, technical 2/6 (3 professional)/25 (10 professional), launched opportunities 3/20/50 with monthly recurring revenue of 1,500/10,000/50,000 USD (here in the currency of the workspace), three validations, one of them from a set, executive review. Published copies differ in the sub-minima of the second level.',
  program: {
    levels: [
      { id: 'Registered' },
      { id: 'Select', requirement: { all: [accredited(4), foundational(2), technical(2), launched(3, 1_500)] } },
      {
        id: 'Advanced',
        requirement: { all: [accredited(8), foundational(4), technical(6), professional(3), launched(20, 10_000)] },
      },
      {
        id: 'Premier',
        requirement: {
          all: [
            accredited(20),
            foundational(10),
            technical(25),
            professional(10),
            launched(50, 50_000),
            {
              atLeast: 3,
              label: 'Three validations',
              of: [
                { attested: 'managed-services', label: 'Managed services validated' },
                { attested: 'migration', label: 'Migration competency' },
                { attested: 'security', label: 'Security competency' },
                { attested: 'data', label: 'Data competency' },
                { attested: 'industry', label: 'Industry competency' },
              ],
            },
            {
              any: [{ attested: 'managed-services' }, { attested: 'migration' }],
              label: 'One of them managed services or migration',
            },
            { attested: 'executive-review', label: 'Executive review passed' },
          ],
        },
      },
    ],
    requireLower: true,
    review: { cadence: 'annual', promote: 'quarterly' },
  },
};
