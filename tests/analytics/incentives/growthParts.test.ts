/** Growth in parts and the level of the last day, by the record and the kernel: a worked example, its edges, a level lost. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainPay } from '../../../analytics/incentives/explain.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const GROWTH: Partial<LineInput> = {
  id: 'growth',
  label: 'Growth rebate',
  rate: {
    growth: 'year-ago',
    payOnlyGrowth: true,
    marginal: true,
    bands: [
      { from: 0.05, rate: 0.08 },
      { from: 0.25, rate: 0.14 },
    ],
  },
};

async function grow(sales: Record<string, readonly [number | null, number]>): Promise<void> {
  const deals = Object.entries(sales).flatMap(([partner_id, [before, now]]) => [
    ...(before === null ? [] : [{ deal_id: `${partner_id}-25`, partner_id, amount: before, closed_on: '2025-05-10' }]),
    { deal_id: `${partner_id}-26`, partner_id, amount: now, closed_on: '2026-05-10' },
  ]);
  await net.replace({
    partner: Object.keys(sales).map((partner_id) => ({ partner_id })),
    deal: deals.map((deal) => ({ ...deal, outcome: 'won' })),
  });
}

it('pays each part of the growth at the rate of its own band', async () => {
  await grow({ A: [188_200, 294_200], B: [100, 105], C: [100, 125], D: [100, 104.99], E: [null, 500], F: [100, 90] });
  const [paid] = await rateBoth(await net.context(), plan([GROWTH]));
  // A: 20 % of 188,200 at 8 %, 106,000 less 25 % of 188,200 at 14 %. B and C stand on the edges. E has nothing to grow from.
  expect(paid).toMatchObject({
    'A 2026-Q2': (3_011.2 + 8_253).toFixed(2),
    'B 2026-Q2': '0.00',
    'C 2026-Q2': '1.60',
    'D 2026-Q2': '0.00',
    'E 2026-Q2': '0.00',
    'F 2026-Q2': '0.00',
  });
});

it('is explained part by part', async () => {
  await grow({ A: [188_200, 294_200] });
  const asked = caseOf({ plans: [plan([GROWTH])], period: '2026-Q2' });
  const { lines } = await explainPay(deskOn(await net.context()), { ...asked, partner: 'A', deals: 10 });
  const [period] = lines[0]!.periods;
  expect(period!.earned).toMatch(/^11264\.20/);
  expect(period!.steps.map(({ figures }) => figures).join(' | ')).toContain('37,640.00 × 8.0\u202f%');
  expect(period!.steps.map(({ figures }) => figures).join(' | ')).toContain('58,950.00 × 14.0\u202f%');
});

it('refuses parts of growth that are paid on all of the base', async () => {
  await grow({ A: [100, 200] });
  const line = { ...GROWTH, rate: { ...(GROWTH.rate as object), payOnlyGrowth: false } } as Partial<LineInput>;
  await expect(rateBoth(await net.context(), plan([line]))).rejects.toMatchObject({ code: 'plan-invalid' });
});

it('pays by the level of the last day of the period where a line says so', async () => {
  await net.replace({
    partner: [{ partner_id: 'P' }],
    enrollment: [
      { partner_id: 'P', program: 'main', level: 'Gold', from_on: '2026-01-01', to_on: '2026-05-31' },
      { partner_id: 'P', program: 'main', level: 'Silver', from_on: '2026-06-01' },
    ],
    deal: [{ deal_id: 'D', partner_id: 'P', outcome: 'won', amount: 1_000, closed_on: '2026-04-20' }],
  });
  const rate = { byLevel: { Gold: 0.1, Silver: 0.02 } };
  const context = await net.context();
  expect(await rateBoth(context, plan([{ rate }]))).toEqual([{ 'P 2026-Q2': '100.00' }]);
  expect(await rateBoth(context, plan([{ rate, on: { levelDate: 'period-end' } }]))).toEqual([
    { 'P 2026-Q2': '20.00' },
  ]);
});
