import { times } from '../network/currency.ts';
import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';
import { wonAmount, wonCount } from './revenue.ts';

const EXPECTED = 'expected close date';
const REGISTERED = 'registration date';
const open = "f.outcome = 'open'";

const openAmount: Piece = {
  label: 'Open pipeline',
  unit: 'money',
  fact: 'deal',
  date: 'closed_on',
  where: open,
  aggregate: 'sum',
  value: 'f.amount',
  nowOnly: true,
};
const weighted: Piece = {
  ...openAmount,
  label: 'Weighted pipeline',
  where: `${open} AND f.probability IS NOT NULL`,
  value: times('f.amount', 'f.probability'),
};
const registrations: Piece = {
  label: 'Registrations',
  unit: 'count',
  fact: 'deal',
  date: 'registered_on',
  where: 'f.registered_on IS NOT NULL',
  aggregate: 'count',
  requires: ['registrations'],
};
const decided = 'f.registered_on IS NOT NULL AND (f.approved IS NOT NULL OR f.decided_on IS NOT NULL)';
const approved = 'f.registered_on IS NOT NULL AND f.approved';
const timed = 'f.registered_on IS NOT NULL AND f.decided_on >= f.registered_on';
const plan: Piece = {
  label: 'Plan',
  unit: 'money',
  fact: 'target',
  date: 'period_start',
  where: "f.metric = 'won_amount' AND f.chosen",
  aggregate: 'sum',
  value: 'f.amount',
  empty: null,
};

const metrics: MetricDefinition[] = [
  {
    id: 'open_pipeline',
    label: 'Open pipeline',
    meaning: 'Value of open deals expected to close in the period.',
    formula: 'sum of the amount of open deals',
    unit: 'money',
    good: 'up',
    dateBasis: EXPECTED,
    kind: 'additive',
    pieces: { value: openAmount },
  },
  {
    id: 'open_count',
    label: 'Open deals',
    meaning: 'Number of open deals expected to close in the period.',
    formula: 'count of open deals',
    unit: 'count',
    good: 'up',
    dateBasis: EXPECTED,
    kind: 'additive',
    pieces: { value: openCount() },
  },
  {
    id: 'weighted_pipeline',
    label: 'Weighted pipeline',
    meaning: 'Open pipeline weighted by each deal’s probability; deals without one are left out.',
    formula: 'sum of amount × probability of open deals',
    unit: 'money',
    good: 'up',
    dateBasis: EXPECTED,
    kind: 'additive',
    pieces: { value: weighted },
  },
  {
    id: 'pipeline_coverage',
    label: 'Pipeline coverage',
    meaning: 'How many times the open pipeline of the period covers what is missing to plan.',
    formula: 'open pipeline ÷ (plan − bookings so far)',
    unit: 'factor',
    good: 'up',
    dateBasis: EXPECTED,
    kind: 'ratio',
    pieces: { open: openAmount, plan, won: wonAmount },
    numerator: '{open}',
    // Once the plan is reached there is nothing left to cover.
    denominator: 'CASE WHEN {plan} > {won} THEN {plan} - {won} END',
  },
  {
    id: 'registered_count',
    label: 'Deal registrations',
    meaning: 'Deals that partners registered in the period.',
    formula: 'count of deals registered',
    unit: 'count',
    good: 'up',
    dateBasis: REGISTERED,
    kind: 'additive',
    pieces: { value: registrations },
  },
  {
    id: 'approval_rate',
    label: 'Approval rate',
    meaning: 'Of the registrations of the period that were decided, the share approved.',
    formula: 'approved ÷ decided registrations',
    unit: 'ratio',
    good: 'up',
    dateBasis: REGISTERED,
    kind: 'ratio',
    pieces: {
      numerator: { ...registrations, label: 'Registrations approved', where: approved },
      denominator: { ...registrations, label: 'Registrations decided', where: decided },
    },
  },
  {
    id: 'approval_days',
    label: 'Approval time (median)',
    meaning: 'Half of the registrations of the period waited longer for a decision.',
    formula: 'median of days from registered to decided',
    unit: 'days',
    good: 'down',
    dateBasis: REGISTERED,
    kind: 'statistic',
    pieces: {
      value: {
        ...registrations,
        label: 'Median days to decision',
        unit: 'days',
        where: timed,
        aggregate: 'median',
        value: 'f.decided_on - f.registered_on',
        empty: null,
      },
    },
  },
  {
    id: 'registration_rate',
    label: 'Registration rate',
    meaning: 'Of the opportunities created with partners in the period, the share that was registered.',
    formula: 'registered ÷ partner opportunities created',
    unit: 'ratio',
    good: 'up',
    dateBasis: 'creation date',
    kind: 'ratio',
    pieces: {
      numerator: {
        ...registrations,
        label: 'Of them registered',
        date: 'created_on',
        where: 'f.created_on IS NOT NULL AND NOT f.direct AND f.registered_on IS NOT NULL',
      },
      denominator: {
        ...registrations,
        label: 'Partner opportunities created',
        date: 'created_on',
        where: 'f.created_on IS NOT NULL AND NOT f.direct',
      },
    },
  },
  {
    id: 'conversion_rate',
    label: 'Registration conversion',
    meaning: 'Of the registrations of the period that were approved, the share won by now.',
    formula: 'won ÷ approved registrations',
    unit: 'ratio',
    good: 'up',
    dateBasis: REGISTERED,
    kind: 'ratio',
    pieces: {
      numerator: { ...registrations, label: 'Of them won', where: `${approved} AND f.outcome = 'won'` },
      denominator: { ...registrations, label: 'Registrations approved', where: approved },
    },
  },
  {
    id: 'expired_share',
    label: 'Registrations expired',
    meaning:
      'Of the registrations of the period that were approved, the share whose protection ended with the deal open.',
    formula: 'approved registrations past expiry and still open ÷ approved registrations',
    unit: 'ratio',
    good: 'down',
    dateBasis: REGISTERED,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...registrations,
        label: 'Of them expired',
        where: `${approved} AND ${open} AND f.expires_on < :asOf`,
      },
      denominator: { ...registrations, label: 'Registrations approved', where: approved },
    },
  },
  {
    id: 'velocity',
    label: 'Sales velocity',
    meaning: 'What the open deals bring a day if they win, size up and close as the deals of the period did.',
    formula: 'open deals × win rate × average deal ÷ sales cycle in days',
    unit: 'money',
    good: 'up',
    dateBasis: 'expected close for open deals, close date for the rest',
    kind: 'statistic',
    pieces: {
      open: openCount(),
      won: wonCount,
      decided: { ...wonCount, label: 'Deals won or lost', where: "f.outcome IN ('won', 'lost')" },
      amount: wonAmount,
      days: {
        ...wonCount,
        label: 'Days from created to closed',
        unit: 'days',
        where: "f.outcome = 'won' AND f.created_on IS NOT NULL AND f.closed_on >= f.created_on",
        aggregate: 'sum',
        value: 'f.closed_on - f.created_on',
      },
      timed: {
        ...wonCount,
        label: 'Won deals with both dates',
        where: "f.outcome = 'won' AND f.created_on IS NOT NULL AND f.closed_on >= f.created_on",
      },
    },
    // win rate × average deal = amount ÷ decided deals; the won deals cancel.
    expression: '{open} * ({amount} / nullif({decided}, 0)) / nullif({days} / nullif({timed}, 0), 0)',
  },
];

function openCount(): Piece {
  return { ...wonCount, label: 'Open deals', where: open, nowOnly: true };
}

export const pipeline: MetricGroupDefinition = { group: 'Pipeline', metrics };
