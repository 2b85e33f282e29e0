import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureSpec } from '../../../analytics/api/documents/query.ts';
import { figureRows } from '../../../analytics/metrics/rows.ts';
import { runs } from '../../fixtures/properties.ts';
import { type Attribute, cells, type NaiveDeal, type NaiveNetwork, storeRows } from './naive.ts';
import { type TestNetwork, testNetwork, type Value } from './network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const PARTNERS = ['P1', 'P2', 'P3', 'P4', 'P9'];
const ROLES = ['sourced', 'influenced', 'fulfilment'];
const units = fc.integer({ min: -20_000_000, max: 90_000_000 });

const party = fc.record({ partner_id: fc.constantFrom(...PARTNERS), role: fc.constantFrom(...ROLES) });
const line = fc.record({
  product_id: fc.constantFrom('A', 'B', 'C', null),
  amount: units,
  cost: fc.option(units, { nil: null }),
});
const deal = fc.record({
  route: fc.constantFrom('direct' as const, 'one-tier' as const, null),
  outcome: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
  closed_on: fc.constantFrom('2025-02-28', '2025-12-31', '2026-01-01', '2026-06-30'),
  parties: fc.uniqueArray(party, { maxLength: 3, selector: ({ partner_id, role }) => `${partner_id} ${role}` }),
  inline: fc.boolean(),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
});
const networks: fc.Arbitrary<NaiveNetwork> = fc.record({
  partners: fc.constant([
    { partner_id: 'P1', country: 'DE', level: 'Gold' },
    { partner_id: 'P2', country: 'DE', level: 'Silver' },
    { partner_id: 'P3', country: 'FR', level: 'Gold' },
    { partner_id: 'P4', country: null, level: null },
  ]),
  products: fc.constant([
    { product_id: 'A', category: 'Iron' },
    { product_id: 'B', category: 'Iron' },
    { product_id: 'C', category: null },
  ]),
  deals: fc
    .array(deal, { minLength: 1, maxLength: 12 })
    .map((deals): NaiveDeal[] => deals.map((one, index) => ({ ...one, deal_id: `D${index}` }))),
  payouts: fc.array(
    fc.record({
      partner_id: fc.constantFrom(...PARTNERS, null),
      amount: units,
      earned_on: fc.constantFrom('2025-05-05', '2026-05-05'),
    }),
    { maxLength: 4 },
  ),
});
const cuts = fc.uniqueArray(
  fc.constantFrom<Attribute>('partner', 'country', 'level', 'role', 'category', 'product', 'year', 'route'),
  { minLength: 1, maxLength: 3 },
);
const filters = fc.option(
  fc.record({
    dim: fc.constantFrom<Attribute>('partner', 'country', 'role', 'category', 'year'),
    values: fc.uniqueArray(
      fc.constantFrom('P1', 'P2', 'DE', 'Iron', 'sourced', '2026', '(direct)', '(unassigned)', null),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    not: fc.boolean(),
  }),
  { nil: null },
);

interface Figures {
  won: number;
  count: number;
  decided: number;
  margin: number | null;
}

/** What each cell of the cut must hold, by loops. */
function expected(
  network: NaiveNetwork,
  dims: readonly Attribute[],
  where: { dim: Attribute; values: (string | null)[]; not: boolean } | null,
): Map<string, Figures> {
  const figures = new Map<string, Figures>();
  for (const one of network.deals) {
    if (one.outcome === 'open') continue;
    // Parties and lines that the filter leaves; the deal counts once for each value they have together.
    const kept = cells(network, one, where ? [...dims, where.dim] : dims).filter(
      ({ key }) => !where || where.values.includes(key.at(-1)!) !== where.not,
    );
    const merged = mergeCells(
      network,
      one,
      kept.map(({ key }) => key),
      dims,
      where,
    );
    for (const { key, amount, margin } of merged) {
      const name = JSON.stringify(key);
      const figure = figures.get(name) ?? { won: 0, count: 0, decided: 0, margin: null };
      figure.decided++;
      if (one.outcome === 'won') {
        figure.won += amount;
        figure.count++;
        if (margin !== null) figure.margin = (figure.margin ?? 0) + margin;
      }
      figures.set(name, figure);
    }
  }
  return figures;
}

/** One cell per distinct key without the filter's value; its lines are those that passed. */
function mergeCells(
  network: NaiveNetwork,
  one: NaiveDeal,
  keys: readonly (string | null)[][],
  dims: readonly Attribute[],
  where: { dim: Attribute; values: (string | null)[]; not: boolean } | null,
) {
  const lineFilter = where && (where.dim === 'category' || where.dim === 'product') ? where : null;
  const lines = lineFilter
    ? one.lines.filter((_, index) => {
        const [cell] = cells(network, { ...one, lines: [one.lines[index]!] }, [lineFilter.dim]);
        return lineFilter.values.includes(cell!.key[0]!) !== lineFilter.not;
      })
    : one.lines;
  const wanted = new Set(keys.map((key) => JSON.stringify(key.slice(0, dims.length))));
  return cells(network, { ...one, lines }, dims).filter(({ key }) => wanted.has(JSON.stringify(key)));
}

const decimal = (value: number) => (value / 10_000).toFixed(4);

function actual(rows: readonly Record<string, Value>[], dims: readonly Attribute[]) {
  return Object.fromEntries(
    rows.map((row) => [
      JSON.stringify(dims.map((dim) => row[dim])),
      [row.won_amount, row.won_count, row.win_rate__denominator, row.margin],
    ]),
  );
}

function wanted(figures: Map<string, Figures>, { deals }: NaiveNetwork) {
  // Where nothing was ever lost, nobody knows how many were decided.
  const losses = deals.some(({ outcome }) => outcome === 'lost');
  return Object.fromEntries(
    [...figures].map(([key, { won, count, decided, margin }]) => [
      key,
      [decimal(won), count, losses ? decided : null, margin === null ? null : decimal(margin)],
    ]),
  );
}

const METRICS = ['won_amount', 'won_count', 'win_rate', 'margin'];

describe('random networks', () => {
  // Guards against fan-out, lost parties, deals counted twice for one value, and lines that leak into other categories.
  it('give the figures that plain loops give, for every cut and filter', async () => {
    await fc.assert(
      fc.asyncProperty(networks, cuts, filters, async (network, dims, where) => {
        await net.replace(storeRows(network));
        const spec = { metrics: METRICS, by: dims, where: where ? [where] : [] };
        expect(actual(await net.query(spec), dims)).toEqual(wanted(expected(network, dims, where), network));
      }),
      runs(40),
    );
  }, 120_000);

  it('total each deal once, whatever shares it', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async (network) => {
        await net.replace(storeRows(network));
        const won = network.deals.filter(({ outcome }) => outcome === 'won');
        const sum = won.flatMap(({ lines }) => lines).reduce((total, { amount }) => total + amount, 0);
        const payouts = network.payouts.reduce((total, { amount }) => total + amount, 0);
        expect(await net.total({ metrics: ['won_amount', 'won_count', 'payout_amount'], by: ['partner'] })).toEqual({
          won_amount: decimal(sum),
          won_count: won.length,
          payout_amount: network.payouts.length > 0 ? decimal(payouts) : null,
        });
      }),
      runs(15),
    );
  }, 120_000);

  // A figure whose rows do not add up to it is worse than none.
  it('open the rows that add up to the figure', async () => {
    const metrics = fc.constantFrom(
      'won_amount',
      'won_count',
      'lost_count',
      'margin',
      'transacting_partners',
      'payout_amount',
    );
    await fc.assert(
      fc.asyncProperty(networks, metrics, filters, async (network, metric, filter) => {
        await net.replace(storeRows(network));
        const partnerOnly = metric === 'payout_amount' && filter?.dim === 'role';
        const where = filter && !partnerOnly ? [filter] : [];
        const total = await net.total({ metrics: [metric], where });
        const context = await net.context();
        const { sql, bindings, summary } = figureRows(context, figureSpec.parse({ metric, where }));
        const [sums] = await net.engine.rows<{ rows: number; value: Value }>(summary.sql, summary.bindings);
        const rows = await net.engine.rows(sql, bindings);
        expect(rows.length).toBe(sums!.rows);
        const zero =
          metric === 'margin' ? null : typeof total[metric] === 'number' ? 0 : total[metric] === null ? null : '0.0000';
        expect(sums!.value ?? zero).toBe(total[metric]);
      }),
      runs(25),
    );
  }, 120_000);
});
