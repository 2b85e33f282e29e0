/** What a tile says of an index. Guards against a figure that stands on next to nothing and is shown as if it did not. */
import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { metricList } from '../../../analytics/metrics/dictionary.ts';
import { givenTarget, knownWords, targetOf } from '../../../analytics/present/indexTarget.ts';
import { coverageWords, indexMetrics, indexTile } from '../../../renderer/features/overview/indices.ts';

const known = new Map(metricList().map((metric) => [metric.id, metric]));
const metric = known.get('operational_reliability')!;
const total = { on_time_share: 0.8, payout_lag_days: 30, payout_lag_p90: 60, dispute_rate: null };

describe('the tile of an index', () => {
  it('asks for the indices and their measures, in one query', () => {
    const { indices, asked } = indexMetrics(known);
    expect(indices.map(({ id }) => id)).toEqual([
      'enablement_depth',
      'incentive_alignment',
      'pipeline_governance',
      'operational_reliability',
    ]);
    expect(asked).toEqual(expect.arrayContaining(['enablement_depth', 'certified_share', 'dispute_rate']));
    // A query takes 32 metrics at most.
    expect(asked.length).toBeLessThanOrEqual(32);
  });

  it.each([
    [{ ...total, operational_reliability: 82, operational_reliability__coverage: 0.8 }, 'shown', 3],
    [{ dispute_rate: 0.1, operational_reliability: 20, operational_reliability__coverage: 0.2 }, 'withheld', 1],
    [{ operational_reliability: null, operational_reliability__coverage: 0 }, 'unknown', 0],
  ] as const)('of %j is %s', (answer, state, count) => {
    expect(indexTile(metric, answer)).toMatchObject({ state, known: count, all: 4 });
  });

  it('withholds what it was too where next to nothing was known then', () => {
    const now = { ...total, operational_reliability: 82, operational_reliability__coverage: 0.8 };
    const then = { operational_reliability__prior: 90, operational_reliability__coverage_prior: 0.3 };
    expect(indexTile(metric, { ...now, ...then })).toMatchObject({ state: 'shown', priorState: 'withheld' });
    expect(indexTile(metric, now)).toMatchObject({ coveragePrior: null, priorState: 'unknown' });
  });

  it.each([
    [3, 0.8, 0.8, '3 of 4 measures known, coverage 80%'],
    [3, 0.8, 0.55, '3 of 4 measures known, coverage 80%, in FY25-Q4 55%'],
    [4, 1, 0.55, 'All 4 measures known, coverage 100%, in FY25-Q4 55%'],
    [4, 1, 1, 'All 4 measures known'],
    [4, 1, null, 'All 4 measures known'],
    [0, 0, 0.55, '0 of 4 measures known'],
  ])('with %i measures known, %d of the weights and then %s: %s', (count, coverage, coveragePrior, words) => {
    const tile = { ...indexTile(metric, total), known: count, coverage, coveragePrior };
    expect(coverageWords(tile, 'FY25-Q4', (share) => `${Math.round(share * 100)}%`)).toBe(words);
  });

  it('says how many measures are known', () => {
    expect([knownWords(3, 4), knownWords(4, 4)]).toEqual(['3 of 4 measures known', 'All 4 measures known']);
  });
});

describe('a target', () => {
  const part = metric.parts!.find((one) => one.metric === 'payout_lag_days')!;

  it('follows the term of the policy until the policy has one of its own', () => {
    const terms = policy.parse({ paymentDays: { default: 40 } });
    expect(targetOf(part, terms)).toBe('40');
    const own = policy.parse({ paymentDays: { default: 40 }, indexTargets: { payout_lag_days: '20' } });
    expect([targetOf(part, own), givenTarget(part, own)]).toEqual(['20', '40']);
  });

  it('is more than nothing', () => {
    expect(policy.safeParse({ indexTargets: { win_rate: '0' } }).success).toBe(false);
    expect(policy.safeParse({ indexTargets: { win_rate: 0.3 } }).data?.indexTargets).toEqual({ win_rate: '0.3' });
  });
});
