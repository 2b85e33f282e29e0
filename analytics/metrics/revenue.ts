import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';

const CLOSED = 'close date';
const won = "f.outcome = 'won'";
const throughPartners = `${won} AND NOT f.direct`;

export const wonAmount: Piece = {
  label: 'Bookings',
  unit: 'money',
  fact: 'deal',
  date: 'closed_on',
  where: won,
  aggregate: 'sum',
  value: 'f.amount',
};
/** What partners brought or delivered: direct deals left out. */
export const partnerRevenue: Piece = { ...wonAmount, label: 'Bookings through partners', where: throughPartners };
export const wonCount: Piece = {
  label: 'Deals won',
  unit: 'count',
  fact: 'deal',
  date: 'closed_on',
  where: won,
  aggregate: 'count',
};
const lostCount: Piece = { ...wonCount, label: 'Deals lost', where: "f.outcome = 'lost'" };
/** Where no loss was ever loaded, everything is won by construction, and a rate would say nothing. */
const decided: Piece = {
  ...wonCount,
  label: 'Deals won or lost',
  where: "f.outcome IN ('won', 'lost')",
  requires: ['losses'],
};
const timed = `${won} AND f.created_on IS NOT NULL AND f.closed_on >= f.created_on`;

const metrics: MetricDefinition[] = [
  {
    id: 'won_amount',
    label: 'Bookings (closed-won)',
    meaning: 'Value of the deals won in the period, each deal once.',
    formula: 'sum of the amount of won deals',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: { value: wonAmount },
  },
  {
    id: 'sourced_amount',
    label: 'Partner-sourced revenue',
    meaning:
      'Value of won deals that a partner brought: its role is sourced, or without a loaded role its registration was approved and the deal closed under protection.',
    formula: 'sum of the amount of won deals with a sourcing partner',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: {
      value: {
        ...wonAmount,
        label: 'Sourced bookings',
        where: `${won} AND f.sourced`,
        needs: ['roles'],
        requires: ['roles', 'registrations'],
      },
    },
  },
  {
    id: 'influenced_amount',
    label: 'Partner-influenced revenue',
    meaning:
      'Value of won deals that no partner sourced and that a partner influenced or co-sold within the policy’s days before the close.',
    formula: 'sum of the amount of won deals, not sourced, with an influence in time',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: {
      value: {
        ...wonAmount,
        label: 'Influenced bookings',
        where: `${won} AND f.influencing AND NOT f.deal_sourced`,
        needs: ['roles'],
        requires: ['roles', 'registrations'],
      },
    },
  },
  {
    id: 'channel_share',
    label: 'Channel share',
    meaning: 'How much of the revenue partners sourced.',
    formula: 'partner-sourced revenue ÷ bookings',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...wonAmount,
        label: 'Sourced bookings',
        where: `${won} AND f.sourced`,
        needs: ['roles'],
        requires: ['roles', 'registrations'],
      },
      denominator: wonAmount,
    },
  },
  {
    id: 'won_count',
    label: 'Deals won',
    meaning: 'Number of deals won in the period; cut by product, deals that have such a line.',
    formula: 'count of won deals',
    unit: 'count',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: { value: wonCount },
  },
  {
    id: 'lost_count',
    label: 'Deals lost',
    meaning: 'Number of deals lost in the period.',
    formula: 'count of lost deals',
    unit: 'count',
    good: 'down',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: { value: lostCount },
  },
  {
    id: 'win_rate',
    label: 'Win rate',
    meaning: 'Of the deals decided in the period, the share that was won.',
    formula: 'deals won ÷ (deals won + deals lost)',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: { numerator: wonCount, denominator: decided },
  },
  {
    id: 'win_rate_value',
    label: 'Win rate by value',
    meaning: 'Of the value decided in the period, the share that was won.',
    formula: 'amount won ÷ (amount won + amount lost)',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: {
      numerator: wonAmount,
      denominator: {
        ...decided,
        label: 'Amount won or lost',
        unit: 'money',
        aggregate: 'sum',
        value: wonAmount.value!,
      },
    },
  },
  {
    id: 'avg_deal',
    label: 'Average deal',
    meaning: 'Mean value of a won deal.',
    formula: 'bookings ÷ deals won',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: { numerator: wonAmount, denominator: wonCount },
  },
  {
    id: 'median_deal',
    label: 'Median deal',
    meaning: 'Half of the won deals are larger, half smaller.',
    formula: 'median of the amount of won deals',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'statistic',
    pieces: { value: { ...wonAmount, label: 'Median amount', aggregate: 'median', empty: null } },
  },
  {
    id: 'cycle_days',
    label: 'Sales cycle',
    meaning: 'Mean days from creation to close of the deals won in the period.',
    formula: 'sum of days from created to closed ÷ won deals with both dates',
    unit: 'days',
    good: 'down',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...wonCount,
        label: 'Days from created to closed',
        unit: 'days',
        where: timed,
        aggregate: 'sum',
        value: 'f.closed_on - f.created_on',
      },
      denominator: { ...wonCount, label: 'Won deals with both dates', where: timed },
    },
  },
  {
    id: 'median_cycle_days',
    label: 'Sales cycle (median)',
    meaning: 'Half of the deals won in the period took longer from creation to close.',
    formula: 'median of days from created to closed',
    unit: 'days',
    good: 'down',
    dateBasis: CLOSED,
    kind: 'statistic',
    pieces: {
      value: {
        ...wonCount,
        label: 'Median days',
        unit: 'days',
        where: timed,
        aggregate: 'median',
        value: 'f.closed_on - f.created_on',
        empty: null,
      },
    },
  },
  {
    id: 'days_since_win',
    label: 'Days since the last win',
    meaning: 'Days from the last deal won in the period to the end of the period.',
    formula: 'last day of the period − latest close date of a won deal',
    unit: 'days',
    good: 'down',
    dateBasis: CLOSED,
    kind: 'statistic',
    pieces: {
      value: {
        ...wonCount,
        label: 'Days since the last win',
        unit: 'days',
        aggregate: 'min',
        value: 'greatest(0, :asOf - f.closed_on)',
        empty: null,
      },
    },
  },
  {
    id: 'quantity',
    label: 'Units sold',
    meaning: 'Units on the lines of won deals.',
    formula: 'sum of quantity on lines of won deals',
    unit: 'quantity',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: {
      value: {
        ...wonAmount,
        label: 'Units',
        unit: 'quantity',
        where: `${won} AND f.quantity IS NOT NULL`,
        value: 'f.quantity',
        needs: ['lines'],
      },
    },
  },
  {
    id: 'margin',
    label: 'Margin',
    meaning: 'What the lines of won deals left after their cost; lines without a cost are left out.',
    formula: 'sum of amount − cost over lines that have a cost',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: {
      value: {
        ...wonAmount,
        label: 'Margin',
        where: `${won} AND f.margin IS NOT NULL`,
        value: 'f.margin',
        needs: ['lines'],
        requires: ['costs'],
        empty: null,
      },
    },
  },
  {
    id: 'margin_rate',
    label: 'Margin rate',
    meaning: 'Margin as a share of the revenue whose cost is known.',
    formula: 'margin ÷ amount of the lines that have a cost',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...wonAmount,
        label: 'Margin',
        where: `${won} AND f.margin IS NOT NULL`,
        value: 'f.margin',
        needs: ['lines'],
        requires: ['costs'],
        empty: null,
      },
      denominator: {
        ...wonAmount,
        label: 'Amount with a known cost',
        where: `${won} AND f.margin IS NOT NULL`,
        value: 'f.costed_amount',
        needs: ['lines'],
        requires: ['costs'],
        empty: null,
      },
    },
  },
  {
    id: 'recurring_amount',
    label: 'Recurring bookings',
    meaning:
      'What the deals won in the period bring in a year as long as they run; monthly amounts count twelve times.',
    formula: 'sum of the yearly recurring amount of won deals',
    unit: 'money',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'additive',
    pieces: {
      value: {
        ...wonAmount,
        label: 'Recurring amount',
        where: `${won} AND f.annual_amount IS NOT NULL`,
        value: 'f.annual_amount',
        requires: ['recurring'],
      },
    },
    // Only the deal as a whole says what recurs.
    except: ['product', 'family', 'category'],
  },
  {
    id: 'growth',
    label: 'Bookings growth',
    meaning: 'Bookings against the same period a year before; of an unfinished period, against the same elapsed part.',
    formula: '(bookings − bookings a year ago) ÷ bookings a year ago',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: { current: wonAmount, earlier: { ...wonAmount, label: 'Bookings a year ago', window: 'year-ago' } },
    numerator: '{current} - {earlier}',
    denominator: '{earlier}',
    except: ['month', 'quarter', 'year'],
  },
  {
    id: 'plan_amount',
    label: 'Plan (bookings)',
    meaning: 'Planned bookings of the targets that lie within the period.',
    formula: 'sum of won_amount targets',
    unit: 'money',
    good: 'none',
    dateBasis: 'first day of the target’s period',
    kind: 'additive',
    pieces: { value: plan() },
  },
  {
    id: 'attainment',
    label: 'Plan attainment',
    meaning: 'Bookings as a share of plan.',
    formula: 'bookings ÷ plan',
    unit: 'ratio',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'ratio',
    pieces: { numerator: wonAmount, denominator: plan() },
  },
  {
    id: 'customer_count',
    label: 'Customers',
    meaning: 'Different customers who bought in the period.',
    formula: 'count of customers with a won deal',
    unit: 'count',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'distinct',
    pieces: { value: { ...wonCount, label: 'Customers', aggregate: 'distinct', value: 'f.customer' } },
  },
  {
    id: 'new_logo_count',
    label: 'New logos',
    meaning: 'Customers who bought for the first time in the period.',
    formula: 'count of customers whose first won deal closed in the period',
    unit: 'count',
    good: 'up',
    dateBasis: CLOSED,
    kind: 'distinct',
    pieces: {
      value: {
        ...wonCount,
        label: 'New customers',
        where: `${won} AND f.closed_on = f.customer_first_won_on`,
        aggregate: 'distinct',
        value: 'f.customer',
        needs: ['firstWon'],
      },
    },
  },
  ...retention(),
  {
    id: 'renewal_rate',
    label: 'Renewal rate',
    meaning: 'Of the contracts that ended in the period, the share that a won deal renewed.',
    formula: 'ended contracts with a won renewal ÷ won deals whose term ended',
    unit: 'ratio',
    good: 'up',
    dateBasis: 'end of the term',
    kind: 'ratio',
    pieces: {
      numerator: {
        ...wonCount,
        label: 'Contracts renewed',
        date: 'term_end',
        where: `${won} AND f.term_end <= :asOf AND f.renewed`,
        needs: ['renewed'],
        requires: ['terms'],
      },
      denominator: {
        ...wonCount,
        label: 'Contracts that ended',
        date: 'term_end',
        where: `${won} AND f.term_end <= :asOf`,
        requires: ['terms'],
      },
    },
  },
  {
    id: 'renewals_due_90',
    label: 'Renewals due in 90 days',
    meaning: 'Contracts that end within 90 days after the period and that no won deal has renewed.',
    formula: 'count of won deals ending within 90 days without a won renewal',
    unit: 'count',
    good: 'none',
    dateBasis: 'state on the last day of the period',
    kind: 'additive',
    pieces: {
      value: {
        label: 'Contracts due',
        unit: 'count',
        fact: 'deal',
        where: `${won} AND f.term_end > :asOf AND f.term_end <= :asOf + 90 AND NOT f.renewed`,
        aggregate: 'count',
        needs: ['renewed'],
        requires: ['terms'],
        nowOnly: true,
      },
    },
  },
];

function plan(): Piece {
  return {
    label: 'Plan',
    unit: 'money',
    fact: 'target',
    date: 'period_start',
    where: "f.metric = 'won_amount' AND f.chosen",
    aggregate: 'sum',
    value: 'f.amount',
    empty: null,
  };
}

/**
 * Net and gross revenue retention of the customers who had a contract in force the day before the period: what they
 * are worth per year at its end, against what they were worth at its start.
 */
function retention(): MetricDefinition[] {
  const inForce = (day: string) =>
    `${won} AND f.annual_amount IS NOT NULL AND f.term_start <= ${day} AND (f.term_end IS NULL OR f.term_end >= ${day})`;
  const cohort = (label: string, share: string): Piece => ({
    label,
    unit: 'money',
    fact: 'deal',
    per: {
      key: 'customer',
      inner: {
        opening: { aggregate: 'sum', value: 'f.annual_amount', where: inForce(':before') },
        closing: { aggregate: 'sum', value: 'f.annual_amount', where: inForce(':asOf') },
      },
      having: 'i.opening > 0',
      outer: `sum(${share})`,
      share,
    },
    requires: ['recurring'],
    empty: null,
  });
  const base = {
    unit: 'ratio',
    good: 'up',
    dateBasis: 'contracts in force before the period and on its last day',
    kind: 'ratio',
  } as const;
  const opening = cohort('Recurring revenue at the start', 'i.opening');
  return [
    {
      ...base,
      id: 'nrr',
      label: 'Net revenue retention',
      meaning:
        'Yearly recurring revenue that the customers of the start are worth at the end, expansion included, new customers not.',
      formula: '(start + expansion − contraction − churn) ÷ start, same customers',
      pieces: {
        numerator: cohort('Their recurring revenue at the end', 'coalesce(i.closing, 0)'),
        denominator: opening,
      },
    },
    {
      ...base,
      id: 'grr',
      label: 'Gross revenue retention',
      meaning: 'Yearly recurring revenue kept from the customers of the start, expansion left out.',
      formula: '(start − contraction − churn) ÷ start, same customers',
      pieces: {
        numerator: cohort('Kept of it at the end', 'least(i.opening, coalesce(i.closing, 0))'),
        denominator: opening,
      },
    },
  ];
}

export const revenue: MetricGroupDefinition = { group: 'Revenue', metrics };
