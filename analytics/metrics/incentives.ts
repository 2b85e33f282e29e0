import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';
import { partnerRevenue } from './revenue.ts';

const EARNED = 'date earned';

const payouts: Piece = {
  label: 'Payouts earned',
  unit: 'money',
  fact: 'payout',
  date: 'earned_on',
  where: 'f.earned',
  aggregate: 'sum',
  value: 'f.amount',
  requires: ['payouts'],
};
const payoutCount: Piece = { ...payouts, label: 'Payouts', unit: 'count', aggregate: 'count', value: '1' };
const paid = 'f.earned AND f.paid_on IS NOT NULL AND f.earned_on IS NOT NULL';
const lag: Piece = {
  ...payouts,
  label: 'Days from earned to paid',
  unit: 'days',
  date: 'paid_on',
  where: paid,
  value: 'f.paid_on - f.earned_on',
  requires: ['payments'],
  empty: null,
};
const due: Piece = {
  ...payoutCount,
  label: 'Payouts due',
  date: 'due_on',
  where: 'f.earned AND f.due_on <= :asOf',
  requires: ['payments'],
};

const metrics: MetricDefinition[] = [
  {
    id: 'payout_amount',
    label: 'Payouts',
    meaning:
      'Rebates, MDF, SPIFFs, commissions and discounts earned in the period; refused and reversed ones left out.',
    formula: 'sum of the amount of payouts earned',
    unit: 'money',
    good: 'none',
    dateBasis: EARNED,
    kind: 'additive',
    pieces: { value: payouts },
  },
  {
    id: 'payout_count',
    label: 'Number of payouts',
    meaning: 'Payouts earned in the period.',
    formula: 'count of payouts earned',
    unit: 'count',
    good: 'none',
    dateBasis: EARNED,
    kind: 'additive',
    pieces: { value: payoutCount },
  },
  {
    id: 'payout_rate',
    label: 'Effective incentive rate',
    meaning: 'What partners earned in incentives for each unit of revenue through partners.',
    formula: 'payouts ÷ bookings through partners',
    unit: 'ratio',
    good: 'none',
    dateBasis: 'date earned for payouts, close date for bookings',
    kind: 'ratio',
    pieces: { numerator: payouts, denominator: partnerRevenue },
  },
  {
    id: 'payout_lag_days',
    label: 'Payout lag (median)',
    meaning: 'Half of the payouts paid in the period came later after being earned.',
    formula: 'median of days from earned to paid',
    unit: 'days',
    good: 'down',
    dateBasis: 'payment date',
    kind: 'statistic',
    pieces: { value: { ...lag, label: 'Median days', aggregate: 'median' } },
  },
  {
    id: 'payout_lag_p90',
    label: 'Payout lag (P90)',
    meaning: 'One in ten payouts paid in the period came later after being earned.',
    formula: '90th percentile of days from earned to paid',
    unit: 'days',
    good: 'down',
    dateBasis: 'payment date',
    kind: 'statistic',
    pieces: { value: { ...lag, label: 'P90 of days', aggregate: 'p90' } },
  },
  {
    id: 'mean_payout_lag_days',
    label: 'Payout lag (mean)',
    meaning: 'Mean days from earned to paid of the payouts paid in the period.',
    formula: 'sum of days from earned to paid ÷ payouts paid',
    unit: 'days',
    good: 'down',
    dateBasis: 'payment date',
    kind: 'ratio',
    pieces: {
      numerator: { ...lag, aggregate: 'sum' },
      denominator: { ...lag, label: 'Payouts paid', unit: 'count', aggregate: 'count', value: '1' },
    },
  },
  {
    id: 'on_time_share',
    label: 'Paid on time',
    meaning:
      'Of the payouts that fell due in the period, the share paid by the due date; the policy’s terms set it where the data does not.',
    formula: 'payouts paid by their due date ÷ payouts due',
    unit: 'ratio',
    good: 'up',
    dateBasis: 'due date',
    kind: 'ratio',
    pieces: {
      numerator: { ...due, label: 'Of them paid in time', where: `${due.where} AND f.paid_on <= f.due_on` },
      denominator: due,
    },
  },
  {
    id: 'dispute_rate',
    label: 'Dispute rate',
    meaning: 'Of the payouts of the period, the share that was disputed.',
    formula: 'payouts with a dispute ÷ payouts',
    unit: 'ratio',
    good: 'down',
    dateBasis: EARNED,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...payoutCount,
        label: 'Of them disputed',
        where: "f.earned AND lower(coalesce(f.dispute_status, 'none')) <> 'none'",
        requires: ['disputes'],
      },
      denominator: payoutCount,
    },
  },
  {
    id: 'cost_of_channel',
    label: 'Cost of channel',
    meaning:
      'Discount given, payouts and program costs for each unit of revenue through partners. Discount payouts stand for the discount when list prices are not loaded.',
    formula: '(discount given + payouts + program costs) ÷ bookings through partners',
    unit: 'ratio',
    good: 'down',
    dateBasis: 'close date, date earned and start of the cost’s period',
    kind: 'ratio',
    pieces: {
      payouts: {
        ...payouts,
        label: 'Payouts',
        // With list prices the discount is counted on the lines; its payouts would count it twice.
        where: "f.earned AND NOT (:listPrices AND f.kind IS NOT DISTINCT FROM 'discount')",
      },
      discount: {
        ...partnerRevenue,
        label: 'Discount given',
        where: `${partnerRevenue.where} AND f.discount IS NOT NULL`,
        value: 'f.discount',
        needs: ['lines'],
      },
      program: {
        label: 'Program costs',
        unit: 'money',
        fact: 'cost',
        date: 'period_start',
        aggregate: 'sum',
        value: 'f.amount',
      },
      revenue: partnerRevenue,
    },
    numerator: 'coalesce({payouts}, 0) + {discount} + {program}',
    denominator: '{revenue}',
  },
];

export const incentives: MetricGroupDefinition = { group: 'Incentives', metrics };
