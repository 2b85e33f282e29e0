/** Random lines and random ledgers of two partners, for whatever must hold of every plan. */
import fc from 'fast-check';
import { addDays } from '../../../analytics/network/dates.ts';
import type { Rows } from '../metrics/network.ts';
import { dayOf, type Entry } from './naive.ts';
import { plan } from './readings.ts';

const edge = fc.integer({ min: 0, max: 40 }).map((step) => step * 250);
const share = fc.integer({ min: 0, max: 3_000 }).map((points) => (points / 10_000).toFixed(4));
const factor = fc.constantFrom('0.5', '1.2', '1.25', '1.5', '2');
const bandsOf = (from: fc.Arbitrary<number | string>) =>
  fc
    .uniqueArray(fc.record({ from, rate: share }), { minLength: 1, maxLength: 4, selector: ({ from }) => Number(from) })
    .map((bands) => bands.sort((a, b) => Number(a.from) - Number(b.from)));

const rate = fc.oneof(
  share.map((flat) => ({ flat })),
  fc.record({ lump: edge, atLeast: edge }),
  fc.record({
    bands: bandsOf(edge),
    how: fc.constantFrom('retroactive', 'marginal'),
    pays: fc.constantFrom('share', 'share', 'perUnit', 'lump'),
    payFrom: fc.option(edge, { nil: undefined }),
  }),
  fc.record({
    growth: fc.constantFrom('prior-period', 'year-ago', 'high-water-mark', 5_000),
    rate: share,
    atLeast: fc.constantFrom('0', '0.05', '0.25'),
    payOnlyGrowth: fc.boolean(),
  }),
  fc.record({
    growth: fc.constantFrom('prior-period', 'year-ago'),
    bands: bandsOf(fc.integer({ min: -2, max: 8 }).map((tenths) => (tenths / 4).toFixed(2))),
    payOnlyGrowth: fc.boolean(),
  }),
  fc.record({ every: fc.integer({ min: 1, max: 3_000 }), pays: edge, above: edge }),
  fc.tuple(edge, fc.integer({ min: 1, max: 9_000 }), share, share).map(([low, way, first, second]) => ({
    linear: [
      { at: low, rate: first },
      { at: low + way, rate: second },
    ],
  })),
  fc.record({
    points: fc.integer({ min: 1, max: 9 }),
    per: fc.constantFrom(100, 250),
    worth: fc.constantFrom('1', '0.5'),
  }),
  fc.record({ Gold: share, Silver: share }).map((byLevel) => ({ byLevel })),
);

const filter = fc.constantFrom([], [{ dim: 'family', values: ['F'] }], [{ dim: 'family', values: ['F', 'G'] }]);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
export const randomLine = fc.record({
  rate,
  scope: fc.constantFrom('partner', 'partner', 'deal'),
  combine: fc.constantFrom('multiply', 'add'),
  multipliers: fc.array(fc.record({ factor, filter }), { maxLength: 2 }),
  surcharges: fc.array(fc.record({ rate: share, filter }), { maxLength: 2 }),
  limits: fc.record({
    floor: optional(edge),
    capBase: optional(fc.integer({ min: 1, max: 40 }).map((step) => step * 250)),
    capRate: optional(share),
    capPartner: optional(edge),
  }),
});

export const randomEntry = fc.record({
  partner: fc.constantFrom('P', 'Q'),
  quarter: fc.integer({ min: 0, max: 7 }),
  cents: fc.oneof(
    edge.map((whole) => whole * 100),
    fc.integer({ min: -400_000, max: 900_000 }),
  ),
  family: fc.constantFrom('F', 'G', 'H'),
});

/** P is Silver, and Gold from the second year on; Q has no level. */
const levelOf = (partner: string, quarter: number) => (partner === 'Q' ? null : quarter < 4 ? 'Silver' : 'Gold');

type RandomLine = typeof randomLine extends fc.Arbitrary<infer Line> ? Line : never;
type RandomEntry = typeof randomEntry extends fc.Arbitrary<infer One> ? One : never;

/** Random lines have no ids, and limits that need deals to be rated by themselves. */
export function randomDocument(random: RandomLine & { readonly terms?: object }) {
  return plan([
    JSON.parse(
      JSON.stringify({
        ...random,
        limits: { ...random.limits, ...(random.scope === 'deal' ? { capDeal: 700 } : {}) },
        multipliers: random.multipliers.map((one, index) => ({ id: `m${index}`, ...one })),
        surcharges: random.surcharges.map((one, index) => ({ id: `s${index}`, ...one })),
      }),
    ),
  ]);
}

/** The ledger as rows of a store. */
export function randomRows(ledger: readonly Entry[]): Rows {
  return {
    partner: ['P', 'Q'].map((id) => ({ partner_id: id })),
    enrollment: [
      { partner_id: 'P', program: 'main', level: 'Silver', from_on: '2025-01-01' },
      { partner_id: 'P', program: 'main', level: 'Gold', from_on: '2026-01-01' },
    ],
    product: ['F', 'G', 'H'].map((id) => ({ product_id: id, family: id })),
    payout: ledger.flatMap(({ partner, quarter, claimedAfter }, index) =>
      typeof claimedAfter === 'number'
        ? [
            {
              payout_id: `C${index}`,
              partner_id: partner,
              deal_id: `D${index}`,
              kind: 'rebate',
              claimed_on: addDays(dayOf(quarter), claimedAfter),
            },
          ]
        : [],
    ),
    deal: ledger.map(({ partner, quarter, cents, family, sale }, index) => ({
      deal_id: `D${index}`,
      deal_name: sale === undefined ? `Order ${index}` : `Credit note (D${sale})`,
      partner_id: partner,
      outcome: 'won',
      amount: cents / 100,
      product_id: family,
      closed_on: dayOf(quarter),
    })),
  };
}

/** Terms by which returns and claims count. */
export const randomTerms = fc.record({
  claimWithinDays: optional(fc.constantFrom(30, 60)),
  clawbackDays: optional(fc.constantFrom(0, 100, 200)),
  trueUp: fc.boolean(),
});

/** The ledger with returns of its sales, and claims of some. */
export const randomReturns = fc
  .tuple(
    fc.array(randomEntry, { minLength: 1, maxLength: 8 }),
    fc.array(
      fc.record({ of: fc.nat(7), after: fc.integer({ min: -1, max: 5 }), part: fc.constantFrom(0.25, 0.5, 1) }),
      {
        maxLength: 4,
      },
    ),
    fc.array(fc.constantFrom(null, 0, 30, 31, 60, 90), { minLength: 8, maxLength: 8 }),
  )
  .map(([entries, returns, claims]): Entry[] => {
    const sold = ledgerOf(entries).map((one, index) => ({ ...one, claimedAfter: claims[index] ?? null }));
    const back = returns.flatMap(({ of, after, part }): Entry[] => {
      const sale = sold[of % sold.length]!;
      const quarter = Math.min(Math.max(sale.quarter + after, 0), 7);
      if (sale.cents <= 0) return [];
      const { partner, family } = sale;
      const cents = -Math.max(1, Math.round(sale.cents * part));
      return [{ partner, family, cents, quarter, level: levelOf(partner, quarter), sale: of % sold.length }];
    });
    return [...sold, ...back];
  });

export function ledgerOf(entries: readonly RandomEntry[]): Entry[] {
  return entries.map((one) => ({ ...one, level: levelOf(one.partner, one.quarter) }));
}
