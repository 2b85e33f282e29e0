/** Program cost stacked on deals of a tiny network. Guards each part, the margin beside it, and what is left out. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../analytics/api/documents/incentiveCase.ts';
import type { DealCosts } from '../../../analytics/api/incentives.ts';
import { dealCosts } from '../../../analytics/incentives/dealCosts.ts';
import type { IncentiveDesk } from '../../../analytics/incentives/desk.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const won = (
  deal_id: string,
  partner_id: string,
  amount: number,
  cost: number | null,
  closed_on: string,
  more = {},
) => ({
  deal_id,
  partner_id,
  outcome: 'won',
  amount,
  cost,
  closed_on,
  ...more,
});
const paid = (payout_id: string, deal_id: string | null, kind: string, amount: number, more = {}) => ({
  payout_id,
  partner_id: 'A',
  deal_id,
  kind,
  program: `${kind} program`,
  amount,
  earned_on: '2026-02-10',
  ...more,
});

let net: TestNetwork;
let desk: IncentiveDesk;
beforeAll(async () => {
  net = await testNetwork({
    partner: [
      { partner_id: 'A', partner_name: 'Alder' },
      { partner_id: 'B', partner_name: 'Birch' },
      { partner_id: 'V', partner_name: 'Volt Distribution' },
    ],
    deal: [
      won('thin', 'A', 1_000, 950, '2026-02-03'),
      won('fat', 'B', 1_000, 200, '2026-02-04'),
      won('unknown', 'A', 2_000, null, '2026-02-05'),
      won('back', 'A', -500, -475, '2026-02-06'),
      won('lines', 'B', 600, null, '2026-02-07', { has_lines: true }),
      won('later', 'A', 9_000, 10, '2026-05-05'),
    ],
    deal_line: [
      { deal_id: 'lines', line_id: '1', amount: 400, cost: 100 },
      { deal_id: 'lines', line_id: '2', amount: 200, cost: 150 },
    ],
    deal_party: [{ deal_id: 'thin', partner_id: 'V', role: 'distributor' }],
    payout: [
      paid('1', 'thin', 'rebate', 70),
      paid('2', 'thin', 'discount', 15),
      paid('3', 'fat', 'discount', 5, { partner_id: 'B', status: 'rejected' }),
      paid('4', null, 'discount', 1_000),
      paid('5', 'thin', 'discount', 3, { earned_on: '2026-04-01' }),
    ],
  });
  desk = deskOn(await net.context());
});
afterAll(() => net.close());

const ask = (asked: IncentiveCaseInput, limit = 100): Promise<DealCosts> =>
  dealCosts(desk, { ...caseOf({ period: '2026-Q1', ...asked }), limit });
const line = { id: 'flat', label: 'Rebate', kind: 'rebate', rate: { flat: '0.03' }, on: { roles: ['fulfilment'] } };
const lines = [
  line,
  { ...line, id: 'dist', label: 'Distributor rebate', payee: 'distributor', rate: { flat: '0.02' }, on: {} },
];

it('stacks what plans and payouts of other kinds pay on each deal, the least profitable first', async () => {
  const { deals, total, aboveMargin } = await ask({ plans: [{ id: 'plan', name: 'Plan', lines }] });
  expect(deals.map(({ deal, margin, cost }) => [deal, margin, cost])).toEqual([
    // 1,000 × 3 % to the reseller, × 2 % to the distributor, and 15 of discount: more than the margin of 50.
    ['thin', '50.0000', '65.0000'],
    ['lines', '350.0000', '18.0000'],
    ['fat', '800.0000', '30.0000'],
    ['unknown', null, '60.0000'],
    ['back', '-25.0000', '-15.0000'],
  ]);
  expect(deals[0]).toMatchObject({ partner: 'A', name: 'Alder', closedOn: '2026-02-03', amount: '1000.0000' });
  expect(deals[0]!.parts).toEqual([
    { label: 'Rebate', kind: 'rebate', amount: '30.0000' },
    { label: 'Distributor rebate', kind: 'rebate', amount: '20.0000' },
    { label: 'discount program', kind: 'discount', amount: '15.0000' },
  ]);
  expect([total, aboveMargin]).toEqual([5, 1]);
});

it('stacks all payouts where no plan replaces them', async () => {
  const { deals, basis } = await ask({ plans: [] });
  expect(deals.map(({ deal, cost, parts }) => [deal, cost, parts.length])).toEqual([['thin', '85.0000', 2]]);
  expect(basis.against).toBe('As paid');
});

it('lists no more than asked for, and counts all', async () => {
  const { deals, total } = await ask({ plans: [{ id: 'plan', name: 'Plan', lines }] }, 2);
  expect([deals.length, total]).toEqual([2, 5]);
});
