/** Returns take back what their sale was paid, and claims that were missed earn nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lostTo } from '../../../analytics/incentives/lost.ts';
import { ratePlan } from '../../../analytics/incentives/rate.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

const deal = (id: string, amount: number, closed_on: string, more: object = {}) => ({
  deal_id: id,
  partner_id: 'P',
  outcome: 'won',
  amount,
  closed_on,
  ...more,
});
const partner = [{ partner_id: 'P' }, { partner_id: 'Q' }];
const all = { rate: { flat: '0.1' } };

async function pays(rows: Rows, line: object, more: object = {}) {
  await store.replace({ partner, ...rows });
  const [paid] = await rateBoth(await store.context(), plan([line as Partial<LineInput>], more));
  return paid!;
}

const credit = (of: string, on: string, more: object = {}) =>
  deal(`CN-${of}`, -400, on, { deal_name: `Credit note for ${of}`, ...more });

describe('a return', () => {
  it('is taken back at the level of its sale, which it names', async () => {
    const levels = {
      enrollment: [
        { partner_id: 'P', program: 'main', level: 'Silver', from_on: '2026-01-01' },
        { partner_id: 'P', program: 'main', level: 'Gold', from_on: '2026-04-01' },
      ],
    };
    const byLevel = { rate: { byLevel: { Silver: '0.1', Gold: '0.2' } } };
    const sale = deal('D-1', 1_000, '2026-02-10');
    expect(await pays({ ...levels, deal: [sale, credit('D-1', '2026-05-10')] }, byLevel)).toEqual({
      'P 2026-Q1': '100.00',
      'P 2026-Q2': '-40.00',
    });
    // Without a name it is judged by its own day.
    expect(await pays({ ...levels, deal: [sale, deal('X', -400, '2026-05-10')] }, byLevel)).toMatchObject({
      'P 2026-Q2': '-80.00',
    });
    const renews = deal('X', -400, '2026-05-10', { renews_deal_id: 'D-1' });
    expect(await pays({ ...levels, deal: [sale, renews] }, byLevel)).toMatchObject({ 'P 2026-Q2': '-40.00' });
  });

  it('takes back what only registered, large or first deals were paid, though a credit note is neither', async () => {
    const first = deal('D-1', 1_000, '2026-02-10', { registered_on: '2026-01-05', approved: true, customer: 'c' });
    const rows = { deal: [first, credit('D-1', '2026-05-10', { customer: 'c' }), credit('D-9', '2026-05-11')] };
    const back = { 'P 2026-Q1': '100.00', 'P 2026-Q2': '-40.00' };
    for (const on of [{ registered: true }, { dealFrom: 900 }, { firstDeal: true }, { newCustomer: true }]) {
      expect(await pays(rows, { ...all, on })).toEqual(back);
    }
    expect(await pays(rows, { ...all, on: { registered: false } })).toEqual({ 'P 2026-Q2': '-40.00' });
  });

  it('takes back within the days, the last included, and always where its sale is not known', async () => {
    const terms = { clawbackDays: 30 };
    const sale = deal('D-1', 1_000, '2026-03-10');
    const within = await pays({ deal: [sale, credit('D-1', '2026-04-09')] }, { ...all, terms });
    expect(within).toEqual({ 'P 2026-Q1': '100.00', 'P 2026-Q2': '-40.00' });
    const after = await pays({ deal: [sale, credit('D-1', '2026-04-10')] }, { ...all, terms });
    expect(after).toEqual({ 'P 2026-Q1': '100.00' });
    const unknown = await pays({ deal: [sale, deal('X', -400, '2026-06-30')] }, { ...all, terms });
    expect(unknown).toEqual({ 'P 2026-Q1': '100.00', 'P 2026-Q2': '-40.00' });
  });

  it('counts where plan and line were in force on the day of its sale', async () => {
    const rows = { deal: [deal('D-1', 1_000, '2026-02-10'), credit('D-1', '2026-05-10')] };
    expect(await pays(rows, all, { effectiveTo: '2026-03-31' })).toEqual({
      'P 2026-Q1': '100.00',
      'P 2026-Q2': '-40.00',
    });
    expect(await pays(rows, all, { effectiveFrom: '2026-04-01' })).toEqual({});
  });
});

describe('true-up', () => {
  const bands = {
    how: 'retroactive',
    bands: [
      { from: 0, rate: '0.03' },
      { from: 1_000, rate: '0.05' },
    ],
  };
  const rows = {
    deal: [
      deal('D-1', 800, '2026-01-10'),
      deal('D-2', 400, '2026-02-10'),
      deal('D-3', 2_000, '2026-05-10'),
      credit('D-2', '2026-05-20'),
      deal('CN-2', -100, '2026-08-20', { renews_deal_id: 'D-1' }),
    ],
  };

  it('rates the period of the sale again, and pays the difference where the return comes', async () => {
    // 1,200 at 5 % are 60; without the 400, 800 at 3 % are 24, so 36 come back; 100 less are 3 more.
    expect(await pays(rows, { rate: bands, terms: { trueUp: true } })).toEqual({
      'P 2026-Q1': '60.00',
      'P 2026-Q2': '64.00',
      'P 2026-Q3': '-3.00',
    });
    const [line] = await ratePlan(await store.context(), plan([{ rate: bands, terms: { trueUp: true } } as never]));
    expect(line!.earned.map(({ trueUp, base }) => [trueUp, base])).toEqual([
      ['0.0000', '1200.0000'],
      ['-36.0000', '1600.0000'],
      ['-3.0000', '-100.0000'],
    ]);
  });

  it('is not asked for by itself: a return lowers the base of its own period', async () => {
    expect(await pays(rows, { rate: bands })).toEqual({
      'P 2026-Q1': '60.00',
      'P 2026-Q2': '80.00',
      'P 2026-Q3': '0.00',
    });
  });

  it('is of the campaign itself, however late the return', async () => {
    const campaign = { rate: bands, period: 'campaign', on: { from: '2026-01-01', to: '2026-03-31' } };
    expect(await pays(rows, campaign)).toEqual({ 'P campaign': '21.00' });
  });
});

describe('claims', () => {
  const sales = [deal('D-1', 1_000, '2026-02-01'), deal('D-2', 500, '2026-02-02'), deal('D-3', 70, '2026-02-03')];
  const claim = (id: string, deal_id: string | null, claimed_on: string | null, more: object = {}) => ({
    payout_id: id,
    partner_id: 'P',
    deal_id,
    program: 'Cloud SPIFF',
    kind: 'spiff',
    claimed_on,
    earned_on: '2026-02-05',
    ...more,
  });
  const line = { ...all, kind: 'spiff', program: 'Cloud SPIFF', terms: { claimWithinDays: 60 } };

  it('within the days pay, the last included; the rest is lost to the claim', async () => {
    const payout = [
      claim('1', 'D-1', '2026-04-02'),
      claim('2', 'D-2', '2026-04-04'),
      claim('3', 'D-3', null),
      claim('4', 'D-3', '2026-02-10', { partner_id: 'Q' }),
      claim('5', 'D-3', '2026-02-10', { kind: 'rebate', program: 'Other' }),
    ];
    expect(await pays({ deal: sales, payout }, line)).toEqual({ 'P 2026-Q1': '100.00' });
    const [rated] = await ratePlan(await store.context(), plan([line as never]));
    expect(lostTo(rated!.earned[0]!)).toEqual({ claim: '57.00000000' });
  });

  it('are found by kind where the program has none, and for a whole period where no deal is named', async () => {
    const payout = [claim('1', null, '2026-03-01', { program: null }), claim('2', null, null)];
    expect(await pays({ deal: [...sales, deal('D-4', 9, '2026-05-01')], payout }, line)).toEqual({
      'P 2026-Q1': '157.00',
      'P 2026-Q2': '0.00',
    });
  });

  it('are missed by nobody where the ledger has none', async () => {
    expect(await pays({ deal: sales }, line)).toEqual({ 'P 2026-Q1': '157.00' });
  });

  it('leave what is not claimed out of bands and floors, and pay no sum for nothing', async () => {
    const payout = [claim('1', 'D-2', '2026-02-10')];
    const lump = { ...line, rate: { lump: 50, atLeast: 0 } };
    expect(await pays({ deal: [...sales, deal('D-4', 9, '2026-05-01')], payout }, lump)).toEqual({
      'P 2026-Q1': '50.00',
      'P 2026-Q2': '0.00',
    });
    const floor = { ...line, limits: { floor: 1_000 } };
    expect(await pays({ deal: sales, payout }, floor)).toEqual({ 'P 2026-Q1': '0.00' });
  });

  it('are of a line of a deal where they name one', async () => {
    const rows: Rows = {
      deal: [deal('D', 100, '2026-02-01', { has_lines: true })],
      deal_line: [
        { deal_id: 'D', line_id: '1', amount: 60 },
        { deal_id: 'D', line_id: '2', amount: 40 },
      ],
      payout: [claim('1', 'D', '2026-02-10', { line_id: '2' })],
    };
    expect(await pays(rows, { ...line, scope: 'line' })).toEqual({ 'P 2026-Q1': '4.00' });
  });

  it('of a sale are those of its return', async () => {
    const rows = { deal: [sales[0]!, credit('D-1', '2026-05-10')], payout: [claim('1', 'D-1', '2026-02-10')] };
    expect(await pays(rows, line)).toEqual({ 'P 2026-Q1': '100.00', 'P 2026-Q2': '-40.00' });
  });
});
