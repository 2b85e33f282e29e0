/** What cannot be rated is told with its count: a zero without a reason would pass for an answer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unratedNotes } from '../../../analytics/incentives/unrated.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { resolvePeriod } from '../../../analytics/network/period.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

const deal = (id: string, more: object = {}) => ({
  deal_id: id,
  partner_id: 'P',
  outcome: 'won',
  amount: 100,
  currency: 'EUR',
  closed_on: '2026-02-10',
  ...more,
});
let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork({
    partner: [
      { partner_id: 'P', country: 'Spain' },
      { partner_id: 'Q', level: 'Gold', country: 'France' },
    ],
    deal: [
      deal('A'),
      deal('B', { currency: 'SEK' }),
      deal('C', { amount: null }),
      deal('D', { currency: null }),
      deal('E', { amount: -5, partner_id: 'Q' }),
      deal('F', { amount: -5, partner_id: 'Q', deal_name: 'Credit note for A' }),
      deal('G', { closed_on: '2025-02-10', currency: 'SEK' }),
    ],
    fx_rate: [{ on_date: '2026-01-01', from_currency: 'GBP', to_currency: 'EUR', kind: 'dated', rate: 1.2 }],
  });
});
afterAll(() => store.close());

async function notes(line: object, more: object = {}, period = '2026'): Promise<string[]> {
  const context = await store.context({ rates: 'dated' });
  const { network } = context;
  const request = { where: [], levels: undefined, period: resolvePeriod(period, network.calendar, network.horizon) };
  const document = plan([{ label: 'Line', ...line } as Partial<LineInput>], more);
  return unratedNotes({ context, lab: new Lab() }, [document], request);
}
const RATE = '“Line”: 1 row has no exchange rate and earns nothing.';
const REST = [
  '“Line”: 1 row has no amount and earns nothing.',
  '“Line”: 1 row names no currency and counts as EUR.',
  '“Line”: 1 return names no sale and is judged by its own day.',
];

it('tells rows without a rate, an amount or a currency, and returns without a sale, of the period alone', async () => {
  expect(await notes({ rate: { flat: '0.1' } })).toEqual([RATE, ...REST]);
  expect(await notes({ rate: { flat: '0.1' } }, {}, '2025')).toEqual([RATE]);
});

it('tells rows of partners without a level or a region, where the rate asks for one', async () => {
  expect(await notes({ rate: { byLevel: { Gold: '0.1' } } })).toEqual([
    RATE,
    REST[0],
    '“Line”: 2 rows are of partners without a level on their day and earn nothing.',
    ...REST.slice(1),
  ]);
  const regionGroups = { north: { dim: 'country', values: ['France'] } };
  expect(await notes({ rate: { byRegion: { north: '0.1' } } }, { regionGroups })).toContain(
    '“Line”: 2 rows are of partners in none of the groups and earn nothing.',
  );
  expect(await notes({ rate: { byRegion: { north: '0.1', else: '0' } } }, { regionGroups })).toEqual([RATE, ...REST]);
});

it('tells that claims are asked for and none are loaded', async () => {
  const [last] = (await notes({ rate: { flat: '0.1' }, terms: { claimWithinDays: 30 } })).slice(-1);
  expect(last).toBe('“Line”: no claims are loaded, so every sale counts as claimed in time.');
});
