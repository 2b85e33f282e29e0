/** A filter of partners chooses whose pay is told, and never what anybody is paid. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../analytics/api/documents/incentiveCase.ts';
import type { IncentivePlanInput } from '../../../analytics/api/documents/incentivePlan.ts';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { auditPayouts } from '../../../analytics/incentives/audit.ts';
import { dealCosts } from '../../../analytics/incentives/dealCosts.ts';
import { exportPay } from '../../../analytics/incentives/exportPay.ts';
import { payBridge } from '../../../analytics/incentives/payBridge.ts';
import { payCurveOf } from '../../../analytics/incentives/payCurveOf.ts';
import { payList } from '../../../analytics/incentives/payList.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';
import { sales } from './workedPlans.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
  const rows = sales([
    { amount: 1_000, partner: 'P' },
    { amount: 3_000, partner: 'Q' },
    { amount: 500, partner: 'R' },
  ]);
  await net.replace({
    ...rows,
    partner: [
      { partner_id: 'P', parent: 'G', country: 'Germany' },
      { partner_id: 'Q', parent: 'G', country: 'France' },
      { partner_id: 'R', country: 'Germany' },
    ],
    // The deal of P is shared with Q.
    deal_party: [{ deal_id: 'D00', partner_id: 'Q', role: 'co-sell' }],
    payout: [
      {
        payout_id: '1',
        partner_id: 'P',
        program: 'line 0',
        kind: 'rebate',
        amount: 100,
        earned_on: '2026-03-31',
        paid_on: '2026-04-30',
      },
      {
        payout_id: '2',
        partner_id: 'Q',
        program: 'line 0',
        kind: 'rebate',
        amount: 400,
        earned_on: '2026-03-31',
        paid_on: '2026-04-30',
      },
      {
        payout_id: '3',
        partner_id: 'R',
        program: 'line 0',
        kind: 'rebate',
        amount: 5,
        earned_on: '2026-03-31',
        paid_on: '2026-04-30',
      },
    ],
  });
});
afterAll(() => net.close());

const country = (name: string): Filter[] => [{ dim: 'country', values: [name], not: false }];
const GERMANY = country('Germany');
const bands = {
  how: 'retroactive' as const,
  bands: [
    { from: 0, rate: '0.01' },
    { from: 4_000, rate: '0.1' },
  ],
};
const ten: Partial<LineInput> = { rate: { flat: '0.1' } };

const asked = (lines: readonly Partial<LineInput>[], more: Partial<IncentivePlanInput> = {}): IncentiveCaseInput => ({
  plans: [plan(lines, more)],
  period: '2026-Q1',
});

/** Who is paid what, by the kernel or by the record. */
async function paid(question: IncentiveCaseInput, record: boolean): Promise<Record<string, number>> {
  const desk = deskOn(await net.context());
  const { rows } = await payList(desk, { ...caseOf(question, record), select: {}, limit: 100 });
  return Object.fromEntries(rows.map(({ partner, after }) => [partner, Number(after)]));
}

describe.each([false, true])('of record: %s', (record) => {
  // 100, 400 and 50 are earned, with the shared deal for P and for Q, and the pool pays 110.
  it('a pool is shared with those who are not asked for', async () => {
    const question = asked([ten], { pool: { cap: 110, period: 'year' } });
    const all = await paid(question, record);
    expect(all).toEqual({ P: 20, Q: 80, R: 10 });
    expect(await paid({ ...question, where: GERMANY }, record)).toEqual({ P: 20, R: 10 });
  });

  it('a group reaches its band by what all its partners sold', async () => {
    const question = asked([{ scope: 'group', rate: bands }]);
    expect(await paid({ ...question, where: GERMANY }, record)).toEqual({ P: 100, R: 5 });
  });

  it('a group that is paid is paid on all that it sold, where one of its partners is asked for', async () => {
    const question = asked([{ payee: 'group', rate: bands }]);
    expect((await paid({ ...question, where: GERMANY }, record)).G).toBe(400);
    expect((await paid({ ...question, where: country('France') }, record)).G).toBe(400);
    expect(await paid({ ...question, where: country('Malta') }, record)).toEqual({});
  });

  // 10 % of the deal to P and to Q are 200; 800 of it are left for whoever is paid on the rest.
  it('what others were paid on a deal comes off', async () => {
    const question = asked([
      { id: 'first', ...ten },
      { id: 'net', on: { less: ['first'] }, rate: { flat: '0.01' } },
    ]);
    expect(await paid({ ...question, where: GERMANY }, record)).toEqual({ P: 108, R: 54.5 });
  });
});

const GROUPED = asked([{ scope: 'group', rate: bands }]);
const NARROW = { ...GROUPED, where: GERMANY };

it('the list of payouts and the costs of deals name those who are asked for, with their whole pay', async () => {
  const desk = deskOn(await net.context());
  const { text } = await exportPay(desk, { ...caseOf(NARROW), list: 'payouts' });
  expect(
    text
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',').filter((_, at) => at === 1 || at === 7)),
  ).toEqual([
    ['P', '100.0000'],
    ['R', '5.0000'],
  ]);
  const { deals } = await dealCosts(desk, { ...caseOf(NARROW), limit: 10 });
  expect(deals.map(({ deal, cost }) => [deal, Number(cost)]).sort()).toEqual([
    ['D00', 100],
    ['D02', 5],
  ]);
});

it('a curve of pay begins where the group stands', async () => {
  const desk = deskOn(await net.context());
  const curve = (question: IncentiveCaseInput) =>
    payCurveOf(desk, { ...caseOf(question), partner: 'P', line: 'line 0' });
  expect(await curve(NARROW)).toEqual(await curve(GROUPED));
});

it('a bridge ends in the same pay', async () => {
  const desk = deskOn(await net.context());
  const { before, after } = await payBridge(desk, caseOf(NARROW));
  expect([Number(before), Number(after)]).toEqual([105, 105]);
});

it('an audit of one country finds nothing in payouts that are right in the whole network', async () => {
  const rule = { plan: plan([{ scope: 'group', rate: bands }]), effectiveFrom: '2025-01-01', effectiveTo: null };
  const desk = deskOn(await net.context(), { promoted: [rule] as never });
  const found = async (where: Filter[]) =>
    (await auditPayouts(desk, { where })).findings.map(({ cause, payout }) => [cause, payout]);
  expect(await found([])).toEqual([]);
  expect(await found(GERMANY)).toEqual([]);
});
