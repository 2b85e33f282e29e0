/** Indices on tiny networks and on values alone: worked by hand, and as properties of any values. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { querySpec } from '../../../../analytics/api/documents/query.ts';
import type { QueryContext } from '../../../../analytics/metrics/context.ts';
import { DICTIONARY, findMetric, type Metric, readDictionary } from '../../../../analytics/metrics/dictionary.ts';
import { indexOver } from '../../../../analytics/metrics/hypothetical.ts';
import { INDICES } from '../../../../analytics/metrics/indices/definitions.ts';
import { indexSql } from '../../../../analytics/metrics/indices/sql.ts';
import { runTable } from '../../../../analytics/metrics/run.ts';
import { trace } from '../../../../analytics/metrics/trace.ts';
import { runs } from '../../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const payout = (id: string, paid: string | null, more: object = {}) => ({
  payout_id: id,
  partner_id: 'A',
  kind: 'rebate',
  amount: '100',
  earned_on: '2026-01-01',
  due_on: '2026-02-15',
  paid_on: paid,
  ...more,
});
const SPEC = { metrics: ['operational_reliability'], period: '2026' };

describe('definitions', () => {
  it('hold together: every index is in the dictionary, with a measure for each of its parts', () => {
    expect(DICTIONARY.faults).toEqual([]);
    expect(INDICES.map(({ id }) => findMetric(id).parts?.length)).toEqual([5, 5, 5, 4]);
  });

  it('can be cut by partner and by what partners are', () => {
    for (const { id } of INDICES)
      expect(findMetric(id).dimensions).toEqual(expect.arrayContaining(['partner', 'region']));
  });

  it.each([
    [[{ metric: 'nothing', weight: 100, target: '1' }], '“nothing”, which is not a metric'],
    [[{ metric: 'payout_rate', weight: 100, target: '1' }], 'which way “payout_rate” is better'],
    [[{ metric: 'open_pipeline', weight: 100, target: '1' }], '“open_pipeline” is known only as it is now'],
    [[{ metric: 'win_rate', weight: 60, target: '0.4' }], 'do not add up to 100'],
    [[], 'made of nothing'],
  ])('are left out with a reason when they do not: %j', (parts, reason) => {
    const { group } = findMetric('win_rate');
    const known = readDictionary(
      [{ group, metrics: ['win_rate', 'payout_rate', 'open_pipeline'].map((id) => findMetric(id)) }],
      [{ id: 'index', label: 'Index', meaning: '', parts }],
    );
    expect(known.metrics.has('index')).toBe(false);
    expect(known.faults).toEqual([{ id: 'index', fault: expect.stringContaining(reason) }]);
  });
});

describe('worked by hand', () => {
  it('adds up before it rounds: the scorecard of 96.00', async () => {
    // Sales 25·95 10·90 5·97 10·100, engagement 5 5 5·88 5, enablement 20, marketing 5·80 3 2; of 100 each.
    const lines = [
      [25, 95],
      [10, 90],
      [5, 97],
      [10, 100],
      [5, 100],
      [5, 100],
      [5, 88],
      [5, 100],
      [20, 100],
      [5, 80],
      [3, 100],
      [2, 100],
    ] as const;
    const parts = lines.map(([weight, value]) => ({
      value: String(value),
      weight,
      target: '100',
      good: 'up' as const,
    }));
    const { value, coverage } = indexSql(parts);
    const [row] = await net.engine.rows<object>(`SELECT ${value} AS value, ${coverage} AS coverage`);
    expect(row).toEqual({ value: expect.closeTo(96, 10), coverage: 1 });
  });

  it('scores three payouts: two of three in time, half within 40 days, one disputed', async () => {
    await net.replace({
      partner: [{ partner_id: 'A' }],
      payout: [
        payout('1', '2026-01-31'),
        payout('2', '2026-02-10', { dispute_status: 'none' }),
        payout('3', '2026-04-11', { dispute_status: 'open' }),
      ],
    });
    // Paid on time 2/3 against 0.95; median lag 40 days against 30; P90 88 days (40 + 0.8 · 60) against 45; disputed 1/3 against 0.02.
    const expected = 35 * (2 / 3 / 0.95) + 25 * (30 / 40) + 20 * (45 / 88) + 20 * (0.02 / (1 / 3));
    expect(await net.total(SPEC)).toEqual({
      operational_reliability: expect.closeTo(expected, 9),
      operational_reliability__coverage: 1,
    });
    // The term of the policy moves the target of the median lag, and a target of its own comes before it.
    const terms = { paymentDays: { default: 40 } };
    expect((await net.total(SPEC, terms)).operational_reliability).toBeCloseTo(expected + 25 / 4, 9);
    const own = { ...terms, indexTargets: { payout_lag_days: '20', dispute_rate: 0.5 } };
    expect((await net.total(SPEC, own)).operational_reliability).toBeCloseTo(
      expected - 25 / 4 + 20 * (1 - 0.02 / (1 / 3)),
      9,
    );
  });

  it('leaves out what is not known instead of counting it as nothing', async () => {
    // One of two is paid, and nobody speaks of disputes.
    await net.replace({
      partner: [{ partner_id: 'A' }],
      deal: [{ deal_id: 'D', outcome: 'won', amount: '1', closed_on: '2026-10-31' }],
      payout: [payout('1', null), payout('2', '2026-01-02')],
    });
    const context = await net.context();
    const { total, basis } = await runTable(context, querySpec.parse(SPEC));
    // Median and P90 of one day are in time; half is paid by the due date; disputes have no data.
    expect(total.operational_reliability).toBeCloseTo((35 * (0.5 / 0.95) + 25 + 20) / 0.8, 9);
    expect(total.operational_reliability__coverage).toBe(0.8);
    expect(basis.notes).toContain(
      'Operational reliability leaves out what is not known, Dispute rate: no disputes of payouts loaded.',
    );
  });

  it('is unknown when none of its measures is known', async () => {
    await net.replace({ partner: [{ partner_id: 'A' }] });
    expect(await net.total(SPEC)).toEqual({
      operational_reliability: null,
      operational_reliability__coverage: 0,
    });
  });
});

describe('beside an earlier period', () => {
  // In 2025 nothing was paid out yet, so that the lag of 45 of 100 weights was not known.
  const early = payout('0', null, { earned_on: '2025-01-01', due_on: '2025-02-15' });
  const load = (more: object) =>
    net.replace({
      partner: [{ partner_id: 'A' }],
      payout: [
        { ...early, ...more },
        payout('1', '2026-01-31', { dispute_status: 'none' }),
        payout('2', '2026-02-20', { dispute_status: 'open' }),
      ],
    });
  const asked = querySpec.parse({ ...SPEC, compare: 'prior' });

  it('says how much was known then, and that a change may be one of what is known', async () => {
    await load({});
    const context = await net.context();
    const { total, basis, columns } = await runTable(context, asked);
    expect(total).toMatchObject({
      operational_reliability__coverage: 1,
      operational_reliability__coverage_prior: 0.55,
    });
    expect(columns.find(({ key }) => key.endsWith('coverage_prior'))).toMatchObject({
      label: 'Operational reliability, coverage compared',
      role: 'coverage',
      unit: 'ratio',
    });
    const said =
      'Operational reliability rests on 100\u202f% of its weights and on 55\u202f% in 2025: its change is partly one of what is known.';
    expect(basis.notes).toContain(said);
    const passport = await trace(context, {
      metric: 'operational_reliability',
      where: [],

      period: '2026',
      compare: 'prior',
    });
    expect(passport.index).toMatchObject({ coverage: 1, coveragePrior: 0.55 });
    expect(passport.basis.notes).toContain(said);
    const alone = await trace(context, { metric: 'operational_reliability', where: [], period: '2026' });
    expect(alone.index!.coveragePrior).toBeNull();
  });

  it('says nothing where as much was known, or nothing is compared', async () => {
    await load({ paid_on: '2025-02-01' });
    const { total, basis } = await runTable(await net.context(), asked);
    expect(total.operational_reliability__coverage_prior).toBe(1);
    expect(basis.notes.join()).not.toContain('what is known');
    await net.replace({ partner: [{ partner_id: 'A' }], payout: [payout('1', '2026-01-31')] });
    const unknown = await runTable(await net.context(), asked);
    expect(unknown.total).toMatchObject({
      operational_reliability__change: null,
      operational_reliability__coverage_prior: 0,
    });
    expect(unknown.basis.notes.join()).not.toContain('what is known');
  });
});

describe('over any values', () => {
  let context: QueryContext;
  beforeAll(async () => {
    context = await net.context();
  });

  /** An index and values of its measures, some of them unknown. */
  const cases = fc.constantFrom(...INDICES.map(({ id }) => findMetric(id))).chain((index) =>
    fc.record({
      index: fc.constant(index),
      values: fc.tuple(
        ...index.parts!.map(() => fc.option(fc.double({ min: -2, max: 200, noNaN: true }), { freq: 4 })),
      ),
      place: fc.nat(index.parts!.length - 1),
      more: fc.double({ min: 0, max: 50, noNaN: true }),
    }),
  );
  const named = (index: Metric, values: readonly (number | null)[]) =>
    Object.fromEntries(index.parts!.map(({ metric }, place) => [metric, values[place] ?? null]));

  it('lies between 0 and 100, rises with what is better, and scores what is known as if nothing else were asked', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ index, values, place, more }) => {
        const sign = index.parts![place]!.good === 'up' ? 1 : -1;
        const better = values.map((value, at) => (at === place && value !== null ? value + sign * more : value));
        const without = values.map((value, at) => (at === place ? null : value));
        const [now, raised, fewer] = await indexOver(context, index, [
          named(index, values),
          named(index, better),
          named(index, without),
        ]);
        const points = (measures: typeof now) =>
          measures!.measures.reduce((sum, measure) => sum + (measure.points ?? 0), 0);
        const known = (list: readonly (number | null)[]) =>
          index.parts!.reduce((sum, { weight }, at) => sum + (list[at] === null ? 0 : weight), 0);
        for (const [answer, list] of [
          [now, values],
          [raised, better],
          [fewer, without],
        ] as const) {
          expect(answer!.coverage).toBeCloseTo(known(list) / 100, 12);
          if (known(list) === 0) expect(answer!.value).toBeNull();
          else {
            expect(answer!.value).toBeGreaterThanOrEqual(0);
            expect(answer!.value).toBeLessThanOrEqual(100 + 1e-9);
            expect(answer!.value).toBeCloseTo((100 * points(answer)) / known(list), 9);
          }
        }
        if (known(values) > 0) expect(raised!.value).toBeGreaterThanOrEqual(now!.value! - 1e-9);
      }),
      runs(40),
    ));
});
