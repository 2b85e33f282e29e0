/** What a measure is called, and the sentences that refuse one: they are all that the writer of a program has to go by. */
import { describe, expect, it } from 'vitest';
import { measure } from '../../../../analytics/api/documents/measure.ts';
import { DICTIONARY } from '../../../../analytics/metrics/dictionary.ts';
import { canSlice, planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import { FiscalCalendar } from '../../../../analytics/network/calendar.ts';
import type { Network } from '../../../../analytics/network/network.ts';
import { policyOf } from '../network.ts';

const policy = policyOf({});
/** Planning looks at no data. */
const network = { policy, calendar: new FiscalCalendar(policy.calendar) } as Network;
const plan = (document: object) => planMeasure(measure.parse(document), network);
const YEAR = 'trailing-12-months';

describe('a measure in words', () => {
  it.each([
    [{ metric: 'won_amount', window: YEAR }, 'bookings of the trailing 12 months'],
    [{ metric: 'won_count', window: 'last-fiscal-year' }, 'deals won of the last complete fiscal year'],
    [{ metric: 'certified_people' }, 'certified people'],
    [{ metric: 'hhi', window: YEAR }, null],
    [{ metric: 'won_amount', agg: 'median', window: YEAR }, 'median bookings per deal of the trailing 12 months'],
    [{ metric: 'won_amount', agg: 'max', window: 'ever' }, 'largest bookings of one deal of all time'],
    [{ metric: 'won_count', agg: 'distinct', window: YEAR }, 'customers in deals won of the trailing 12 months'],
    [
      { metric: 'won_count', window: YEAR, filter: [{ dim: 'motion', values: ['new', null] }], dealFrom: 1000 },
      'deals won (motion new or none; deals from 1,000) of the trailing 12 months',
    ],
    [
      { metric: 'certified_people', filter: [{ dim: 'certification_level', values: ['Professional'], not: true }] },
      'certified people (certification level not Professional)',
    ],
    [
      { metric: 'certified_people', per: { metric: 'won_amount', window: YEAR, times: 100_000 } },
      'certified people per 100,000 of bookings of the trailing 12 months',
    ],
    [
      { metric: 'won_amount', window: YEAR, proRateJoiners: { fromDays: 90 } },
      'bookings of the trailing 12 months, scaled up for joiners from 90 days on',
    ],
  ])('says %j', (document, words) => {
    if (words === null) expect(() => plan(document)).toThrow();
    else expect(plan(document).words).toBe(words);
  });

  it('has the label and unit of its metric, or of what it makes of it', () => {
    expect(plan({ metric: 'won_amount', window: YEAR })).toMatchObject({
      label: 'Bookings',
      unit: 'money',
      state: false,
    });
    expect(plan({ metric: 'certified_people' })).toMatchObject({
      label: 'People certified',
      unit: 'count',
      state: true,
    });
    expect(plan({ metric: 'won_amount', agg: 'distinct', window: YEAR }).unit).toBe('count');
    const per = (metric: string, below: string, times = 1) =>
      plan({ metric, window: YEAR, per: { metric: below, window: YEAR, times } }).unit;
    expect(per('won_amount', 'payout_amount')).toBe('ratio');
    expect(per('won_amount', 'won_count')).toBe('money');
    expect(per('won_count', 'won_amount', 100_000)).toBe('quantity');
  });

  it('has one key for measures that are the same, another for each that differs', () => {
    const same = [
      { metric: 'won_amount', window: YEAR },
      { metric: 'won_amount', window: { kind: 'trailing', count: 12, unit: 'month' }, filter: [] },
    ];
    expect(new Set(same.map((document) => plan(document).key)).size).toBe(1);
    expect(plan({ metric: 'certified_people' }).key).toBe(
      plan({ metric: 'certified_people', window: 'on-the-day' }).key,
    );
    const base = { metric: 'won_amount', window: YEAR };
    const others = [
      base,
      { ...base, window: 'fiscal-year' },
      { ...base, agg: 'max' },
      { ...base, dealFrom: 1 },
      { ...base, dealBelow: 1 },
      { ...base, filter: [{ dim: 'motion', values: ['new'] }] },
      { ...base, filter: [{ dim: 'motion', values: ['new'], not: true }] },
      { ...base, per: { metric: 'won_count', window: YEAR } },
      { ...base, proRateJoiners: { fromDays: 1 } },
    ];
    expect(new Set(others.map((document) => plan(document).key)).size).toBe(others.length);
  });
});

describe('a measure that cannot be', () => {
  it.each([
    [{ metric: 'booking', window: YEAR }, 'metric-unknown', 'There is no metric “booking”. Did you mean won_amount'],
    [{ metric: 'won_amounts', window: YEAR }, 'metric-unknown', 'Did you mean won_amount'],
    [
      { metric: 'won_amount' },
      'bad-request',
      'Bookings (won_amount) needs a window, for instance "window": "trailing-12-months"',
    ],
    [{ metric: 'won_amount', window: 'on-the-day' }, 'bad-request', 'needs a window'],
    [{ metric: 'attrition_rate' }, 'bad-request', 'needs a window'],
    [{ metric: 'gini', window: YEAR }, 'bad-request', 'one partner has none'],
    [{ metric: 'open_pipeline', window: YEAR }, 'bad-request', 'known only as it is today'],
    [{ metric: 'won_count', agg: 'median', window: YEAR }, 'bad-request', 'counts rows, so there is no median of it'],
    [{ metric: 'win_rate', agg: 'avg', window: YEAR }, 'bad-request', 'one figure for a partner already'],
    [{ metric: 'certified_people', agg: 'max' }, 'bad-request', 'Leave “agg” out'],
    [
      { metric: 'won_amount', window: YEAR, filter: [{ dim: 'program', values: ['x'] }] },
      'dimension-unknown',
      'cannot be cut by program',
    ],
    [
      { metric: 'won_amount', window: YEAR, filter: [{ dim: 'certification', values: ['x'] }] },
      'dimension-unknown',
      'have no certification',
    ],
    [{ metric: 'certified_people', filter: [{ dim: 'stage', values: ['x'] }] }, 'dimension-unknown', 'have no stage'],
    [
      { metric: 'enrolled_partners', filter: [{ dim: 'certification', values: ['x'] }] },
      'dimension-unknown',
      'have no certification',
    ],
    [
      { metric: 'won_amount', window: YEAR, filter: [{ dim: 'level', values: ['Gold'] }] },
      'bad-request',
      'Use “level_at_event”',
    ],
    [
      { metric: 'won_amount', window: YEAR, filter: [{ dim: 'basis', values: ['bookings', 'sell-in'] }] },
      'bad-request',
      'never add up to one figure',
    ],
    [{ metric: 'payout_amount', window: YEAR, dealFrom: 5 }, 'bad-request', 'no deal sizes'],
    [
      { metric: 'won_amount', window: YEAR, dealFrom: 5, dealBelow: 5 },
      'bad-request',
      'No deal is from 5 on and below 5',
    ],
    [{ metric: 'growth', window: 'ever' }, 'bad-request', 'needs one with a beginning'],
    [{ metric: 'nrr', window: 'since-anniversary' }, 'bad-request', 'since the anniversary of each partner'],
    [
      { metric: 'win_rate', window: YEAR, proRateJoiners: { fromDays: 9 } },
      'bad-request',
      'cannot be scaled up for joiners',
    ],
    [{ metric: 'certified_people', proRateJoiners: { fromDays: 9 } }, 'bad-request', 'cannot be scaled up for joiners'],
    [
      { metric: 'won_amount', window: 'ever', proRateJoiners: { fromDays: 9 } },
      'bad-request',
      'All time has no length',
    ],
    [
      { metric: 'won_amount', window: 'since-anniversary', proRateJoiners: { fromDays: 9 } },
      'bad-request',
      'nothing to scale up',
    ],
    [
      { metric: 'won_amount', window: YEAR, per: { metric: 'won_count' } },
      'bad-request',
      'Deals won (won_count) needs a window',
    ],
    [
      { metric: 'won_amount', window: YEAR, per: { metric: 'won_count', window: YEAR, times: 1e-9 } },
      'bad-request',
      '“times” is 1e-9',
    ],
  ])('%j is refused with %s', (document, code, sentence) => {
    expect(() => plan(document)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(sentence) }));
  });

  it('is said for every metric: each can be measured, or there is a sentence', () => {
    const fates = [...DICTIONARY.metrics.keys()].map((metric) => {
      try {
        plan({ metric, window: YEAR });
        return `${metric}: measured`;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'bad-request' });
        return metric;
      }
    });
    expect(fates.filter((fate) => !fate.endsWith('measured')).sort()).toEqual([
      'cost_of_channel',
      'enablement_depth',
      'gini',
      'hhi',
      'incentive_alignment',
      'open_count',
      'open_pipeline',
      'operational_reliability',
      'pareto_share',
      'pipeline_coverage',
      'pipeline_governance',
      'renewals_due_90',
      'top10_share',
      'velocity',
      'weighted_pipeline',
    ]);
  });
});

it('knows which dimensions a measure can be read by', () => {
  const bookings = plan({ metric: 'won_amount', window: YEAR });
  expect(canSlice(bookings, 'family')).toBe(true);
  expect(canSlice(plan({ metric: 'certified_people' }), 'family')).toBe(false);
  expect(canSlice(plan({ metric: 'won_amount', window: YEAR, per: { metric: 'certified_people' } }), 'family')).toBe(
    false,
  );
});
