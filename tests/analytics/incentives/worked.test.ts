/** Published and worked examples of incentive rules, from rows in the store to the amount: the record, the kernel and the rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan, rateBoth } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

interface Sale {
  readonly amount: number;
  readonly on?: string;
  readonly partner?: string;
  readonly quantity?: number;
  readonly product?: string;
  readonly approved?: boolean;
}

async function sales(list: readonly Sale[], partners: readonly Record<string, string>[] = []): Promise<void> {
  const ids = new Set(list.map(({ partner = 'P' }) => partner));
  await store.replace({
    partner: [...ids].map((id) => ({ partner_id: id, ...partners.find((one) => one.partner_id === id) })),
    product: [...new Set(list.flatMap(({ product }) => product ?? []))].map((id) => ({ product_id: id, family: id })),
    deal: list.map(
      ({ amount, on = '2026-02-10', partner = 'P', quantity = 1, product = null, approved = null }, index) => ({
        deal_id: `D${String(index).padStart(2, '0')}`,
        partner_id: partner,
        outcome: 'won',
        amount,
        quantity,
        product_id: product,
        closed_on: on,
        registered_on: approved === null ? null : on,
        approved,
      }),
    ),
  });
}

async function pays(line: Partial<LineInput>, list: readonly Sale[], more: Parameters<typeof plan>[1] = {}) {
  await sales(list);
  const [paid] = await rateBoth(await store.context(), plan([line], more));
  return paid!;
}

/** One partner, one quarter. */
async function amount(line: Partial<LineInput>, ...amounts: number[]): Promise<string | undefined> {
  return (
    await pays(
      line,
      amounts.map((one) => ({ amount: one })),
    )
  )['P 2026-Q1'];
}

const units = (line: Partial<LineInput>, quantity: number) =>
  pays({ ...line, on: { base: 'quantity' } }, [{ amount: 0, quantity }]).then((paid) => paid['P 2026-Q1']);

describe('published examples', () => {
  it('R1: marginal bands pay each part at its own rate', async () => {
    const rate = {
      how: 'marginal',
      bands: [
        { from: 0, rate: '0.05' },
        { from: 10_000, rate: '0.10' },
      ],
    } as const;
    expect(await amount({ rate }, 6_000)).toBe('300.00');
    expect(await amount({ rate }, 8_000)).toBe('400.00');
    expect(await amount({ rate }, 15_000, 5_000)).toBe('1500.00');
  });

  it('R2: marginal amounts for each unit', async () => {
    const rate = {
      how: 'marginal',
      pays: 'perUnit',
      bands: [
        { from: 0, rate: 1 },
        { from: 100, rate: 2 },
      ],
    } as const;
    expect(await units({ rate }, 20)).toBe('20.00');
    expect(await units({ rate }, 80)).toBe('80.00');
    expect(await units({ rate }, 120)).toBe('140.00');
  });

  it('R5, R7: a sum once the target is reached', async () => {
    const rate = { lump: 1_000, atLeast: 100_000 } as never;
    expect(await amount({ rate }, 110_000)).toBe('1000.00');
    expect(await amount({ rate }, 90_000)).toBe('0.00');
    expect(await amount({ rate: { lump: 100_000, atLeast: 1_000_000 } as never }, 999_999.99)).toBe('0.00');
    expect(await amount({ rate: { lump: 100_000, atLeast: 1_000_000 } as never }, 1_000_000)).toBe('100000.00');
  });

  it('R7: flat, for each unit, and apportioned to quarters', async () => {
    expect(await amount({ rate: { flat: '0.05' } }, 100_000)).toBe('5000.00');
    expect(await units({ rate: { perUnit: 2 } as never }, 5_000)).toBe('10000.00');
    const quarters = ['2026-01-05', '2026-04-05', '2026-07-05', '2026-10-05'].map((on) => ({ amount: 1, on }));
    const rate = { apportion: 40_000, over: 4 } as never;
    expect(Object.values(await pays({ rate }, quarters))).toEqual(['10000.00', '10000.00', '10000.00', '10000.00']);
    const thirds = await pays({ rate: { apportion: 100, over: 3 } as never }, quarters.slice(0, 3));
    expect(Object.values(thirds)).toEqual(['33.33', '33.34', '33.33']);
  });

  it('R8: first-dollar at 1,000,000', async () => {
    const rate = { how: 'retroactive', bands: [{ from: 1_000_000, rate: '0.05' }] } as const;
    expect(await amount({ rate }, 700_000, 500_000)).toBe('60000.00');
  });

  it('R6: five percent of the money once 500 units are reached', async () => {
    const rate = {
      how: 'retroactive',
      bands: [{ from: 500, rate: '0.05' }],
      on: { metric: 'quantity', window: 'fiscal-quarter' },
    } as const;
    expect((await pays({ rate }, [{ amount: 12_000, quantity: 600 }]))['P 2026-Q1']).toBe('600.00');
    expect((await pays({ rate }, [{ amount: 12_000, quantity: 499 }]))['P 2026-Q1']).toBe('0.00');
  });

  it('R10: a SPIFF for registered deals only', async () => {
    const line = { rate: { perUnit: 200 } as never, on: { base: 'quantity', registered: true } } as const;
    expect((await pays(line, [{ amount: 1, quantity: 8, approved: true }]))['P 2026-Q1']).toBe('1600.00');
    expect((await pays(line, [{ amount: 1, quantity: 8 }]))['P 2026-Q1']).toBeUndefined();
  });

  it('R11: points for each hundred', async () => {
    expect(await amount({ rate: { points: 3, per: 100 } as never }, 1_000)).toBe('30.00');
    expect(await amount({ rate: { points: 5, per: 100 } as never }, 1_000)).toBe('50.00');
  });

  it('R13: days of grace belong to the period before', async () => {
    const line = { period: 'month', terms: { graceDays: 5 }, rate: { flat: '1' } } as const;
    const paid = await pays(
      line,
      ['2026-01-01', '2026-01-31', '2026-02-05', '2026-02-06'].map((on, index) => ({ amount: 10 ** index, on })),
      { effectiveFrom: '2026-01-01' },
    );
    expect(paid).toEqual({ 'P 2026-01': '111.00', 'P 2026-02': '1000.00' });
  });
});

describe('examples derived from published rules', () => {
  it('D1: the cliffs of first-dollar bands', async () => {
    const bands = [2, 4, 6].map((million, index) => ({ from: million * 1e6, rate: ['0.03', '0.05', '0.07'][index]! }));
    const rate = { how: 'retroactive', bands } as const;
    expect(await amount({ rate }, 3_999_999)).toBe('119999.97');
    expect(await amount({ rate }, 4_000_000)).toBe('200000.00');
    expect(await amount({ rate }, 5_900_000)).toBe('295000.00');
    expect(await amount({ rate }, 6_000_000)).toBe('420000.00');
  });

  it('D2: co-op on annual purchases', async () => {
    const bands = [
      { from: 0, rate: '0.03' },
      { from: 7_500, rate: '0.04' },
      { from: 25_000, rate: '0.05' },
    ];
    const line = { kind: 'co-op', period: 'year', rate: { how: 'retroactive', bands } } as const;
    for (const [base, credit] of [
      [7_499, '224.97'],
      [7_500, '300.00'],
      [24_999, '999.96'],
      [25_000, '1250.00'],
    ] as const) {
      expect(await pays(line, [{ amount: base }])).toEqual({ 'P 2026': credit });
    }
  });

  it('D5: the level-2 rate on the whole sum', async () => {
    const rate = {
      how: 'retroactive',
      bands: [
        { from: 0, rate: '0.1' },
        { from: 100, rate: '0.15' },
      ],
    } as const;
    expect(await amount({ rate }, 75, 50)).toBe('18.75');
  });

  it('D8: growth alone, and all once growth is reached', async () => {
    const list = [{ amount: 621_238, on: '2025-02-10' }, { amount: 740_044.18 }];
    const paid = async (payOnlyGrowth: boolean, atLeast = '0.05') =>
      (await pays({ rate: { growth: 'year-ago', rate: '0.2', atLeast, payOnlyGrowth } as never }, list))['P 2026-Q1'];
    expect(await paid(true)).toBe('23761.24');
    expect(await paid(false)).toBe('148008.84');
    expect(await paid(false, '0.2')).toBe('0.00');
    // A page prints 127,850.96 for the second.
    expect(await paid(false)).not.toBe('127850.96');
  });

  it('D10: half up at two digits', async () => {
    for (const [base, paid] of [
      [21.99, '0.88'],
      [19.27, '0.77'],
      [16.29, '0.65'],
    ] as const) {
      expect(await amount({ rate: { flat: '0.04' } }, base)).toBe(paid);
    }
  });
});

describe('compositions', () => {
  const composed = {
    rate: { flat: '0.04' },
    multipliers: [{ id: 'focus', factor: '1.5', filter: [{ dim: 'family', values: ['F'] }] }],
    surcharges: [{ id: 'region', rate: '0.01' }],
  } as const;
  const list = [
    { amount: 300_000, product: 'G' },
    { amount: 200_000, product: 'F' },
  ];

  it('multiplier for a product, a point for the region, and a cap', async () => {
    expect((await pays(composed as never, list))['P 2026-Q1']).toBe('29000.00');
    const capped = { ...composed, limits: { capPartner: 25_000 } };
    expect((await pays(capped as never, list))['P 2026-Q1']).toBe('25000.00');
  });

  it('multipliers multiply or add', async () => {
    const multipliers = [
      { id: 'a', factor: '1.5' },
      { id: 'b', factor: '1.2' },
    ];
    const line = { rate: { lump: 10_000 } as never, multipliers };
    expect(await amount(line, 500)).toBe('18000.00');
    expect(await amount({ ...line, combine: 'add' }, 500)).toBe('17000.00');
  });

  it('sums before rounding, unless each row is rounded', async () => {
    const list = [33.335, 33.335, 33.335].map((one) => ({ amount: one }));
    expect((await pays({ rate: { flat: '1' } }, list))['P 2026-Q1']).toBe('100.01');
    expect((await pays({ rate: { flat: '1' } }, list, { rounding: { when: 'row' } }))['P 2026-Q1']).toBe('100.02');
  });

  it('a floor of growth', async () => {
    const rate = { growth: 1_000_000, rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } as never;
    expect(await amount({ rate }, 1_049_999.99)).toBe('0.00');
    expect(await amount({ rate }, 1_050_000)).toBe('1500.00');
  });
});
