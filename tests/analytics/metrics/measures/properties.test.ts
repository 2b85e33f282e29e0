/** Random networks, windows and days, against plain loops over deals. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure, type Window } from '../../../../analytics/api/documents/measure.ts';
import { planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import { readMeasures } from '../../../../analytics/metrics/measures/readMeasures.ts';
import { resolveWindow } from '../../../../analytics/metrics/measures/windows.ts';
import { FiscalCalendar } from '../../../../analytics/network/calendar.ts';
import { addDays, addMonths, dayNumber, isoDate } from '../../../../analytics/network/dates.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cells, type NaiveDeal, type NaiveNetwork, storeRows } from '../naive.ts';
import { policyOf, type TestNetwork, testNetwork } from '../network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const PARTNERS = ['P1', 'P2', 'P3'];
/** Agreements that began; the third partner has none. */
const STARTS: Record<string, string | undefined> = { P1: '2024-02-29', P2: '2025-08-15' };
const day = fc.integer({ min: dayNumber('2024-06-01'), max: dayNumber('2026-08-31') }).map(isoDate);
const units = fc.integer({ min: -20_000_000, max: 90_000_000 });
const party = fc.record({
  partner_id: fc.constantFrom(...PARTNERS, 'P9'),
  role: fc.constantFrom('sourced', 'influenced', 'fulfilment'),
});
const deal = fc.record({
  route: fc.constantFrom('direct' as const, 'one-tier' as const, null),
  outcome: fc.constantFrom('open' as const, 'won' as const, 'won' as const, 'lost' as const),
  closed_on: fc.option(day, { nil: null, freq: 12 }),
  parties: fc.uniqueArray(party, { maxLength: 3, selector: ({ partner_id, role }) => `${partner_id} ${role}` }),
  inline: fc.boolean(),
  lines: fc.array(fc.record({ product_id: fc.constantFrom('A', 'B', null), amount: units, cost: fc.constant(null) }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const networks: fc.Arbitrary<NaiveNetwork> = fc.record({
  partners: fc.constant(PARTNERS.map((partner_id) => ({ partner_id, country: null, level: null }))),
  products: fc.constant([
    { product_id: 'A', category: 'Iron' },
    { product_id: 'B', category: null },
  ]),
  deals: fc
    .array(deal, { minLength: 1, maxLength: 14 })
    .map((deals): NaiveDeal[] => deals.map((one, index) => ({ ...one, deal_id: `D${index}` }))),
  payouts: fc.constant([]),
});
const windows: fc.Arbitrary<Window> = fc.oneof(
  fc.record({
    kind: fc.constant('trailing' as const),
    count: fc.integer({ min: 1, max: 14 }),
    unit: fc.constantFrom('day' as const, 'month' as const, 'quarter' as const, 'year' as const),
  }),
  fc.tuple(day, fc.nat(500)).map(([from, length]) => ({ kind: 'between' as const, from, to: addDays(from, length) })),
  fc.record({
    kind: fc.constantFrom(
      'fiscal-year' as const,
      'calendar-quarter' as const,
      'last-fiscal-quarter' as const,
      'last-calendar-year' as const,
      'since-anniversary' as const,
      'ever' as const,
    ),
  }),
);
const asOfs = fc.uniqueArray(day, { minLength: 1, maxLength: 4 });
const pattern = fc.constantFrom('months' as const, '4-4-5' as const, '5-4-4' as const);

/** The last anniversary up to the day, counted forward year by year. */
function agreementYear(partner: string, asOf: string): { from: string; to: string } | null {
  const start = STARTS[partner];
  if (!start || start > asOf) return null;
  let from = start;
  for (let years = 1; ; years++) {
    const next = addMonths(start, 12 * years);
    if (next > asOf) return { from, to: asOf };
    from = next;
  }
}

/** Amounts of the won deals of a partner within days, in whole numbers of 10^-4. */
function amounts(network: NaiveNetwork, partner: string, days: { from: string; to: string }, category: string | null) {
  return network.deals.flatMap((one) => {
    const within = one.closed_on !== null && one.closed_on >= days.from && one.closed_on <= days.to;
    if (one.outcome !== 'won' || !within) return [];
    const found = cells(network, one, category === null ? ['partner'] : ['partner', 'category']);
    return found
      .filter(({ key }) => key[0] === partner && (category === null || key[1] === category))
      .map(({ amount }) => amount);
  });
}

const NAIVE: Record<string, (list: readonly number[]) => number> = {
  sum: (list) => list.reduce((sum, one) => sum + one, 0),
  count: (list) => list.length * 10_000,
  max: (list) => (list.length > 0 ? Math.max(...list) : Number.NaN),
  min: (list) => (list.length > 0 ? Math.min(...list) : Number.NaN),
};

describe('measures of random networks', () => {
  it('are what loops find, for all windows and days in one reading', async () => {
    await fc.assert(
      fc.asyncProperty(
        networks,
        fc.array(fc.record({ window: windows, agg: fc.constantFrom(...Object.keys(NAIVE)), iron: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
        asOfs,
        pattern,
        async (network, wanted, days, weeks) => {
          const rows = storeRows(network);
          const settings = { calendar: { startMonth: 10, pattern: weeks } };
          await net.replace({
            ...rows,
            partner: rows.partner!.map((one) => ({ ...one, agreement_start: STARTS[String(one.partner_id)] ?? null })),
          });
          const context = await net.context(settings);
          const calendar = new FiscalCalendar(policyOf(settings).calendar);
          const measures = wanted.map(({ window, agg, iron }) =>
            planMeasure(
              measure.parse({
                metric: 'won_amount',
                window,
                agg,
                filter: iron ? [{ dim: 'category', values: ['Iron'] }] : [],
              }),
              context.network,
            ),
          );
          const table = await readMeasures(context, { measures, asOfs: days, partners: PARTNERS });
          const expected = wanted.map(({ window, agg, iron }) =>
            days.flatMap((asOf) =>
              PARTNERS.map((partner) => {
                const shared = resolveWindow(window, asOf, { calendar });
                const own = shared === 'since-anniversary' ? agreementYear(partner, asOf) : shared;
                return own ? NAIVE[agg]!(amounts(network, partner, own, iron ? 'Iron' : null)) : Number.NaN;
              }),
            ),
          );
          expect(measures.map(({ key }) => [...table.column(key)])).toEqual(expected);
        },
      ),
      runs(60),
    );
  }, 120_000);

  it('add up: a window is its first part and its second part', async () => {
    await fc.assert(
      fc.asyncProperty(networks, fc.uniqueArray(day, { minLength: 3, maxLength: 3 }), async (network, three) => {
        await net.replace(storeRows(network));
        const [from, cut, to] = [...three].sort() as [string, string, string];
        const context = await net.context();
        const over = (first: string, last: string, metric: string) =>
          planMeasure(measure.parse({ metric, window: { kind: 'between', from: first, to: last } }), context.network);
        for (const metric of ['won_amount', 'won_count', 'sourced_amount']) {
          const measures = [over(from, to, metric), over(from, cut, metric), over(addDays(cut, 1), to, metric)];
          const table = await readMeasures(context, { measures, asOfs: [to], partners: PARTNERS });
          const [whole, first, second] = measures.map(({ key }) => table.column(key)) as [
            Float64Array,
            Float64Array,
            Float64Array,
          ];
          expect([...first].map((value, index) => value + second[index]!)).toEqual([...whole]);
        }
      }),
      runs(25),
    );
  }, 120_000);
});
