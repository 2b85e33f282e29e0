/** What limits took is told limit by limit, and sums to all that was lost. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lostTo } from '../../../analytics/incentives/lost.ts';
import { ratePlan } from '../../../analytics/incentives/rate.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork({
    partner: [{ partner_id: 'P' }],
    deal: [500_000, 1_000].map((amount, index) => ({
      deal_id: `D${index}`,
      partner_id: 'P',
      outcome: 'won',
      amount,
      closed_on: index === 0 ? '2026-02-10' : '2026-05-10',
    })),
  });
});
afterAll(() => store.close());

async function lost(line: object) {
  const [{ earned }] = (await ratePlan(await store.context(), plan([line as Partial<LineInput>]))) as [
    Awaited<ReturnType<typeof ratePlan>>[0],
  ];
  return earned.map((one) => [one.earned, lostTo(one)]);
}

it('shows 4,000 of 29,000 lost to a cap of 25,000', async () => {
  const [first] = await lost({ rate: { flat: '0.058' }, limits: { capPartner: 25_000 } });
  expect(first).toEqual(['25000.0000', { 'cap partner': '4000.00000000' }]);
});

it('takes each limit from what the ones before it left', async () => {
  const limits = { capBase: 400_000, floor: 2_000, capRate: '0.04', capPartner: 15_000 };
  const [first, second] = await lost({ rate: { flat: '0.05' }, limits });
  // 25,000 on everything, 20,000 on the base that counts, 16,000 at the highest rate, 15,000 for a partner.
  expect(first).toEqual([
    '15000.0000',
    { 'cap base': '5000.00000000', 'cap rate': '4000.00000000', 'cap partner': '1000.00000000' },
  ]);
  expect(second).toEqual(['0.0000', { floor: '50.00000000' }]);
});

it('keeps deals to their own cap', async () => {
  const [first] = await lost({ scope: 'deal', rate: { flat: '0.01' }, limits: { capDeal: 3_000 } });
  expect(first).toEqual(['3000.0000', { 'cap deal': '2000.00000000' }]);
});
