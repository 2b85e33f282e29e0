/** Measures of small networks, figured by hand. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { measure } from '../../../../analytics/api/documents/measure.ts';
import { planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import {
  measureRelation,
  type ReadRequest,
  readMeasures,
} from '../../../../analytics/metrics/measures/readMeasures.ts';
import { type Rows, type TestNetwork, testNetwork, type Value } from '../network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const PARTNERS = ['P1', 'P2', 'P3'];
const roster = PARTNERS.map((partner_id) => ({ partner_id }));

/** Figures of P1, P2 and P3 in plain numbers, day by day; null where there is none. */
async function read(
  document: object,
  more: Partial<ReadRequest> = {},
  settings: object = {},
): Promise<(number | null)[]> {
  const context = await net.context(settings);
  const planned = planMeasure(measure.parse(document), context.network);
  const request = { measures: [planned], asOfs: ['2026-06-30'], partners: PARTNERS, ...more };
  const table = await readMeasures(context, request);
  return [...table.column(planned.key)].map((value) => (Number.isNaN(value) ? null : value / 10_000));
}

const won = (id: string, partner: string, amount: Value, on: string | null, more: Record<string, Value> = {}) => ({
  deal_id: id,
  partner_id: partner,
  outcome: 'won',
  amount,
  closed_on: on,
  ...more,
});

const YEAR = 'trailing-12-months';

describe('windows', () => {
  beforeEach(() =>
    net.replace({
      partner: roster,
      deal: [
        won('A', 'P1', '100.5000', '2026-06-30'),
        won('B', 'P1', '10', '2025-07-01'),
        won('C', 'P1', '1', '2025-06-30'),
        won('D', 'P2', '0.0001', '2026-01-31'),
        won('E', 'P2', '5', '2026-07-01'),
        won('F', 'P2', '5', null),
        won('G', 'nobody', '5', '2026-06-30'),
        { ...won('H', 'P2', '7', '2026-02-01'), outcome: 'lost' },
      ],
    }),
  );

  it('holds its first and its last day and no other', async () => {
    expect(await read({ metric: 'won_amount', window: YEAR })).toEqual([110.5, 0.0001, 0]);
  });

  it('is found for days in any order', async () => {
    const asOfs = ['2026-06-30', '2025-06-30', '2026-07-01', '2026-01-31'];
    expect(await read({ metric: 'won_amount', window: YEAR }, { asOfs })).toEqual(
      [
        [110.5, 0.0001, 0],
        [1, 0, 0],
        [100.5, 5.0001, 0],
        [11, 0.0001, 0],
      ].flat(),
    );
  });

  it('may have no beginning; a deal without a day is in none', async () => {
    const asOfs = ['2026-06-30', '2025-07-01', '2001-01-01'];
    expect(await read({ metric: 'won_amount', window: 'ever' }, { asOfs })).toEqual([
      111.5, 0.0001, 0, 11, 0, 0, 0, 0, 0,
    ]);
  });

  it('may be two fixed days', async () => {
    const window = { kind: 'between', from: '2025-06-30', to: '2025-07-01' };
    expect(await read({ metric: 'won_count', window })).toEqual([2, 0, 0]);
  });

  it('is compared with the one a year earlier', async () => {
    // P1: 100.5 + 10 against 1; the others have nothing to compare with.
    expect(await read({ metric: 'growth', window: YEAR })).toEqual([109.5, null, null]);
  });
});

describe('aggregates', () => {
  it('has the median of a portfolio', async () => {
    const usage = (id: string, partner: string, quantity: number) =>
      won(id, partner, '1', '2026-03-01', { quantity, has_lines: false });
    await net.replace({
      partner: roster,
      deal: [
        ...[2, 5, 9].map((units, index) => usage(`A${index}`, 'P1', units)),
        ...[2, 3, 9, 4].map((units, index) => usage(`B${index}`, 'P2', units)),
      ],
    });
    // Of HubSpot’s 2016 rule “median app usage at least 5”: the first portfolio meets it, the second does not.
    expect(await read({ metric: 'quantity', agg: 'median', window: YEAR })).toEqual([5, 3.5, null]);
  });

  it('has the average, rounded half away from zero, the largest, the smallest and the number', async () => {
    await net.replace({
      partner: roster,
      deal: [
        won('A', 'P1', '1.0001', '2026-03-01'),
        won('B', 'P1', '1.0002', '2026-03-02'),
        won('C', 'P1', null, '2026-03-02'),
        won('D', 'P2', '-1.0001', '2026-03-01'),
        won('E', 'P2', '-1.0002', '2026-03-01'),
      ],
    });
    expect(await read({ metric: 'won_amount', agg: 'avg', window: YEAR })).toEqual([1.0002, -1.0002, null]);
    expect(await read({ metric: 'won_amount', agg: 'max', window: YEAR })).toEqual([1.0002, -1.0001, null]);
    expect(await read({ metric: 'won_amount', agg: 'min', window: YEAR })).toEqual([1.0001, -1.0002, null]);
    // A deal without an amount is won and has no value.
    expect(await read({ metric: 'won_amount', agg: 'count', window: YEAR })).toEqual([2, 2, 0]);
    expect(await read({ metric: 'won_count', window: YEAR })).toEqual([3, 2, 0]);
    expect(await read({ metric: 'avg_deal', window: YEAR })).toEqual([0.6668, -1.0002, null]);
  });

  it('counts different customers', async () => {
    await net.replace({
      partner: roster,
      deal: ['Acme', 'Bolt', 'Acme', null].map((customer, index) =>
        won(`D${index}`, 'P1', '1', index === 0 ? '2025-07-01' : '2026-03-01', { customer }),
      ),
    });
    const asOfs = ['2026-06-30', '2025-12-31'];
    expect(await read({ metric: 'won_count', agg: 'distinct', window: YEAR }, { asOfs })).toEqual([2, 0, 0, 1, 0, 0]);
    expect(await read({ metric: 'won_amount', agg: 'distinct', window: YEAR })).toEqual([2, 0, 0]);
  });
});

describe('the agreement year of each partner', () => {
  const start = (agreement_start: string | null) => [{ partner_id: 'P1', agreement_start }, ...roster.slice(1)];
  const year = (metric: string, agg?: string) => ({ metric, window: 'since-anniversary', ...(agg ? { agg } : {}) });

  it.each([
    ['2024-03-15', '2026-06-30', '2026-03-15'],
    ['2024-03-15', '2026-03-15', '2026-03-15'],
    ['2024-03-15', '2026-03-14', '2025-03-15'],
    ['2025-10-01', '2026-06-30', '2025-10-01'],
    // The anniversary of 29 February is the 28th in other years.
    ['2024-02-29', '2026-02-27', '2025-02-28'],
    ['2024-02-29', '2026-02-28', '2026-02-28'],
    ['2023-02-28', '2024-02-29', '2024-02-28'],
  ])('of an agreement since %s begins for %s on %s', async (agreement, asOf, first) => {
    const before = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
    const after = new Date(Date.parse(asOf) + 86_400_000).toISOString().slice(0, 10);
    const deals = [before, first, asOf, after].map((day, index) => won(`D${index}`, 'P1', String(10 ** index), day));
    await net.replace({ partner: start(agreement), deal: deals });
    expect(await read(year('won_amount'), { asOfs: [asOf] })).toEqual([110, null, null]);
  });

  it('is unknown before the agreement and without one', async () => {
    await net.replace({ partner: start('2026-07-01'), deal: [won('A', 'P1', '1', '2026-06-01')] });
    expect(await read(year('won_amount'))).toEqual([null, null, null]);
    expect(await read(year('won_amount'), { asOfs: ['2026-06-30', '2026-07-01'] })).toEqual([
      null,
      null,
      null,
      0,
      null,
      null,
    ]);
  });

  it('holds medians, customers, ratios and the year before too', async () => {
    await net.replace({
      partner: start('2024-04-01'),
      deal: [
        won('A', 'P1', '4', '2026-04-01', { customer: 'Acme' }),
        won('B', 'P1', '8', '2026-06-30', { customer: 'Acme' }),
        won('C', 'P1', '3', '2025-04-01'),
        won('D', 'P1', '5', '2025-07-01'),
        { ...won('E', 'P1', '1', '2026-05-01'), outcome: 'lost' },
      ],
    });
    expect(await read(year('won_amount', 'median'))).toEqual([6, null, null]);
    expect(await read(year('won_amount', 'distinct'))).toEqual([1, null, null]);
    expect(await read(year('win_rate'))).toEqual([0.6667, null, null]);
    // 12 against the 3 of 1 April to 30 June a year before.
    expect(await read(year('growth'))).toEqual([3, null, null]);
  });
});

describe('joiners', () => {
  const scaled = { metric: 'won_amount', window: YEAR, proRateJoiners: { fromDays: 30 } };
  const joined = async (days: (string | null)[]) => {
    await net.replace({
      partner: days.map((agreement_start, index) => ({ partner_id: PARTNERS[index]!, agreement_start })),
      deal: PARTNERS.map((id) => won(id, id, '100', '2026-06-15')),
    });
    return read(scaled);
  };

  it('are scaled up from their days to those of the window', async () => {
    // 1 Jan to 30 Jun is 181 of 365 days; a day short of 30 days of it is not scaled, nor is who was there from the start.
    expect(await joined(['2026-01-01', '2026-06-01', '2026-06-02'])).toEqual([201.6575, 1216.6667, 100]);
    expect(await joined(['2025-07-01', '2025-07-02', null])).toEqual([100, 100.2747, 100]);
    expect(await joined(['2026-07-01', '2020-01-01', null])).toEqual([100, 100, 100]);
  });
});

describe('one measure by another', () => {
  it('is a quotient of the two figures, with the unit of the divisor', async () => {
    await net.replace({
      partner: roster,
      deal: [won('A', 'P1', '500000', '2026-03-01'), won('B', 'P3', '-3', '2026-03-01')],
      certification: ['Ann', 'Bob', 'Cid'].map((person, index) => ({
        partner_id: PARTNERS[Math.max(0, index - 1)]!,
        person,
        certification: 'Sales',
        earned_on: '2026-01-01',
      })),
    });
    const per = { metric: 'won_amount', window: YEAR, times: 100_000 };
    expect(await read({ metric: 'certified_people', per })).toEqual([0.4, null, 0]);
    expect(await read({ metric: 'won_amount', window: YEAR, per: { metric: 'won_count', window: YEAR } })).toEqual([
      500_000,
      null,
      -3,
    ]);
    expect(await read({ metric: 'won_count', window: YEAR, per: { ...per, times: 2.5 } })).toEqual([0, null, -0.8333]);
  });
});

describe('what partners are, day by day', () => {
  beforeEach(() =>
    net.replace({
      partner: roster,
      certification: [
        { partner_id: 'P1', person: 'Ann', certification: 'Sales', earned_on: '2025-01-01', expires_on: '2026-06-29' },
        { partner_id: 'P1', person: 'Bob', certification: 'Sales', earned_on: '2026-01-01', level: 'professional' },
        { partner_id: 'P1', person: 'Bob', certification: 'Cloud', earned_on: '2026-02-01' },
      ],
    }),
  );

  it('counts certified people on each day, and those with chosen certificates', async () => {
    const asOfs = ['2026-06-29', '2026-06-30'];
    expect(await read({ metric: 'certified_people' }, { asOfs })).toEqual([2, 0, 0, 1, 0, 0]);
    const chosen = (dim: string, value: string) => ({ metric: 'certified_people', filter: [{ dim, values: [value] }] });
    expect(await read(chosen('certification', 'Cloud'), { asOfs })).toEqual([1, 0, 0, 1, 0, 0]);
    expect(await read(chosen('certification', 'Sales'), { asOfs })).toEqual([2, 0, 0, 1, 0, 0]);
    expect(await read(chosen('certification_level', 'professional'), { asOfs })).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it('reads the state at the end of a window', async () => {
    expect(await read({ metric: 'certified_people', window: 'last-calendar-year' })).toEqual([1, 0, 0]);
  });

  it('is unknown for all where nothing of the kind was ever loaded', async () => {
    await net.replace({ partner: roster });
    expect(await read({ metric: 'certified_people' })).toEqual([null, null, null]);
    expect(await read({ metric: 'payout_amount', window: YEAR })).toEqual([null, null, null]);
  });
});

describe('filters of rows', () => {
  beforeEach(() =>
    net.replace({
      partner: roster,
      deal: [
        won('A', 'P1', '10', '2026-03-01', { stage: 'Won: signed', currency: 'EUR' }),
        won('B', 'P1', '20', '2026-03-01', { stage: null, currency: 'USD' }),
        won('C', 'P2', '40', '2026-03-01', { stage: "it's" }),
      ],
      fx_rate: [{ on_date: '2020-01-01', from_currency: 'USD', to_currency: 'EUR', kind: 'plan', rate: 0.5 }],
    }),
  );
  const where = (dim: string, values: (string | null)[], not = false) =>
    read({ metric: 'won_count', window: YEAR, filter: [{ dim, values, not }] });

  it('chooses by stage and currency, with colons and quotes as they are', async () => {
    expect(await where('stage', ['Won: signed', "it's"])).toEqual([1, 1, 0]);
    expect(await where('stage', [null])).toEqual([1, 0, 0]);
    expect(await where('stage', ['Won: signed'], true)).toEqual([1, 1, 0]);
    expect(await where('currency', ['USD'])).toEqual([1, 0, 0]);
  });

  it('chooses payouts by what they are and by the deal they were earned on', async () => {
    const paid = (payout_id: string, deal_id: string | null, kind: string, amount: string) => ({
      payout_id,
      partner_id: 'P1',
      deal_id,
      kind,
      amount,
      earned_on: '2026-03-01',
    });
    await net.replace({
      partner: roster,
      deal: [won('A', 'P1', '10', '2026-03-01', { motion: 'new' })],
      payout: [paid('X', 'A', 'rebate', '1'), paid('Y', null, 'mdf', '2'), paid('Z', 'A', 'mdf', '4')],
    });
    const earned = (dim: string, value: string) =>
      read({ metric: 'payout_amount', window: YEAR, filter: [{ dim, values: [value] }] });
    expect(await earned('kind', 'mdf')).toEqual([6, 0, 0]);
    expect(await earned('motion', 'new')).toEqual([5, 0, 0]);
  });

  it('chooses deals by their size in the base currency: from the lower edge, below the upper one', async () => {
    const sized = (dealFrom?: number, dealBelow?: number, more = {}) =>
      read(
        {
          metric: 'won_count',
          window: YEAR,
          ...(dealFrom === undefined ? {} : { dealFrom }),
          ...(dealBelow === undefined ? {} : { dealBelow }),
        },
        more,
      );
    expect(await sized(10)).toEqual([2, 1, 0]);
    expect(await sized(10.0001)).toEqual([0, 1, 0]);
    expect(await sized(undefined, 10)).toEqual([0, 0, 0]);
    expect(await sized(10, 40)).toEqual([2, 0, 0]);
    // Sizes stay those of the base currency when amounts are asked for in another one.
    expect(await sized(10, 40, { currency: 'USD' })).toEqual([2, 0, 0]);
  });
});

describe('another currency', () => {
  const rates = (list: [string, string, number, string?][]): NonNullable<Rows['fx_rate']> =>
    list.map(([from_currency, to_currency, rate, kind = 'plan']) => ({
      on_date: '2020-01-01',
      from_currency,
      to_currency,
      kind,
      rate,
    }));
  const deal = [
    won('A', 'P1', '100', '2026-03-01', { currency: 'EUR' }),
    won('B', 'P1', '100', '2026-03-01'),
    won('C', 'P2', '110', '2026-03-01', { currency: 'USD' }),
    won('D', 'P3', '10', '2026-03-01', { currency: 'GBP' }),
  ];
  const bookings = (currency: string, more: Partial<ReadRequest> = {}) =>
    read({ metric: 'won_amount', window: YEAR }, { currency, ...more });

  it('keeps amounts that are in it, inverts the rate of the base currency and goes through it for others', async () => {
    await net.replace({
      partner: roster,
      deal,
      fx_rate: rates([
        ['USD', 'EUR', 0.9],
        ['GBP', 'EUR', 1.2],
      ]),
    });
    expect(await bookings('EUR')).toEqual([200, 99, 12]);
    // 1 ÷ 0.9 = 1.11111111; 1.2 × that = 1.33333333.
    expect(await bookings('USD')).toEqual([222.2222, 110, 13.3333]);
  });

  it('prefers a rate between the two to the way through the base currency', async () => {
    const fx_rate = rates([
      ['USD', 'EUR', 0.9],
      ['GBP', 'EUR', 1.2],
      ['GBP', 'USD', 1.5],
    ]);
    await net.replace({ partner: roster, deal, fx_rate });
    expect(await bookings('USD')).toEqual([222.2222, 110, 15]);
  });

  it('takes the rates that the program names', async () => {
    const fx_rate = rates([
      ['USD', 'EUR', 0.9],
      ['USD', 'EUR', 0.5, 'constant'],
      ['GBP', 'EUR', 1, 'constant'],
    ]);
    await net.replace({ partner: roster, deal, fx_rate });
    expect(await bookings('USD', { rates: 'constant' })).toEqual([400, 110, 20]);
    expect(await bookings('EUR', { rates: 'constant' })).toEqual([200, 55, 10]);
  });

  it('counts dated rates on the day of the deal, through the base currency on the same day', async () => {
    const dated = (on_date: string, from_currency: string, rate: number) => ({
      on_date,
      from_currency,
      to_currency: 'EUR',
      kind: 'dated',
      rate,
    });
    await net.replace({
      partner: roster,
      deal: [...deal, won('E', 'P3', '10', '2026-04-01', { currency: 'GBP' })],
      fx_rate: [
        dated('2026-02-01', 'USD', 0.5),
        dated('2026-03-15', 'USD', 0.8),
        dated('2026-02-01', 'GBP', 1),
        dated('2026-03-20', 'GBP', 2),
      ],
    });
    // GBP: 10 × 1 × 2 on 1 March, 10 × 2 × 1.25 on 1 April.
    expect(await bookings('USD', { rates: 'dated' })).toEqual([400, 110, 45]);
  });

  it('leaves amounts without a rate out of sums, as queries do', async () => {
    await net.replace({ partner: roster, deal, fx_rate: rates([['USD', 'EUR', 0.5]]) });
    expect(await bookings('USD')).toEqual([400, 110, 0]);
  });

  it('is refused when no rate leads to it, rather than 0 for all', async () => {
    await net.replace({ partner: roster, deal, fx_rate: rates([['GBP', 'EUR', 1.2]]) });
    await expect(bookings('USD')).rejects.toThrow(/^No plan rate between EUR and USD is loaded/);
    expect(await bookings('EUR')).toEqual([200, 0, 12]);
    // What has no amounts needs no rate.
    expect(await read({ metric: 'won_count', window: YEAR }, { currency: 'USD' })).toEqual([2, 1, 1]);
  });
});

describe('a slice', () => {
  const sliced = async (documents: object[], slice: 'motion' | 'category', asOfs = ['2026-06-30']) => {
    const context = await net.context();
    const measures = documents.map((document) => planMeasure(measure.parse(document), context.network));
    const table = await readMeasures(context, { measures, asOfs, partners: PARTNERS, slice });
    return Array.from({ length: table.rows }, (_, row) => [
      table.dayOf![row],
      table.partners[table.partnerOf![row]!],
      table.sliceValues[table.valueOf![row]!],
      ...measures.map(({ key }) => table.column(key)[row]! / 10_000),
    ]);
  };

  it('has a row for each value that a partner has on any of the days', async () => {
    await net.replace({
      partner: roster,
      deal: [
        won('A', 'P2', '10', '2026-03-01', { motion: 'new' }),
        won('B', 'P2', '20', '2025-03-01', { motion: 'renewal' }),
        won('C', 'P2', '40', '2026-03-01', { motion: null }),
        won('D', 'P1', '1', '2026-03-01', { motion: 'new' }),
      ],
    });
    const documents = [
      { metric: 'won_amount', window: YEAR },
      { metric: 'won_amount', agg: 'max', window: 'ever' },
    ];
    expect(await sliced(documents, 'motion', ['2026-06-30', '2025-06-30'])).toEqual([
      [0, 'P1', 'new', 1, 1],
      [0, 'P2', 'new', 10, 10],
      [0, 'P2', 'renewal', 0, 20],
      [0, 'P2', null, 40, 40],
      [1, 'P1', 'new', 0, Number.NaN],
      [1, 'P2', 'new', 0, Number.NaN],
      [1, 'P2', 'renewal', 20, 20],
      [1, 'P2', null, 0, Number.NaN],
    ]);
  });

  it('has the lines of a deal by category', async () => {
    const line = (deal_id: string, line_id: string, product_id: string, amount: string) => ({
      deal_id,
      line_id,
      product_id,
      amount,
    });
    await net.replace({
      partner: roster,
      product: [
        { product_id: 'X', category: 'Iron' },
        { product_id: 'Y', category: 'Wood' },
      ],
      deal: [won('A', 'P1', '10', '2026-03-01', { has_lines: true })],
      deal_line: [line('A', '1', 'X', '3'), line('A', '2', 'Y', '5'), line('A', '3', 'X', '2')],
    });
    const documents = [
      { metric: 'won_amount', window: YEAR },
      { metric: 'won_count', window: YEAR },
    ];
    expect(await sliced(documents, 'category')).toEqual([
      [0, 'P1', 'Iron', 5, 1],
      [0, 'P1', 'Wood', 5, 1],
    ]);
  });

  it('is refused for what has no such value', async () => {
    await expect(sliced([{ metric: 'certified_people' }], 'motion')).rejects.toThrow(/no figure for each motion/);
  });
});

describe('reading', () => {
  beforeEach(() => net.replace({ partner: roster, deal: [won('A', 'P1', '1.5', '2026-03-01')] }));

  it('gives the same figures to rules in SQL', async () => {
    await net.insert({ deal: [{ deal_id: 'L', outcome: 'lost', amount: '1', closed_on: '2020-01-01' }] });
    const { network } = await net.context();
    const planned = (document: object) => planMeasure(measure.parse(document), network);
    const measures = [planned({ metric: 'won_amount', window: YEAR }), planned({ metric: 'win_rate', window: YEAR })];
    const { sql, bindings } = measureRelation(network, { measures, asOf: '2026-06-30' });
    expect(await net.engine.rows(`SELECT * FROM (${sql}) AS m ORDER BY 1`, bindings)).toEqual([
      { partner_id: 'P1', m0: '1.5000', m1: '1.0000' },
      { partner_id: 'P2', m0: '0.0000', m1: null },
      { partner_id: 'P3', m0: '0.0000', m1: null },
    ]);
    const chosen = measureRelation(network, { measures, asOf: '2026-06-30', partners: ['P3', 'no"body'] });
    expect(await net.engine.rows(`SELECT partner_id FROM (${chosen.sql}) AS m ORDER BY 1`, chosen.bindings)).toEqual([
      { partner_id: 'P3' },
      { partner_id: 'no"body' },
    ]);
  });

  it('answers for the partners asked, in their order', async () => {
    expect(await read({ metric: 'won_amount', window: YEAR }, { partners: ['P2', 'nobody', 'P1'] })).toEqual([
      0, 0, 1.5,
    ]);
    expect(await read({ metric: 'won_amount', window: YEAR }, { partners: [] })).toEqual([]);
  });

  it('reads any number of days', async () => {
    const asOfs = Array.from({ length: 60 }, (_, index) =>
      new Date(Date.UTC(2026, 1, 1 + index)).toISOString().slice(0, 10),
    );
    const since = asOfs.indexOf('2026-03-01');
    for (const agg of ['sum', 'median'])
      expect(
        await read({ metric: 'won_amount', agg, window: 'trailing-12-months' }, { asOfs, partners: ['P1'] }),
      ).toEqual(asOfs.map((_, index) => (index >= since ? 1.5 : agg === 'sum' ? 0 : null)));
  });

  it('reads a measure once that is asked for twice', async () => {
    const context = await net.context();
    const planned = planMeasure(measure.parse({ metric: 'won_amount', window: YEAR }), context.network);
    const request = { measures: [planned, planned], asOfs: ['2026-06-30'], partners: PARTNERS };
    expect((await readMeasures(context, request)).bytes).toBe(3 * 8);
  });

  it('refuses a figure that whole numbers cannot hold', async () => {
    await net.insert({
      deal: [won('B', 'P2', '900719925474.0991', '2026-03-01'), won('C', 'P3', '900719925474.0992', '2026-03-01')],
    });
    await expect(read({ metric: 'won_amount', window: YEAR })).rejects.toThrow(
      /^Bookings of the trailing 12 months: .* 900 billion/,
    );
    expect(await read({ metric: 'won_amount', window: YEAR }, { partners: ['P2'] })).toEqual([900719925474.0991]);
  });

  it('stops when it is told to', async () => {
    const context = await net.context();
    const planned = planMeasure(measure.parse({ metric: 'won_amount', window: YEAR }), context.network);
    const request = { measures: [planned], asOfs: ['2026-06-30'], partners: PARTNERS };
    await expect(readMeasures(context, request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
