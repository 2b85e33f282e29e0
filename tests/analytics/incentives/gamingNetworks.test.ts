/**
 * Patterns of play on whole networks: counts around thresholds against SQL written by hand on the real network, and pay
 * curves against what the record pays where the partner stands.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gamingReport } from '../../../analytics/incentives/gamingReport.ts';
import { payCurveOf } from '../../../analytics/incentives/payCurveOf.ts';
import { ratePlan } from '../../../analytics/incentives/rate.ts';
import {
  caseOf,
  type OpenDesk,
  type ResellerDesk,
  resellerDesk,
  sampleDesk,
  sampleFile,
} from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { type LineInput, plan } from './readings.ts';

describe.skipIf(!hasSharedData)('the real network', () => {
  let open: ResellerDesk;
  beforeAll(async () => {
    open = await resellerDesk();
  }, 60_000);
  afterAll(() => open?.close());

  it('has as many payees around a threshold as SQL by hand counts', async () => {
    const bands = [
      { from: 10_000, rate: '0.02' },
      { from: 50_000, rate: '0.045' },
    ];
    const document = plan([{ id: 'volume', rate: { how: 'retroactive', bands } }] as Partial<LineInput>[]);
    const period = '2012-01-01..2013-12-31';
    const found = await gamingReport(open.desk, caseOf({ plans: [{ ...document }], period }));
    const [counts] = await open.net.engine.rows<Record<string, number>>(
      `WITH s AS (SELECT payee, date_trunc('quarter', day) AS start, sum(amount) AS x FROM ${open.lines} AS l
         WHERE day BETWEEN DATE '2012-01-01' AND DATE '2013-12-31' GROUP BY ALL)
       SELECT CAST(count(*) FILTER (WHERE x >= 10000 AND x < 10200) AS INTEGER) AS above,
         CAST(count(*) FILTER (WHERE x >= 9800 AND x < 10000) AS INTEGER) AS below,
         CAST(count(DISTINCT payee) FILTER (WHERE x >= 0 AND x < 10000) AS INTEGER) AS under,
         CAST(count(*) FILTER (WHERE start = DATE '2013-10-01' AND x >= 47500 AND x < 50000) AS INTEGER) AS near
       FROM s`,
    );
    const at = found.bunching.find(({ threshold }) => Number(threshold) === 10_000)!;
    expect([at.above, at.below]).toEqual([counts!.above, counts!.below]);
    expect(found.deadZones).toMatchObject([{ from: '0.0000', to: '10000.0000', payees: counts!.under }]);
    // 2.5 % more of 50,000.
    expect(found.cliffs[1]).toMatchObject({ at: '50000.0000', by: '1250.0000', justBelow: counts!.near });
  });
});

describe.skipIf(sampleFile === undefined)('the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  const rates: Record<string, Partial<LineInput>> = {
    levels: { rate: { byLevel: { Bronze: '0.02', Silver: '0.03', Gold: '0.04', Platinum: '0.05' } } },
    marginal: {
      rate: {
        how: 'marginal',
        bands: [
          { from: 0, rate: '0.01' },
          { from: 60_000, rate: '0.03' },
          { from: 200_000, rate: '0.05' },
        ],
      },
    },
    growth: { rate: { growth: 'year-ago', rate: '0.08', atLeast: '0.05', payOnlyGrowth: true } },
    capped: { rate: { flat: '0.05' }, limits: { capPartner: 5_000, floor: 20_000 } },
    linear: {
      rate: {
        linear: [
          { at: 50_000, rate: '0.01' },
          { at: 300_000, rate: '0.04' },
        ],
      },
    },
    steps: { rate: { every: '10000', pays: '150', above: '50000' } },
  };

  it.each(Object.keys(rates))('has a curve of “%s” that goes through what the record pays', async (kind) => {
    const document = plan([{ id: 'line', ...rates[kind] }]);
    const asked = { ...caseOf({ plans: [{ ...document }] }), line: 'line' };
    const [rated] = await ratePlan(open.desk.context, document);
    const period = rated!.periods.filter(({ to }) => to <= '2026-09-30').at(-1)!;
    const standing = rated!.earned.filter((one) => one.period === period.index && Number(one.base) > 0);
    expect(standing.length).toBeGreaterThan(50);
    for (const own of standing.filter((_, at) => at % 25 === 0)) {
      const curve = await payCurveOf(open.desk, { ...asked, partner: own.payee });
      expect(curve).toMatchObject({ period: period.label, standsAt: own.base });
      const stretch = curve.points.findLast(({ amount }) => Number(amount) <= Number(own.base))!;
      const onCurve = Number(stretch.pay) + stretch.marginal * (Number(own.base) - Number(stretch.amount));
      if (kind !== 'linear') expect(Math.abs(onCurve - Number(own.earned))).toBeLessThan(0.02);
      expect(curve.sentence).toContain(
        `is paid ${Number(own.earned).toLocaleString('en-GB', { minimumFractionDigits: 2 })} by`,
      );
    }
  });
});
