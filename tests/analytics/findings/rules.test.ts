/** Findings on payouts against the rules: counted from real audits, and silent where nothing is wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { listFindings } from '../../../analytics/findings/list.ts';
import { auditPayouts } from '../../../analytics/incentives/audit.ts';
import { parseAddress } from '../../../analytics/present/address.ts';
import { deskOn } from '../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const PLAN = incentivePlan.parse({
  id: 'rebate',
  name: 'Rebate',
  lines: [
    {
      id: 'base',
      kind: 'rebate',
      program: 'Rebate',
      scope: 'deal',
      on: { roles: ['fulfilment'] },
      rate: { flat: 0.05 },
    },
  ],
});
const PROMOTED = [{ plan: PLAN, effectiveFrom: '2026-01-01', effectiveTo: null }];

/** Deals of 1,000 each, on which 50 is right. */
function paid(amounts: Readonly<Record<string, number>>): Rows {
  const deals = Object.entries(amounts);
  return {
    partner: ['A', 'B'].map((id) => ({
      partner_id: id,
      partner_name: id,
      region: id === 'A' ? 'North' : 'South',
      agreement_start: '2024-01-01',
    })),
    deal: deals.map(([deal]) => ({
      deal_id: deal,
      partner_id: deal[0]!,
      outcome: 'won',
      amount: '1000',
      closed_on: '2026-02-10',
    })),
    payout: deals.map(([deal, amount]) => ({
      payout_id: `P${deal}`,
      partner_id: deal[0]!,
      deal_id: deal,
      program: 'Rebate',
      kind: 'rebate',
      base: '1000',
      rate: '0.05',
      amount: String(amount),
      status: 'paid',
      earned_on: '2026-02-10',
      due_on: '2026-03-10',
      paid_on: '2026-03-01',
    })),
  };
}

async function found(rows: Rows, where: Filter[] = []) {
  await net.replace(rows);
  const context = await net.context();
  const desk = deskOn(context, { promoted: PROMOTED });
  const all = await listFindings(context, { where }, {}, (period) => auditPayouts(desk, { period, where: [] }));
  return all.filter(({ id }) => ['payouts:rules', 'payouts:claims', 'payouts:lapsing'].includes(id));
}
const text = (finding: Awaited<ReturnType<typeof found>>[number] | undefined) =>
  finding?.words.map((word) => word.text).join('');

describe('findings on payouts and rules', () => {
  it('count what differs, both ways, and open the audit', async () => {
    const [finding, ...others] = await found(paid({ A1: 50, A2: 60, B1: 47.5 }));
    expect(others).toEqual([]);
    expect(text(finding)).toBe('2 payouts differ from the plans in force: 10.00 too much, 2.50 too little');
    // Both are errors: they do not cancel each other.
    expect(finding).toMatchObject({ kind: 'Payouts', amount: '12.5000', rows: { count: 2, noun: 'payout' } });
    expect(parseAddress(finding!.action.address)).toMatchObject({ screen: 'incentives', extra: { view: 'audit' } });
  });

  it('are silent about a clean ledger, and about partners whom the screen does not show', async () => {
    expect(await found(paid({ A1: 50, B1: 50 }))).toEqual([]);
    const rows = paid({ A1: 50, B1: 47.5 });
    expect(await found(rows, [{ dim: 'region', values: ['North'] }])).toEqual([]);
    expect(text((await found(rows, [{ dim: 'region', values: ['South'] }]))[0])).toBe(
      '1 payout differs from the plans in force: 0.00 too much, 2.50 too little',
    );
    // Payouts have no stage: a filter that chooses no partners says nothing of them.
    expect(await found(rows, [{ dim: 'family', values: ['Cloud'] }])).toEqual([]);
  });

  // Money that nobody plans for is gone on the day after.
  it('tell of funds that lapse within sixty days, with what is left in them', async () => {
    const fund = (id: string, expires: string, allotted: number, partner = 'A') => ({
      fund_id: id,
      partner_id: partner,
      program: `Fund ${id}`,
      allotted: String(allotted),
      starts_on: '2025-10-01',
      expires_on: expires,
    });
    const spent = (id: string, amount: number, status: string) => ({
      payout_id: `S${id}${status}`,
      partner_id: 'A',
      program: `Fund ${id}`,
      kind: 'mdf',
      amount: String(amount),
      status,
      earned_on: '2026-02-09',
    });
    const rows = paid({ A1: 50 });
    const [finding, ...others] = await found({
      ...rows,
      fund: [
        fund('1', '2026-03-31', 1_000),
        fund('2', '2026-04-10', 500, 'B'),
        // Spent to the end, over already, and far away.
        fund('3', '2026-03-31', 300),
        fund('4', '2026-02-01', 300),
        fund('5', '2026-09-30', 300),
      ],
      payout: [...rows.payout!, spent('1', 250, 'approved'), spent('1', 400, 'rejected'), spent('3', 300, 'paid')],
    });
    expect(others.map(({ id }) => id)).toEqual([]);
    expect(text(finding)).toBe('2 funds lapse within 60 days with 1.25\u202fk in them, the first on 31 Mar 2026');
    expect(finding).toMatchObject({ id: 'payouts:lapsing', amount: '1250.0000', rows: { count: 2, noun: 'fund' } });
  });
});
