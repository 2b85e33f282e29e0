import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';
import { wonAmount } from './revenue.ts';

const STATE = 'state on the last day of the period';

const enrolled: Piece = {
  label: 'Enrolled partners',
  unit: 'count',
  fact: 'partner',
  where: 'f.enrolled',
  aggregate: 'count',
};
const active: Piece = { ...enrolled, label: 'Active partners', where: 'f.active', needs: ['activity'] };
const recruited: Piece = {
  ...enrolled,
  label: 'Partners recruited',
  where: 'f.started_on >= :from AND f.started_on <= :asOf',
};
const transacting: Piece = {
  label: 'Transacting partners',
  unit: 'count',
  fact: 'deal',
  date: 'closed_on',
  where: "f.outcome = 'won'",
  per: {
    key: 'partner',
    inner: { deals: { aggregate: 'count' } },
    having: 'i.deals >= :transactingDeals',
    outer: 'count(*)',
    share: '1',
  },
};

const metrics: MetricDefinition[] = [
  {
    id: 'enrolled_partners',
    label: 'Enrolled partners',
    meaning: 'Partners with an agreement in force and a status that the policy does not count as left.',
    formula: 'count of partners enrolled',
    unit: 'count',
    good: 'up',
    dateBasis: STATE,
    kind: 'additive',
    pieces: { value: enrolled },
  },
  {
    id: 'active_partners',
    label: 'Active partners',
    meaning: 'Enrolled partners with an event that the policy counts as activity in its trailing months.',
    formula: 'count of enrolled partners with activity',
    unit: 'count',
    good: 'up',
    dateBasis: STATE,
    kind: 'additive',
    pieces: { value: active },
  },
  {
    id: 'transacting_partners',
    label: 'Transacting partners',
    meaning: 'Partners with at least as many won deals in the period as the policy asks.',
    formula: 'count of partners with won deals',
    unit: 'count',
    good: 'up',
    dateBasis: 'close date',
    kind: 'distinct',
    pieces: { value: transacting },
  },
  {
    id: 'active_share',
    label: 'Active share',
    meaning: 'Of the enrolled partners, the share that is active.',
    formula: 'active partners ÷ enrolled partners',
    unit: 'ratio',
    good: 'up',
    dateBasis: STATE,
    kind: 'ratio',
    pieces: { numerator: active, denominator: enrolled },
  },
  {
    id: 'recruited_partners',
    label: 'Partners recruited',
    meaning: 'Partners whose agreement began in the period.',
    formula: 'count of agreements begun',
    unit: 'count',
    good: 'up',
    dateBasis: 'start of the agreement',
    kind: 'additive',
    pieces: { value: recruited },
  },
  {
    id: 'activation_rate',
    label: 'Activation rate',
    meaning: 'Of the partners recruited in the period, the share that has won a first deal by its end.',
    formula: 'recruited partners with a first won deal ÷ partners recruited',
    unit: 'ratio',
    good: 'up',
    dateBasis: 'start of the agreement',
    kind: 'ratio',
    pieces: {
      numerator: {
        ...recruited,
        label: 'Of them with a won deal',
        where: `${recruited.where} AND f.first_won_on <= :asOf`,
        needs: ['firstDeal'],
      },
      denominator: recruited,
    },
  },
  {
    id: 'time_to_first_deal',
    label: 'Time to first deal',
    meaning:
      'Days from agreement to first won deal by which half of the partners recruited in the period have one; those still without count as waiting.',
    formula: 'Kaplan–Meier median of days from agreement to first won deal',
    unit: 'days',
    good: 'down',
    dateBasis: 'start of the agreement',
    kind: 'statistic',
    pieces: {
      value: {
        ...recruited,
        label: 'Median days to first deal',
        unit: 'days',
        aggregate: 'survival',
        value:
          'greatest(0, CASE WHEN f.first_won_on <= :asOf THEN f.first_won_on - f.started_on ELSE :asOf - f.started_on END)',
        event: 'coalesce(f.first_won_on <= :asOf, FALSE)',
        needs: ['firstDeal'],
        empty: null,
      },
    },
  },
  {
    id: 'attrition_rate',
    label: 'Partner attrition',
    meaning: 'Of the partners active the day before the period, the share that had left or fallen inactive at its end.',
    formula: 'partners no longer active ÷ partners active at the start',
    unit: 'ratio',
    good: 'down',
    dateBasis: 'state before the period and on its last day',
    kind: 'ratio',
    pieces: {
      numerator: { ...active, label: 'No longer active', where: 'f.was_active AND NOT f.active' },
      denominator: { ...active, label: 'Active at the start', where: 'f.was_active' },
    },
  },
  {
    id: 'revenue_per_partner',
    label: 'Bookings per transacting partner',
    meaning: 'Mean bookings of the partners that won deals in the period.',
    formula: 'bookings through partners ÷ transacting partners',
    unit: 'money',
    good: 'up',
    dateBasis: 'close date',
    kind: 'ratio',
    pieces: { numerator: { ...wonAmount, where: "f.outcome = 'won' AND NOT f.direct" }, denominator: transacting },
  },
];

export const partners: MetricGroupDefinition = { group: 'Partners', metrics };
