/**
 * How a plan is played, on networks whose patterns are known: cliffs and dead zones must be those of the published rate card,
 * payees must be counted where they stand, a planted bunching must be found and a smooth one not, and deals that were split
 * under a cap must be named with what that gains.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GamingReport } from '../../../analytics/api/incentiveSearch.ts';
import { gamingReport } from '../../../analytics/incentives/gamingReport.ts';
import { payCurveOf } from '../../../analytics/incentives/payCurveOf.ts';
import { caseOf, deskOn } from '../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

const sale = (partner: string, amount: number, day: string, more: object = {}) => ({
  deal_id: `${partner} ${day} ${amount}`,
  partner_id: partner,
  outcome: 'won',
  amount,
  closed_on: day,
  ...more,
});
const partners = (...ids: string[]) => ids.map((id) => ({ partner_id: id, partner_name: `${id} Ltd` }));

async function report(rows: Rows, lines: readonly object[], more: object = {}): Promise<GamingReport> {
  await store.replace(rows);
  const plans = lines.length === 0 ? [] : [{ ...plan(lines as Partial<LineInput>[]) }];
  return gamingReport(deskOn(await store.context(), more), caseOf({ plans, period: '2025-01-01..2025-12-31' }));
}

/** The published card: 3 %, 5 % and 7 % of annual purchases from 2, 4 and 6 million, first-dollar. */
const card = {
  id: 'volume',
  label: 'Volume rebate',
  period: 'year',
  rate: {
    how: 'retroactive',
    bands: [
      { from: 2_000_000, rate: '0.03' },
      { from: 4_000_000, rate: '0.05' },
      { from: 6_000_000, rate: '0.07' },
    ],
  },
} as const;
const year: Rows = {
  partner: partners('A', 'B', 'C', 'D'),
  deal: [
    sale('A', 3_999_999, '2025-06-30'),
    sale('B', 4_100_000, '2025-06-30'),
    sale('C', 1_000, '2025-06-30'),
    sale('D', 5_900_000, '2025-06-30'),
    // So that the year is over.
    sale('C', 1, '2026-01-31'),
  ],
};

describe('the rate card of a distributor', () => {
  it('has the cliffs that its own figures make, with those beside them', async () => {
    const { cliffs, deadZones, basis } = await report(year, [card]);
    // 3 % of 2 M are 60,000; 2 % more of 4 M are 80,000; 2 % more of 6 M are 120,000.
    expect(cliffs.map(({ at, by, justBelow, justAbove }) => [Number(at), Number(by), justBelow, justAbove])).toEqual([
      [2_000_000, 60_000, 0, 0],
      [4_000_000, 80_000, 1, 1],
      [6_000_000, 120_000, 1, 0],
    ]);
    expect(cliffs[1]!.sentence).toBe(
      'At 4,000,000.00 the pay of Volume rebate jumps by 80,000.00: 1 payee stands within 5\u202f% below and 1 above in 2025.',
    );
    expect(deadZones.map(({ from, to, pay, payees }) => [Number(from), Number(to), Number(pay), payees])).toEqual([
      [0, 2_000_000, 0, 1],
    ]);
    expect(deadZones[0]!.sentence).toBe('Below 2,000,000.00 Volume rebate pays nothing: 1 payee stands there in 2025.');
    expect(basis.payees).toBe(4);
  });

  it('says of four payees that they are too few for a pattern', async () => {
    const { bunching } = await report(year, [card]);
    expect(bunching.map(({ verdict, partners: named }) => [verdict, named])).toEqual([
      ['too little data', []],
      ['too little data', []],
      ['too little data', []],
    ]);
  });

  it('has a flat end where a cap binds', async () => {
    const { deadZones } = await report(year, [{ ...card, limits: { capPartner: 210_000 } }]);
    // 5 % of 4.2 M are 210,000.
    const last = deadZones.at(-1)!;
    expect(last.to).toBeNull();
    expect(Number(last.from)).toBeCloseTo(4_200_000, 0);
    expect(last).toMatchObject({ pay: '210000.0000', payees: 1 });
    // 5 % of 5.9 M are 295,000.
    expect(last.capped).toEqual([{ partner: 'D', name: 'D Ltd', period: '2025', lost: '85000.0000' }]);
    // Pay is rounded to cents, which reach the cap a few coins earlier.
    expect(last.sentence).toMatch(
      /^From 4,199,999\.9\d on Volume rebate pays 210,000\.00 and no more\. Lost to the cap: D Ltd 85,000\.00 in 2025\.$/,
    );
  });

  // A cap that only a mix of everybody reaches was told of, and who was held by it in an earlier quarter was not.
  it('says whose cap binds and when, by the mix of each, and nothing of a cap that nobody reaches', async () => {
    const rows: Rows = {
      partner: partners('A', 'B'),
      product: [
        { product_id: 'C', family: 'Cloud' },
        { product_id: 'S', family: 'Storage' },
      ],
      deal: [
        sale('A', 100_000, '2025-02-10', { product_id: 'C' }),
        sale('B', 100_000, '2025-02-11', { product_id: 'S' }),
        sale('A', 1_000, '2025-11-10', { product_id: 'C' }),
        sale('B', 1_000, '2026-02-11', { product_id: 'S' }),
      ],
    };
    const line = {
      id: 'base',
      label: 'Base',
      period: 'quarter',
      rate: { flat: '0.02' },
      multipliers: [{ id: 'cloud', filter: [{ dim: 'family', values: ['Cloud'] }], factor: '2' }],
    };
    const { deadZones } = await report(rows, [{ ...line, limits: { capPartner: 3_000 } }]);
    // A is paid 4 % of Cloud, so 3,000 are reached at 75,000; B stays at 2 %, 2,000.
    expect(deadZones).toHaveLength(1);
    expect(deadZones[0]).toMatchObject({
      pay: '3000.0000',
      payees: 1,
      capped: [{ partner: 'A', name: 'A Ltd', period: '2025-Q1', lost: '1000.0000' }],
    });
    expect(Number(deadZones[0]!.from)).toBeCloseTo(75_000, 0);
    expect((await report(rows, [{ ...line, limits: { capPartner: 4_500 } }])).deadZones).toEqual([]);
  });

  it('is drawn for a partner around where he stands', async () => {
    await store.replace(year);
    const desk = deskOn(await store.context());
    const asked = { ...caseOf({ plans: [{ ...plan([card]) }], period: '2025-01-01..2025-12-31' }), line: 'volume' };
    const curve = await payCurveOf(desk, { ...asked, partner: 'A' });
    expect(curve).toMatchObject({ name: 'A Ltd', period: '2025', standsAt: '3999999.0000' });
    // The published figures: 3,999,999 pays 119,999.97 and 4,000,000 pays 200,000.
    expect(curve.next).toEqual({ at: '4000000.0000', distance: '1.0000', gain: '80000.0300' });
    expect(curve.points.find(({ amount }) => amount === '4000000.0000')!.pay).toBe('200000.0000');
    expect(curve.points.find(({ amount }) => amount === '2000000.0000')!.marginal).toBeCloseTo(0.03, 6);
    expect(curve.sentence).toBe(
      'A Ltd stands at 3,999,999.00 and is paid 119,999.97 by Volume rebate; each further 100 brings 3.00. 1.00 more reach 4,000,000.00, where pay is 80,000.03 higher.',
    );
    await expect(payCurveOf(desk, { ...asked, partner: 'Z' })).rejects.toThrow(/no partner “Z”/);
    await expect(payCurveOf(desk, { ...asked, partner: 'A', line: 'bonus' })).rejects.toThrow(/Lines: volume/);
  });
});

describe('growth', () => {
  it('has its cliff at the growth to reach', async () => {
    const rows: Rows = {
      partner: partners('A', 'B'),
      deal: [
        sale('A', 1_000_000, '2024-06-30'),
        sale('A', 1_049_999.99, '2025-06-30'),
        sale('B', 1_000_000, '2024-06-30'),
        sale('B', 1_200_000, '2025-06-30'),
        sale('B', 1, '2026-01-31'),
      ],
    };
    const growth = { growth: 'year-ago', rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } as const;
    const { cliffs, deadZones } = await report(rows, [{ id: 'growth', period: 'year', rate: growth }]);
    // 3 % of the growth of 50,000 on the median baseline of 1,000,000.
    expect(cliffs).toMatchObject([{ at: '0.0500', by: '1500.0000', justBelow: 1, justAbove: 0 }]);
    expect(deadZones[0]).toMatchObject({ to: '0.0500', pay: '0.0000', payees: 1 });
    expect(cliffs[0]!.sentence).toContain('At +5.0\u202f% growth');
  });
});

describe('payees around a threshold', () => {
  const line = {
    id: 'quarter',
    period: 'quarter',
    rate: { how: 'retroactive', bands: [{ from: 100_000, rate: '0.02' }] },
  } as const;
  const days = ['2025-02-10', '2025-05-10', '2025-08-10', '2025-11-10'];
  /** Evenly from 80,000 to 120,000; with `pushed`, those up to 2 % below end just above. */
  const around = (pushed: boolean): Rows => {
    const amounts = Array.from({ length: 400 }, (_, n) => 80_000 + n * 100);
    return {
      partner: partners(...amounts.map((_, n) => `P${n}`)),
      deal: [
        ...amounts.map((amount, n) =>
          sale(`P${n}`, pushed && amount >= 98_000 && amount < 100_000 ? amount + 2_000 : amount, days[n % 4]!),
        ),
        sale('P0', 1, '2026-01-31'),
      ],
    };
  };

  it('are found when they were pushed over it, and named', async () => {
    const [found] = (await report(around(true), [line])).bunching;
    expect(found).toMatchObject({ threshold: '100000.0000', below: 0, above: 40, verdict: 'found' });
    expect(found!.partners).toHaveLength(40);
    expect(found!.sentence).toMatch(/^40 payees’ quarters end up to 2\u202f% above 100,000.00 and 0 below it/);
    expect(found!.partners.every(({ reached }) => Number(reached) >= 100_000 && Number(reached) < 102_000)).toBe(true);
  });

  it('are not found when they lie evenly', async () => {
    const [found] = (await report(around(false), [line])).bunching;
    expect(found).toMatchObject({ below: 20, above: 20, verdict: 'not found', partners: [] });
  });
});

describe('deals under a cap', () => {
  const line = { id: 'deal', scope: 'deal', rate: { flat: '0.02' }, limits: { capDeal: 400 } } as const;
  const deals = [
    sale('A', 15_000, '2025-03-03', { customer: 'Acme' }),
    sale('A', 18_000, '2025-03-10', { customer: 'Acme' }),
    sale('A', 30_000, '2025-03-12', { customer: 'Other' }),
    sale('A', 15_000, '2025-06-03', { customer: 'Later' }),
    sale('A', 15_000, '2025-09-03', { customer: 'Later' }),
    sale('B', 1, '2026-01-31'),
  ];

  it('that lie within days and pay more apart are named with the gain', async () => {
    const { splitDeals } = await report({ partner: partners('A', 'B'), deal: deals }, [line]);
    // 300 and 360 apart, 400 together: 260 more. The cap binds from 20,000.
    expect(splitDeals).toMatchObject([
      { partner: 'A', name: 'A Ltd', customer: 'Acme', together: '33000.0000', gain: '260.0000' },
    ]);
    expect(splitDeals[0]!.deals).toHaveLength(2);
    expect(splitDeals[0]!.sentence).toContain('apart they pay 260.00 more than as one');
  });
});

describe('a cap for each deal', () => {
  const capped = { rate: { flat: '0.02' }, limits: { capDeal: 400 } } as const;
  const deals = [sale('A', 10_000, '2025-03-03'), sale('A', 16_000, '2025-03-10'), sale('A', 30_000, '2025-03-12')];
  const rows = { partner: partners('A', 'B'), deal: [...deals, sale('B', 900_000, '2025-03-01')] };

  // Guards a curve that is drawn by the mix of all, or by the largest deal alone, while a partner's own deals are known.
  it.each(['partner', 'deal'] as const)(
    'bends where each of the partner’s own deals reaches it: scope %s',
    async (scope) => {
      await store.replace(rows);
      const plans = [plan([{ id: 'line', scope, ...capped } as Partial<LineInput>])];
      const asked = { ...caseOf({ plans, period: '2025-01-01..2025-03-31' }), partner: 'A', line: 'line' };
      const curve = await payCurveOf(deskOn(await store.context()), asked);
      expect(curve.standsAt).toBe('56000.0000');
      // 2 % of 20,000 is the cap. By hand: 30,000 grown by 2/3 reaches it first, then 16,000 by 5/4.
      // Pay is rounded to cents, so that the cap is reached half a cent early.
      const byHand = [
        { amount: 0, pay: 0, marginal: 0.02 },
        { amount: 37_333.33, pay: 746.67, marginal: (0.02 * 26) / 56 },
        { amount: 70_000, pay: 1_050, marginal: (0.02 * 10) / 56 },
        { amount: 84_000, pay: 1_100, marginal: (0.02 * 10) / 56 },
      ];
      expect(curve.points).toHaveLength(byHand.length);
      for (const [place, { amount, pay, marginal }] of byHand.entries()) {
        const point = curve.points[place]!;
        expect(Math.abs(Number(point.amount) - amount)).toBeLessThan(1);
        expect(Number(point.pay)).toBeCloseTo(pay, 1);
        expect(point.marginal).toBeCloseTo(marginal, 5);
      }
      expect(curve.deadZones).toEqual([]);
      expect(curve.sentence).toContain(
        'The curve is that of its 3 deals of 2025-Q1, of which 1 is at the cap for a deal. What is still to come is taken to be as they are, in proportion.',
      );
    },
  );

  // Bands that are asked of each deal say nothing about a sum of deals.
  it('stays the curve of the largest deal where bands are asked of each', async () => {
    await store.replace(rows);
    const rate = { how: 'retroactive', bands: [{ from: 20_000, rate: '0.02' }] };
    const plans = [plan([{ id: 'line', scope: 'deal', rate, limits: { capDeal: 500 } } as Partial<LineInput>])];
    const asked = { ...caseOf({ plans, period: '2025-01-01..2025-03-31' }), partner: 'A', line: 'line' };
    const curve = await payCurveOf(deskOn(await store.context()), asked);
    expect(curve.standsAt).toBe('30000.0000');
    expect(curve.jumps).toEqual([{ at: '20000.0000', by: '400.0000' }]);
    const flat = curve.deadZones.at(-1)!;
    expect(flat.to).toBe(null);
    expect(Math.abs(Number(flat.from) - 25_000)).toBeLessThan(1);
    expect(curve.sentence).not.toContain('in proportion');
  });
});

describe('without a plan', () => {
  it('looks around the thresholds of the plans in force', async () => {
    const promoted = [{ plan: plan([card]), effectiveFrom: '2024-01-01', effectiveTo: null }];
    const { cliffs, basis } = await report(year, [], { promoted });
    expect(cliffs).toHaveLength(3);
    expect(basis.notes.join(' ')).toContain('in force');
    const asked = { ...caseOf({ plans: [], period: '2025-01-01..2025-12-31' }), partner: 'A', line: 'volume' };
    const curve = await payCurveOf(deskOn(await store.context(), { promoted }), asked);
    expect(curve.standsAt).toBe('3999999.0000');
  });

  it('says that thresholds are needed, and still looks at the ends of quarters', async () => {
    const { cliffs, bunching, basis, pullForward } = await report(year, []);
    expect([cliffs, bunching]).toEqual([[], []]);
    expect(basis.notes.join(' ')).toContain('there are no thresholds to look around');
    expect(pullForward.verdict).toBe('too little data');
  });
});

describe('the ends of quarters', () => {
  it('tell deals that moved forward by the hole behind them', async () => {
    const deals = ['2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01'].flatMap((first) =>
      Array.from({ length: 90 }, (_, day) => {
        const date = new Date(Date.parse(`${first}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
        const count = day < 14 ? 1 : day >= 76 ? 6 : 3;
        return Array.from({ length: count }, (_, n) => sale('A', 100 + n, date));
      }).flat(),
    );
    const { pullForward } = await report({ partner: partners('A'), deal: [...deals, sale('A', 1, '2026-01-31')] }, []);
    expect(pullForward.verdict).toBe('found');
    expect(pullForward.sentence).toContain('moved forward over the end of a quarter');
  });

  it('are not taken for it where every month ends that way', async () => {
    const deals = Array.from({ length: 24 }, (_, month) =>
      Array.from({ length: 28 }, (_, day) => {
        const date = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(day + 1).padStart(2, '0')}`;
        return Array.from({ length: day < 14 ? 1 : 7 }, (_, n) => sale('A', 100 + n, date));
      }).flat(),
    ).flat();
    await store.replace({ partner: partners('A'), deal: [...deals, sale('A', 1, '2026-01-31')] });
    const asked = caseOf({ plans: [], period: '2024-01-01..2025-12-31' });
    const { pullForward } = await gamingReport(deskOn(await store.context()), asked);
    expect(pullForward).toMatchObject({ verdict: 'not found', moved: null });
    expect(pullForward.sentence).toContain('other months end the same way');
  });
});
