/**
 * Forecasts of both sides of a case. On a network whose years are all alike a forecast is no guess: it must say, to the cent,
 * what the last year was paid. Where results vary, a linear plan has a mean that can be computed by hand.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IncentiveCaseInput, outlookTerms } from '../../../analytics/api/documents/incentiveCase.ts';
import type { IncentiveOutlook } from '../../../analytics/api/incentiveOutlook.ts';
import type { IncentiveDesk } from '../../../analytics/incentives/desk.ts';
import { payOutlook } from '../../../analytics/incentives/outlook.ts';
import { prepareCase } from '../../../analytics/incentives/prepareCase.ts';
import { rateCase } from '../../../analytics/incentives/rateCase.ts';
import type { LabOptions } from '../../../analytics/metrics/lab.ts';
import { caseOf, deskOn, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

const ask = (desk: IncentiveDesk, asked: IncentiveCaseInput, terms: object = {}, options: LabOptions = {}) =>
  payOutlook(desk, { ...caseOf(asked), terms: outlookTerms.parse({ draws: 200, ...terms }) }, options);
const plan = (lines: readonly object[], more: object = {}) => ({ id: 'plan', name: 'Plan', lines, ...more });
const line = (more: object) => ({ id: 'line', kind: 'rebate', ...more });
const cents = (amount: number) => (amount / 10_000).toFixed(2);

type Row = Readonly<Record<string, Value>>;

/** Deals on the tenth of each month of three years, and the last day of the last one. */
function network(amountOf: (partner: number, year: number, month: number) => number, more: Rows = {}): Rows {
  const deal: Row[] = [];
  const payout: Row[] = [];
  for (const partner of [0, 1, 2, 3]) {
    for (const year of [2023, 2024, 2025]) {
      let quarter = 0;
      for (let month = 1; month <= 12; month++) {
        const amount = amountOf(partner, year, month);
        const closed = `${year}-${String(month).padStart(2, '0')}-${month === 12 ? 31 : 10}`;
        deal.push({
          deal_id: `D${partner}-${closed}`,
          partner_id: `P${partner}`,
          outcome: 'won',
          amount,
          currency: 'EUR',
          created_on: closed,
          closed_on: closed,
          motion: month % 2 === 0 ? 'new' : 'renewal',
        });
        quarter += amount;
        if (month % 3 !== 0) continue;
        payout.push({
          payout_id: `PO${partner}-${closed}`,
          partner_id: `P${partner}`,
          kind: 'rebate',
          program: 'Rebate',
          amount: Math.round(quarter * (0.02 + partner / 100) * 100) / 100,
          currency: 'EUR',
          status: 'paid',
          earned_on: closed,
        });
        quarter = 0;
      }
    }
  }
  const partner = [0, 1, 2, 3].map((index) => ({
    partner_id: `P${index}`,
    partner_name: `Partner ${index}`,
    level: index < 2 ? 'Gold' : 'Silver',
    region: 'North',
  }));
  return { partner, ...more, deal: [...deal, ...(more.deal ?? [])], payout };
}

describe('a network whose years are all alike', () => {
  let net: TestNetwork;
  let desk: IncentiveDesk;
  const alike = (partner: number, _year: number, month: number) => 1_000 * (partner + 1) + 317.25 * month + 0.11;

  beforeAll(async () => {
    net = await testNetwork(network(alike));
    desk = deskOn(await net.context());
  });
  afterAll(() => net.close());

  const marginal = {
    how: 'marginal',
    bands: [
      { from: '0', rate: '0.01' },
      { from: '9000', rate: '0.025' },
      { from: '15000', rate: '0.04' },
    ],
  };

  // Guards every way from history to a drawn period: a column, a period, a limit or an order that goes wrong shows.
  it.each<[string, object[], object?]>([
    ['bands of the quarter', [line({ rate: { ...marginal, how: 'retroactive' } })]],
    ['marginal bands of the month', [line({ period: 'month', rate: marginal })]],
    ['bands of the year', [line({ period: 'year', rate: { ...marginal, how: 'retroactive' } })]],
    ['half-years', [line({ period: 'half-year', rate: marginal })]],
    [
      'growth over a year ago, of which there is none',
      [line({ rate: { growth: 'year-ago', rate: '0.2', payOnlyGrowth: true } })],
    ],
    ['growth over the quarter before', [line({ rate: { growth: 'prior-period', rate: '0.2', payOnlyGrowth: true } })]],
    ['growth over the best quarter', [line({ rate: { growth: 'high-water-mark', rate: '0.2', payOnlyGrowth: true } })]],
    [
      'growth over the best half-year',
      [line({ period: 'half-year', rate: { growth: 'high-water-mark', rate: '0.2', payOnlyGrowth: true } })],
    ],
    [
      'growth over the best year, of which there is none',
      [line({ period: 'year', rate: { growth: 'high-water-mark', rate: '0.2', payOnlyGrowth: true } })],
    ],
    ['growth over a figure', [line({ rate: { growth: '9000', rate: '0.2', payOnlyGrowth: true } })]],
    ['a sum in parts of a year', [line({ rate: { apportion: '1000', over: 4, atLeast: '8000' } })]],
    [
      'deals one by one',
      [line({ scope: 'deal', rate: { how: 'retroactive', bands: [{ from: '3000', rate: '0.07' }] } })],
    ],
    ['a cap by deal', [line({ rate: { flat: '0.1' }, limits: { capDeal: '250' } })]],
    [
      'a floor, a capped base and a cap',
      [line({ rate: { flat: '0.1' }, limits: { floor: '6000', capBase: '14000', capPartner: '1200' } })],
    ],
    ['the cap of a year', [line({ rate: { flat: '0.05' }, limits: { capYear: '2100' } })]],
    [
      'multipliers and surcharges',
      [
        line({
          rate: marginal,
          multipliers: [{ id: 'new', factor: '1.5', filter: [{ dim: 'motion', values: ['new'] }] }],
          surcharges: [{ id: 'more', rate: '0.01', filter: [{ dim: 'motion', values: ['new'] }] }],
        }),
      ],
    ],
    ['levels', [line({ rate: { byLevel: { Gold: '0.03', Silver: '0.015' } } })]],
    [
      'a line after another',
      [line({ rate: marginal }), line({ id: 'spiff', rate: { flat: '0.01' }, on: { less: ['line'] } })],
    ],
    ['a pool of the year', [line({ rate: { flat: '0.05' } })], { pool: { cap: '5000', period: 'year' } }],
    ['a pool of each quarter', [line({ rate: { flat: '0.05' } })], { pool: { cap: '1900', period: 'quarter' } }],
    [
      'a cap over all lines, what is first is paid first',
      [line({ rate: { flat: '0.05' } }), line({ id: 'spiff', period: 'month', rate: { flat: '0.01' } })],
      { partnerCap: { cap: '2100', period: 'year' } },
    ],
    [
      'a cap over some lines in proportion',
      [line({ rate: { flat: '0.05' } }), line({ id: 'spiff', period: 'month', rate: { flat: '0.01' } })],
      { partnerCap: { cap: '300', period: 'quarter', how: 'in-proportion' } },
    ],
    [
      'a cap that is a share of what a line counts',
      [
        line({ rate: { ...marginal, how: 'retroactive' } }),
        line({ id: 'spiff', period: 'half-year', rate: { flat: '0.01' } }),
      ],
      { partnerCap: { cap: '1500', share: { of: 'line', share: '0.03' }, period: 'half-year' } },
    ],
    [
      'a measure that is held',
      [line({ rate: { ...marginal, how: 'retroactive', on: { metric: 'won_amount', window: 'trailing-12-months' } } })],
    ],
  ])('is paid next year what it was paid last: %s', async (_, lines, more = {}) => {
    const asked = { plans: [plan(lines, more)] };
    const found = await ask(desk, asked);
    const rated = await rateCase(desk, await prepareCase(desk, caseOf(asked)));
    const { p10, p50, p90, mean } = found.after;
    expect([p10, p50, p90, mean]).toEqual(Array(4).fill(cents(rated.after.total)));
    expect(found.ahead).toBe('2026-Q1 to 2026-Q4');
    expect(found.quarters.reduce((sum, { after }) => sum + Number(after.p50), 0)).toBeCloseTo(Number(p50), 2);
  });

  describe('in the middle of a fiscal year', () => {
    const RATE = 0.05;
    let half: IncentiveDesk;
    beforeAll(async () => {
      half = deskOn(await net.context({ calendar: { startMonth: 7 } }));
    });
    /** By partner: what is paid for July to December, and for all of the year. */
    const paid = [0, 1, 2, 3].map((partner) => {
      const quarters = [7, 10, 1, 4].map((first) =>
        [0, 1, 2].reduce((sum, month) => sum + alike(partner, 0, first + month), 0),
      );
      const [one, two, three, four] = quarters.map((base) => Math.round(RATE * base * 100)) as Four;
      return { begun: one + two, whole: one + two + three + four };
    });
    type Four = [number, number, number, number];
    const cap = 150_000;
    const byPartner = paid.reduce((sum, { begun, whole }) => sum + Math.min(whole, cap) - Math.min(begun, cap), 0);
    const [begun, whole] = [
      paid.reduce((sum, one) => sum + one.begun, 0),
      paid.reduce((sum, one) => sum + one.whole, 0),
    ];
    const pool = Math.round((begun + whole) / 2);

    // Guards the room that is left: a case on an older year would find nothing spent of this one, and forecast too much.
    it.each<[string, object, object, number]>([
      ['the cap of a year', { limits: { capYear: (cap / 100).toFixed(2) } }, {}, byPartner],
      ['a cap over all lines', {}, { partnerCap: { cap: (cap / 100).toFixed(2), period: 'year' } }, byPartner],
      ['a pool', {}, { pool: { cap: (pool / 100).toFixed(2), period: 'year' } }, pool - begun],
    ])('pays what %s leaves, whatever the period of the case', async (_, own, more, left) => {
      const plans = [plan([line({ rate: { flat: String(RATE) }, ...own })], more)];
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(whole - begun);
      for (const period of [undefined, '2024-01-01..2024-12-31', '2025-01-01..2025-09-30']) {
        const { after, ahead } = await ask(half, { plans, ...(period && { period }) }, { quarters: 2, inputs: false });
        expect([ahead, after.p50, after.mean]).toEqual([
          'FY26-Q3 to FY26-Q4',
          ...Array(2).fill((left / 100).toFixed(2)),
        ]);
      }
    });
  });

  it('goes on as it was paid, and the back-test is right', async () => {
    const found = await ask(desk, { plans: [] });
    const paid = found.quarters.map(({ before }) => Number(before.p50));
    const yearAgo = found.quarters.map((quarter) => Number(quarter.yearAgo));
    // The rate of a year on the bookings of a quarter: exact but for the cents of four payouts.
    for (const [quarter, amount] of paid.entries()) expect(Math.abs(amount - yearAgo[quarter]!)).toBeLessThan(0.05);
    expect(found.difference).toEqual({ p10: '0.00', p50: '0.00', p90: '0.00', mean: '0.00' });
    expect(found.backTest!.quarters.map(({ label }) => label)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']);
    expect(found.backTest!.sentence).toMatch(/^Back-test: what the last 4 closed quarters cost/);
    const { numerator, denominator } = found.backTest!.error;
    expect(Number(denominator)).toBeCloseTo(
      yearAgo.reduce((sum, amount) => sum + amount, 0),
      2,
    );
    expect(Number(numerator)).toBeLessThan(0.2);
  });

  it('grows with the market, year by year', async () => {
    const asked = { plans: [plan([line({ rate: { flat: '0.05' } })])], assumptions: { market: { growth: '0.1' } } };
    const flat = await ask(desk, { plans: asked.plans });
    const grown = await ask(desk, asked, { quarters: 8 });
    const of = (found: IncentiveOutlook, quarter: number) => Number(found.quarters[quarter]!.after.p50);
    for (const quarter of [0, 1, 2, 3]) {
      expect(of(grown, quarter) / of(flat, quarter)).toBeCloseTo(1.1, 4);
      expect(of(grown, quarter + 4) / of(flat, quarter)).toBeCloseTo(1.21, 4);
    }
  });

  it('answers a higher rate, and says what the lift brings', async () => {
    const asked = (response: object) => ({
      plans: [plan([line({ rate: { flat: '0.06' } })])],
      against: { kind: 'plans' as const, plans: [plan([line({ rate: { flat: '0.05' } })])] },
      assumptions: { response, pullForward: { share: '0' }, margin: { share: '0.3' } },
    });
    const silent = await ask(desk, asked({ none: true }));
    expect(silent.belowZero).toBeNull();
    const found = await ask(desk, asked({ semiElasticity: '5' }));
    // exp(5 × 0.01) more bookings at 6 %.
    expect(Number(found.after.p50) / Number(silent.after.p50)).toBeCloseTo(Math.exp(0.05), 4);
    expect(found.before).toEqual(silent.before);
    // 5.1 % more bookings at a margin of 30 % bring 1.54 %, and cost 6 % × 1.051 − 5 % = 1.31 % of bookings.
    expect(found.belowZero).toBe(0);
    expect((await ask(desk, asked({ semiElasticity: '3' }))).belowZero).toBe(found.draws);
  });

  it('counts the draws over a budget', async () => {
    const asked = { plans: [plan([line({ rate: { flat: '0.05' } })])] };
    const { after, before } = await ask(desk, asked);
    const [low, high] = [Number(after.p50) - 1, Number(after.p50) + 1].map((budget) => budget.toFixed(2));
    expect((await ask(desk, asked, { budget: low })).overBudget!.after).toBe(200);
    const over = (await ask(desk, asked, { budget: high })).overBudget!;
    expect([over.after, over.before]).toEqual([0, Number(before.p50) > Number(high) ? 200 : 0]);
    expect((await ask(desk, asked)).overBudget).toBeNull();
  });

  it('names the next threshold of each partner, and who crosses it', async () => {
    const asked = { plans: [plan([line({ label: 'Volume', rate: { ...marginal, how: 'retroactive' } })])] };
    const { partners } = await ask(desk, asked);
    // First quarter: 3,000 × (partner + 1) + 1,903.83.
    expect(partners.map(({ partner, threshold, crosses }) => [partner, threshold, crosses])).toEqual([
      ['P0', '9,000 of Volume in 2026-Q1', 0],
      ['P1', '9,000 of Volume in 2026-Q1', 0],
      ['P2', '15,000 of Volume in 2026-Q1', 0],
      ['P3', '15,000 of Volume in 2026-Q1', 0],
    ]);
  });

  it('moves with what the tornado moves, and recalculates each cell of the grid', async () => {
    const { tornado, grid, after } = await ask(desk, { plans: [plan([line({ rate: { flat: '0.05' } })])] });
    expect(tornado.map(({ id }) => id)).toEqual(['line rates', 'market']);
    const [rates, market] = tornado;
    expect(Number(rates!.low.cost) / Number(after.p50)).toBeCloseTo(0.9, 4);
    expect(Number(market!.high.cost) / Number(after.p50)).toBeCloseTo(1.05, 4);
    expect([rates!.low.input, rates!.high.input]).toEqual(['−10\u202f%', '+10\u202f%']);
    expect(grid!.costs[2]![2]).toBe(after.p50);
    expect(Number(grid!.costs[0]![4]) / Number(after.p50)).toBeCloseTo(0.9 * 1.05, 4);
  });

  it('pays nothing after the plan ends, and nothing for a campaign, and says so', async () => {
    const ended = await ask(desk, { plans: [plan([line({ rate: { flat: '0.05' } })], { effectiveTo: '2025-12-31' })] });
    expect([ended.after.p50, ended.notes.some((note) => note.includes('not in force'))]).toEqual(['0.00', true]);
    const campaign = plan([
      line({ period: 'campaign', rate: { flat: '0.05' }, on: { from: '2025-01-01', to: '2025-03-31' } }),
    ]);
    expect((await ask(desk, { plans: [campaign] })).notes.join()).toContain('campaign, which is not forecast');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const running = ask(
      desk,
      { plans: [plan([line({ rate: { flat: '0.05' } })])] },
      {},
      {
        signal: stop.signal,
        progress: () => stop.abort(),
      },
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('growth of partners whose years differ only in their order', () => {
  const YEARS = [1_000, 1_600, 2_500];
  const ORDERS = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const RATE = 0.2;
  let net: TestNetwork;
  let desk: IncentiveDesk;

  beforeAll(async () => {
    const deal = ORDERS.flatMap((order, partner) =>
      [2023, 2024, 2025].flatMap((year, at) =>
        ['01-10', '02-10', '04-10', '05-10', '07-10', '08-10', '10-10', '12-31'].map((day) => ({
          deal_id: `D${partner}-${year}-${day}`,
          partner_id: `P${partner}`,
          outcome: 'won',
          amount: YEARS[order[at]!]! / 2,
          currency: 'EUR',
          closed_on: `${year}-${day}`,
          motion: day < '04' ? 'new' : 'renewal',
        })),
      ),
    );
    net = await testNetwork({ partner: ORDERS.map((_, partner) => ({ partner_id: `P${partner}` })), deal });
    desk = deskOn(await net.context());
  });
  afterAll(() => net.close());

  /** What a growth rebate pays on average between two of the years, one after the other: of six partners and four quarters. */
  const pairs = YEARS.flatMap((now, at) =>
    YEARS.flatMap((then, other) => (at === other ? [] : [Math.max(now - then, 0)])),
  );
  const yearly = 6 * 4 * RATE * (pairs.reduce((sum, growth) => sum + growth, 0) / pairs.length);
  // No partner and quarter can earn more than the widest growth.
  const error = (quarters: number, draws: number) =>
    (4 * RATE * Math.max(...pairs) * Math.sqrt(6 * quarters)) / 2 / Math.sqrt(draws);

  // Guards against the quarter that is both drawn and grown from, of which there is no growth: a third of draws would pay nothing.
  it.each([4, 8])('is paid what it pays on average between two years: %d quarters ahead', async (quarters) => {
    const draws = 20_000;
    const growth = plan([line({ rate: { growth: 'year-ago', rate: String(RATE), payOnlyGrowth: true } })]);
    const { after } = await ask(desk, { plans: [growth] }, { draws, quarters, inputs: false });
    expect(Math.abs(Number(after.mean) - (yearly * quarters) / 4)).toBeLessThan(error(quarters, draws));
  });

  it('whatever the periods of the line are', async () => {
    // Each quarter is one of the years, held against the last one, which itself is held against the one before.
    const drawn = (order: readonly number[]) => {
      const [first, second, last] = order.map((at) => YEARS[at]!) as [number, number, number];
      return [first - last, second - last, last - second];
    };
    const halves = ORDERS.flatMap((order) =>
      drawn(order).flatMap((one) => drawn(order).map((other) => Math.max(one + other, 0) / 9)),
    );
    const halfYearly = 2 * RATE * halves.reduce((sum, growth) => sum + growth, 0);
    for (const [period, expected] of [
      ['month', yearly],
      ['half-year', halfYearly],
    ] as const) {
      const growth = plan([line({ period, rate: { growth: 'year-ago', rate: String(RATE), payOnlyGrowth: true } })]);
      const { after } = await ask(desk, { plans: [growth] }, { draws: 10_000, inputs: false });
      expect(Math.abs(Number(after.mean) - expected)).toBeLessThan(error(4, 10_000));
    }
  });

  it('is paid over the best quarter what the best of three is above the next one, in one draw of three', async () => {
    // Sells in the first quarters of years only.
    const filter = [{ dim: 'motion', values: ['new'] }];
    const rate = { growth: 'high-water-mark', rate: String(RATE), payOnlyGrowth: true };
    const growth = plan([line({ rate, on: { filter } })]);
    const { after } = await ask(desk, { plans: [growth] }, { draws: 20_000, quarters: 1, inputs: false });
    const expected = (6 * RATE * (YEARS[2]! - YEARS[1]!)) / 3;
    expect(Math.abs(Number(after.mean) - expected)).toBeLessThan(error(1, 20_000));
    // A half-year that holds nothing but this quarter is no other case; nor is a year that is not drawn but for it.
    for (const [period, quarters] of [
      ['half-year', 2],
      ['year', 4],
    ] as const) {
      const longer = plan([line({ period, rate, on: { filter } })]);
      const found = await ask(desk, { plans: [longer] }, { draws: 20_000, quarters, inputs: false });
      expect(Math.abs(Number(found.after.mean) - expected)).toBeLessThan(error(1, 20_000));
    }
  });

  // A year drawn from the quarters of the best one would never grow over it, and a rebate on growth would be forecast to cost nothing.
  it('is paid over the best year, in which a quarter that is drawn stands no higher than the one before it', async () => {
    const choices = [0, 1, 2];
    const draws = choices.flatMap((a) =>
      choices.flatMap((b) => choices.flatMap((c) => choices.map((d) => [a, b, c, d]))),
    );
    const growths = ORDERS.flatMap((order) => {
      const sold = order.map((at) => YEARS[at]!);
      return draws.map((picks) => {
        const marks = choices.map((year) =>
          picks.reduce((sum, pick) => {
            const before = sold[year === 0 ? 2 : year - 1]!;
            return sum + (pick === year ? Math.min(sold[year]!, before) : sold[year]!);
          }, 0),
        );
        const year = picks.reduce((sum, pick) => sum + sold[pick]!, 0);
        return Math.max(year - Math.max(...marks), 0);
      });
    });
    const expected = (RATE * growths.reduce((sum, growth) => sum + growth, 0)) / draws.length;
    const rate = { growth: 'high-water-mark', rate: String(RATE), payOnlyGrowth: true };
    const growth = plan([line({ period: 'year', rate })]);
    const { after } = await ask(desk, { plans: [growth] }, { draws: 20_000, inputs: false, together: { rank: '0' } });
    expect(expected).toBeGreaterThan(100);
    expect(Math.abs(Number(after.mean) - expected)).toBeLessThan(error(4, 20_000));
  });
});

describe('a network whose quarters vary', () => {
  let net: TestNetwork;
  let desk: IncentiveDesk;
  /** Years vary, and yet each sums to the same: no year is brought to another level. */
  const swing = (year: number, month: number) =>
    ({ 2023: 0, 2024: 400, 2025: -400 })[year]! * (month <= 6 ? 1 : -1) * (month % 2 === 0 ? 1.5 : 0.5);
  const vary = (partner: number, year: number, month: number) =>
    2_000 * (partner + 1) + 100 * month + swing(year, month) * (1 + partner / 4);

  beforeAll(async () => {
    net = await testNetwork(
      network(vary, {
        deal: [
          ...[1, 2].map((index) => ({
            deal_id: `LOST${index}`,
            partner_id: 'P0',
            outcome: 'lost',
            amount: 100,
            currency: 'EUR',
            created_on: '2025-01-01',
            closed_on: '2025-06-01',
          })),
        ],
      }),
    );
    desk = deskOn(await net.context());
  });
  afterAll(() => net.close());

  const linear = { plans: [plan([line({ rate: { flat: '0.05' } })])] };

  // Closed form: each coming quarter is one of three past ones; the mean of 5 % of it is 5 % of their mean.
  it('reproduces the mean of a linear plan', async () => {
    let [mean, variance] = [0, 0];
    for (const partner of [0, 1, 2, 3]) {
      for (const quarter of [0, 1, 2, 3]) {
        const past = [2023, 2024, 2025].map((year) =>
          [1, 2, 3].reduce((sum, month) => sum + 0.05 * vary(partner, year, quarter * 3 + month), 0),
        );
        const middle = past.reduce((sum, value) => sum + value, 0) / 3;
        mean += middle;
        variance += past.reduce((sum, value) => sum + (value - middle) ** 2, 0) / 3;
      }
    }
    const draws = 20_000;
    // All partners swing in the same quarters, and are of one region: variances add up only where each is drawn by itself.
    // Nothing was paid of a kind that is not: no back-test widens what is drawn.
    const { after, backTest } = await ask(desk, { ...linear, kinds: ['spiff'] }, { draws, together: { rank: '0' } });
    expect(backTest).toBeNull();
    expect(Math.abs(Number(after.mean) - mean)).toBeLessThan(4 * Math.sqrt(variance / draws));
    expect(Number(after.p90) - Number(after.p10)).toBeGreaterThan(2 * 1.15 * Math.sqrt(variance));
    expect(Number(after.p90) - Number(after.p10)).toBeLessThan(2 * 1.4 * Math.sqrt(variance));
  });

  // What is told of the cost is told of one set of draws: bands, bins and the chance of a budget.
  it('counts the draws over a budget once they hold what the back-test missed', async () => {
    const net = await testNetwork(
      network((partner, year, month) => {
        const quarter = 4 * year + Math.floor((month - 1) / 3);
        return Math.round(5_000 * (1 + ((7 * quarter) % 5) / 5) * (1 + ((partner + quarter) % 3) / 50));
      }),
    );
    try {
      const own = deskOn(await net.context());
      const terms = { draws: 2_000, together: { rank: '0' } };
      const plain = await ask(own, linear, terms);
      const { widening, weak, quarters } = plain.backTest!;
      expect(weak).toBe(false);
      expect(widening).toBeGreaterThan(1);
      for (const { forecast, actual } of quarters) {
        const [p10, p50, p90] = [forecast.p10, forecast.p50, forecast.p90].map(Number) as [number, number, number];
        const half = Number(actual) > p50 ? p90 - p50 : p50 - p10;
        expect(Math.abs(Number(actual) - p50)).toBeLessThanOrEqual(widening! * half + 0.01);
      }
      const { bins } = plain;
      const budget = Number(bins.from) + 12 * Number(bins.width);
      const { overBudget } = await ask(own, linear, { ...terms, budget: String(budget) });
      const over = bins.after.slice(12).reduce((sum, count) => sum + count, 0);
      expect(over).toBeGreaterThan(0);
      expect(over).toBeLessThan(2_000);
      expect(overBudget!.after).toBe(over);
    } finally {
      await net.close();
    }
  });

  it('says the same again for the same seed, and something else for another', async () => {
    const [one, again, other] = [
      await ask(desk, linear),
      await ask(desk, linear),
      await ask(desk, linear, { seed: 8 }),
    ];
    expect(again).toEqual(one);
    expect(other.after).not.toEqual(one.after);
  });

  it('forecasts the same without trying its inputs', async () => {
    const full = await ask(desk, linear);
    expect(full.tornado.length).toBeGreaterThan(0);
    expect(full.grid).not.toBeNull();
    expect(await ask(desk, linear, { inputs: false })).toEqual({ ...full, tornado: [], grid: null });
    expect(await ask(desk, linear, { pair: false })).toEqual({ ...full, grid: null });
  });

  // The same dice for both: a plan that pays a fifth more does so in every draw, however much the draws vary.
  it('compares two plans draw by draw', async () => {
    const against = { kind: 'plans' as const, plans: linear.plans };
    const same = await ask(desk, { ...linear, against });
    expect(same.difference).toEqual({ p10: '0.00', p50: '0.00', p90: '0.00', mean: '0.00' });
    const more = await ask(desk, { plans: [plan([line({ rate: { flat: '0.06' } })])], against });
    expect(Number(more.before.p90) - Number(more.before.p10)).toBeGreaterThan(100);
    expect(Number(more.difference.p50) / Number(more.before.p50)).toBeCloseTo(0.2, 2);
    expect(Number(more.difference.p90) / Number(more.before.p90)).toBeCloseTo(0.2, 2);
  });

  it('draws more widely with more spread, and crosses thresholds in some draws only', async () => {
    const [base] = [
      { plans: [plan([line({ rate: { how: 'retroactive', bands: [{ from: '7000', rate: '0.05' }] } })])] },
    ];
    const { partners, tornado } = await ask(desk, base, { draws: 3_000 });
    const first = partners.find(({ partner }) => partner === 'P0')!;
    // Of the first quarters of three years the one of 2024 exceeds 7,000, and their mean does not.
    expect(first.threshold).toBe('7,000 of line in 2026-Q1');
    expect(first.crosses).toBeCloseTo(1 / 3, 1);
    expect(tornado.map(({ id }) => id)).toContain('spread');
  });

  it('wins open deals in place of what was known as early', async () => {
    const deal = (id: string, more: object) => ({
      deal_id: id,
      partner_id: 'P0',
      outcome: 'open',
      amount: 100_000,
      currency: 'EUR',
      created_on: '2025-12-01',
      closed_on: '2026-02-10',
      ...more,
    });
    // Read before the deals are there, so that it does not matter which tests ran before.
    const before = await ask(desk, linear);
    await net.insert({ deal: [deal('O1', { probability: 1 }), deal('O2', { probability: 0 })] }, 2);
    const opened = deskOn({ ...(await net.context()), dataVersion: 99 });
    const after = await ask(opened, linear);
    // All of the past was created on the day it closed: nothing of it was known before, so the deals come on top.
    const gain = Number(after.quarters[0]!.after.mean) - Number(before.quarters[0]!.after.mean);
    expect(gain).toBeCloseTo(5_000, 0);
    expect(after.notes.join()).toContain('2 open deals are won or lost');
    expect(Number(after.quarters[1]!.after.mean)).toBeCloseTo(Number(before.quarters[1]!.after.mean), 2);
  });
});

it('refuses to forecast without a closed quarter', async () => {
  const net = await testNetwork({
    partner: [{ partner_id: 'P', partner_name: 'P' }],
    deal: [
      { deal_id: 'D', partner_id: 'P', outcome: 'won', amount: 1, created_on: '2025-02-10', closed_on: '2025-02-10' },
    ],
  });
  const asked = { plans: [plan([line({ rate: { flat: '0.05' } })])] };
  await expect(ask(deskOn(await net.context()), asked)).rejects.toThrow('closed fiscal quarters');
  await net.close();
});

describe.skipIf(!sampleFile)('the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  it('is forecast for three plans at once, with bands around what was paid', async () => {
    const found = await ask(open.desk, {
      plans: [
        plan([line({ period: 'year', rate: { how: 'marginal', bands: [{ from: '0', rate: '0.02' }] } })]),
        plan(
          [
            line({
              period: 'month',
              rate: { flat: '0.01' },
              on: { filter: [{ dim: 'family', values: ['Cloud Platform'] }] },
            }),
          ],
          { id: 'b' },
        ),
        plan([line({ kind: 'spiff', scope: 'deal', rate: { flat: '0.01' } })], { id: 'c', currency: 'USD' }),
      ],
    });
    for (const { p10, p50, p90 } of [found.before, found.after]) {
      expect(Number(p10)).toBeLessThan(Number(p50));
      expect(Number(p50)).toBeLessThan(Number(p90));
    }
    const { numerator, denominator } = found.backTest!.error;
    expect(Number(numerator) / Number(denominator)).toBeLessThan(0.2);
    const drawn = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect([drawn(found.bins.before), drawn(found.bins.after)]).toEqual([200, 200]);
    expect(found.partners.length).toBeGreaterThan(100);
  }, 120_000);
});
