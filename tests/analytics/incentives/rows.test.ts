/** Which rows a line pays on, and to whom: deals, lines and parties never multiply. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ratePlan, rateRows } from '../../../analytics/incentives/rate.ts';
import { LineKernel } from '../../../analytics/incentives/rateKernel.ts';
import { readUnits } from '../../../analytics/incentives/units.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

const partner = (id: string, more: object = {}) => ({ partner_id: id, ...more });
const deal = (id: string, amount: number, more: object = {}) => ({
  deal_id: id,
  partner_id: 'P',
  outcome: 'won',
  amount,
  closed_on: '2026-02-10',
  ...more,
});
const all = { rate: { flat: '1' } } as const;

async function pays(rows: Rows, lines: readonly object[], more: object = {}, settings: object = {}) {
  await store.replace(rows);
  const paid = await rateBoth(await store.context(settings), plan(lines as Partial<LineInput>[], more));
  return paid.map((line) =>
    Object.fromEntries(Object.entries(line).map(([key, amount]) => [key.replace(' 2026-Q1', ''), Number(amount)])),
  );
}

describe('parties', () => {
  const shared: Rows = {
    partner: [partner('P', { parent: 'G' }), partner('Q', { parent: 'G' }), partner('T')],
    deal: [deal('D', 100, { role: 'sourced', credit_share: 0.6 })],
    deal_party: [
      { deal_id: 'D', partner_id: 'P', role: 'fulfilment' },
      { deal_id: 'D', partner_id: 'Q', role: 'co-sell', credit_share: 0.4 },
      { deal_id: 'D', partner_id: 'T', role: 'distributor' },
    ],
  };

  it('count once each, whatever the number of their roles, and distributors only as payees', async () => {
    expect(await pays(shared, [all, { ...all, payee: 'distributor' }])).toEqual([{ P: 100, Q: 100 }, { T: 100 }]);
  });

  it('are chosen by role, and credited their share', async () => {
    const roles = ['co-sell'] as const;
    expect(
      await pays(shared, [
        { ...all, on: { roles } },
        { ...all, on: { roles, credit: 'share' } },
      ]),
    ).toEqual([{ Q: 100 }, { Q: 40 }]);
  });

  it('of one group make one payee, paid once for the deal', async () => {
    expect(await pays(shared, [{ ...all, payee: 'group' }])).toEqual([{ G: 100 }]);
  });
});

describe('lines of deals', () => {
  const lined: Rows = {
    partner: [partner('P')],
    product: [
      { product_id: 'a', family: 'A' },
      { product_id: 'b', family: 'B' },
    ],
    deal: [deal('D', 100, { has_lines: true }), deal('E', 50, { product_id: 'a', quantity: 5 })],
    deal_line: [
      { deal_id: 'D', line_id: '1', product_id: 'a', amount: 60, quantity: 6, cost: 50 },
      { deal_id: 'D', line_id: '2', product_id: 'b', amount: 40, quantity: 4 },
    ],
  };

  it('do not multiply their deal, and are chosen by product', async () => {
    const a = [{ dim: 'family', values: ['A'] }];
    expect(await pays(lined, [all, { ...all, on: { filter: a } }, { ...all, scope: 'line' }])).toEqual([
      { P: 150 },
      { P: 110 },
      { P: 150 },
    ]);
  });

  it('bring units, margin where the cost is known, and count', async () => {
    const of = (base: string) => ({ rate: { perUnit: 1 }, on: { base } });
    expect(await pays(lined, [of('quantity'), of('margin'), of('count')])).toEqual([{ P: 15 }, { P: 10 }, { P: 2 }]);
  });

  it('pay a later line on what an earlier one left, row by row', async () => {
    const first = { ...all, id: 'discount', rate: { flat: '0.1' }, on: { filter: [{ dim: 'family', values: ['A'] }] } };
    const second = { rate: { flat: '0.1' }, on: { less: ['discount'] } };
    // 110 pays 11; 150 − 11 pays 13.90.
    expect(await pays(lined, [first, second])).toEqual([{ P: 11 }, { P: 13.9 }]);
  });

  it('refuse to take off what comes later', async () => {
    await store.replace(lined);
    const document = plan([{ ...all, on: { less: ['line 1'] } } as LineInput, all as LineInput]);
    await expect(ratePlan(await store.context(), document)).rejects.toThrow(
      'which comes later. Put “line 1” before it.',
    );
  });
});

describe('eligible rows', () => {
  const rows: Rows = {
    partner: [partner('P', { country: 'France' }), partner('Q', { country: 'Spain' })],
    deal: [
      deal('A', 1, { customer: 'x', closed_on: '2026-01-05', registered_on: '2026-01-01', approved: true }),
      deal('B', 10, { customer: 'y', closed_on: '2026-01-05' }),
      deal('C', 100, { customer: 'x', closed_on: '2026-03-01', registered_on: '2026-02-01', approved: false }),
      deal('D', 1_000, { customer: 'z', partner_id: 'Q', closed_on: '2026-03-31', route: 'marketplace' }),
      deal('L', 5_000, { outcome: 'lost' }),
      deal('U', 7_000, { partner_id: null }),
    ],
  };
  const on = (eligible: object) => ({ ...all, on: eligible });

  it('are won, of a partner of the roster, and as the line asks', async () => {
    expect(
      await pays(rows, [
        all,
        on({ registered: true }),
        on({ registered: false }),
        on({ firstDeal: true }),
        on({ newCustomer: true }),
        on({ dealFrom: 10, dealBelow: 1_000 }),
        on({ filter: [{ dim: 'route', values: ['marketplace'] }] }),
        { ...all, where: [{ dim: 'country', values: ['France'] }] },
      ]),
    ).toEqual([
      { P: 111, Q: 1_000 },
      { P: 1 },
      { P: 110, Q: 1_000 },
      { P: 1, Q: 1_000 },
      { P: 11, Q: 1_000 },
      { P: 110 },
      { Q: 1_000 },
      { P: 111 },
    ]);
  });

  it('lie within the dates of plan and line, first and last day included', async () => {
    const dates = { effectiveFrom: '2026-01-05', effectiveTo: '2026-03-30' };
    expect(await pays(rows, [all, on({ from: '2026-01-06' })], dates)).toEqual([{ P: 111 }, { P: 100 }]);
  });

  it('are rated by region group, the rest by “else”', async () => {
    const byRegion = { south: '0.5', else: '0.1' };
    const regionGroups = { south: { dim: 'country', values: ['Spain'] } };
    expect(await pays(rows, [{ rate: { byRegion } }], { regionGroups })).toEqual([{ P: 11.1, Q: 500 }]);
  });

  it('refuse a filter that rows do not have', async () => {
    await store.replace(rows);
    const document = plan([on({ filter: [{ dim: 'program', values: ['x'] }] }) as LineInput]);
    await expect(ratePlan(await store.context(), document)).rejects.toThrow('cannot be chosen by “program”');
  });
});

it('growth is held against rows from before the plan', async () => {
  const rows: Rows = {
    partner: [partner('P')],
    deal: [deal('A', 100, { closed_on: '2025-02-01' }), deal('B', 150)],
  };
  const rate = { growth: 'year-ago', rate: '0.1', payOnlyGrowth: true };
  expect(await pays(rows, [{ rate }], { effectiveFrom: '2026-01-01' })).toEqual([{ P: 5 }]);
});

it('converts by the day of the row, or by the last day of the period', async () => {
  const rows: Rows = {
    partner: [partner('P')],
    deal: [deal('A', 100, { currency: 'GBP' })],
    fx_rate: [
      { on_date: '2026-01-01', from_currency: 'GBP', to_currency: 'EUR', kind: 'dated', rate: 1.2 },
      { on_date: '2026-03-01', from_currency: 'GBP', to_currency: 'EUR', kind: 'dated', rate: 1.25 },
    ],
  };
  const settings = { rates: 'dated' };
  expect(await pays(rows, [all], {}, settings)).toEqual([{ P: 120 }]);
  expect(await pays(rows, [all], { fxDate: 'period-end' }, settings)).toEqual([{ P: 125 }]);
  expect(await pays(rows, [all], { currency: 'GBP' }, settings)).toEqual([{ P: 100 }]);
});

it('accelerates by attainment of a figure or of a partner’s target; without one nothing is changed', async () => {
  const rows: Rows = {
    partner: [partner('P'), partner('Q')],
    deal: [deal('A', 1_200), deal('B', 500, { partner_id: 'Q' })],
    target: [
      {
        scope: 'partner',
        scope_value: 'P',
        period_start: '2026-01-01',
        period_end: '2026-03-31',
        metric: 'won_amount',
        value: 1_000,
      },
    ],
  };
  const accelerator = (target: unknown) => ({
    measure: { metric: 'won_amount', window: 'fiscal-quarter' },
    target,
    bands: [
      { from: 0, factor: '0.5' },
      { from: 1, factor: '1.5' },
    ],
  });
  const line = (target: unknown) => ({ rate: { flat: '0.1' }, accelerator: accelerator(target) });
  expect(await pays(rows, [line(1_000), line({ metric: 'won_amount' })])).toEqual([
    { P: 180, Q: 25 },
    { P: 180, Q: 50 },
  ]);
});

it('pays by the levels that it is given instead of those in force', async () => {
  await store.replace({ partner: [partner('P', { level: 'Silver' })], deal: [deal('A', 100)] });
  const document = plan([{ rate: { byLevel: { Silver: '0.1', Gold: '0.2' } } }]);
  const levels = `(SELECT 'P' AS partner_id, 'Gold' AS level, DATE '2026-01-01' AS from_on, DATE '9999-12-31' AS to_on)`;
  const context = await store.context();
  const earned = async (options: object) => (await ratePlan(context, document, options))[0]!.earned[0]!.earned;
  expect([await earned({}), await earned({ levels })]).toEqual(['10.0000', '20.0000']);
});

it('gives the cents of a sum to the rows with the largest remainders', async () => {
  await store.replace({ partner: [partner('P')], deal: [deal('A', 1), deal('B', 1), deal('C', 1)] });
  const document = plan([{ rate: { lump: 100 } } as never]);
  const rows = await rateRows(await store.context(), document, 0, { payee: 'P' });
  expect(rows.map(({ amount }) => amount)).toEqual(['33.3400', '33.3300', '33.3300']);
});

it('leaves a sale and its return what each is worth, though they cancel out', async () => {
  await store.replace({ partner: [partner('P')], deal: [deal('A', 100.05), deal('B', -100.05)] });
  const rows = await rateRows(await store.context(), plan([{ rate: { flat: '0.1' } }]), 0, { payee: 'P' });
  expect(rows.map(({ amount }) => amount)).toEqual(['10.0100', '-10.0100']);
});

it('says when an amount is too large for the kernel to be exact, and the record still is', async () => {
  const context = async (amount: number) => {
    await store.replace({ partner: [partner('P')], deal: [deal('A', amount), deal('B', 0.01)] });
    return store.context();
  };
  const document = plan([all]);
  const kernel = async (amount: number) => {
    const { compiled, table } = await readUnits(await context(amount), document, 0);
    return new LineKernel(compiled, table).run().exact;
  };
  expect([await kernel(90_000_000), await kernel(90_100_000)]).toEqual([true, false]);
  const [line] = await ratePlan(await context(123_456_789_012.34), document);
  expect(line!.earned[0]!.earned).toBe('123456789012.3500');
});
