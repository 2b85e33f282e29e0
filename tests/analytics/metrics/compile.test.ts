import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS, type DimensionId, querySpec } from '../../../analytics/api/documents/query.ts';
import { compileQuery, compileTotals } from '../../../analytics/metrics/compile.ts';
import { DICTIONARY, type Metric } from '../../../analytics/metrics/dictionary.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { resolvePeriod } from '../../../analytics/network/period.ts';
import { type TestNetwork, testNetwork } from './network.ts';

let net: TestNetwork;

beforeAll(async () => {
  net = await testNetwork({
    partner: [
      { partner_id: 'P1', partner_name: 'Alder', country: 'DE', level: 'Gold' },
      { partner_id: 'P2', partner_name: 'Birch', country: 'FR', level: 'Silver' },
      { partner_id: 'P3', partner_name: 'Cedar', country: 'DE' },
    ],
    product: [{ product_id: 'A', product_name: 'Anchor', category: 'Iron' }],
    deal: [
      { deal_id: 'D1', partner_id: 'P1', outcome: 'won', amount: '100.10', closed_on: '2026-01-10', product_id: 'A' },
      { deal_id: 'D2', partner_id: 'P2', outcome: 'won', amount: '50', closed_on: '2026-02-10' },
      { deal_id: 'D3', partner_id: 'P1', outcome: 'lost', amount: '70', closed_on: '2026-02-11' },
      { deal_id: 'D4', route: 'direct', outcome: 'won', amount: '30', closed_on: '2026-03-01' },
      { deal_id: 'D5', partner_id: 'P9', outcome: 'won', amount: '7', closed_on: '2026-03-02' },
      { deal_id: 'D6', outcome: 'won', amount: '3', closed_on: '2025-03-02' },
    ],
    payout: [{ payout_id: 'X1', partner_id: 'P3', amount: '5', kind: 'rebate', earned_on: '2026-02-01' }],
  });
});
afterAll(() => net.close());

describe('query', () => {
  it('credits partners, direct deals and deals of unknown partners', async () => {
    expect(await net.query({ metrics: ['won_amount', 'won_count'], by: ['partner'] })).toEqual([
      { partner: 'P1', partner_name: 'Alder', won_amount: '100.1000', won_count: 1 },
      { partner: 'P2', partner_name: 'Birch', won_amount: '50.0000', won_count: 1 },
      { partner: '(direct)', partner_name: '(direct)', won_amount: '30.0000', won_count: 1 },
      { partner: '(unassigned)', partner_name: '(unassigned)', won_amount: '10.0000', won_count: 2 },
    ]);
    expect(await net.total({ metrics: ['won_amount'] })).toEqual({ won_amount: '190.1000' });
  });
  it('keeps rows that only one of the facts has', async () => {
    expect(
      await net.query({
        metrics: ['won_amount', 'payout_amount', 'win_rate'],
        by: ['country'],
        compare: 'year',
        period: '2026',
      }),
    ).toMatchInlineSnapshot(`
      [
        {
          "country": "DE",
          "payout_amount": "5.0000",
          "payout_amount__change": null,
          "payout_amount__prior": "0.0000",
          "win_rate": 0.5,
          "win_rate__change": null,
          "win_rate__denominator": 2,
          "win_rate__numerator": 1,
          "win_rate__prior": null,
          "won_amount": "100.1000",
          "won_amount__change": null,
          "won_amount__prior": "0.0000",
        },
        {
          "country": "FR",
          "payout_amount": "0.0000",
          "payout_amount__change": null,
          "payout_amount__prior": "0.0000",
          "win_rate": 1,
          "win_rate__change": null,
          "win_rate__denominator": 1,
          "win_rate__numerator": 1,
          "win_rate__prior": null,
          "won_amount": "50.0000",
          "won_amount__change": null,
          "won_amount__prior": "0.0000",
        },
        {
          "country": "(direct)",
          "payout_amount": "0.0000",
          "payout_amount__change": null,
          "payout_amount__prior": "0.0000",
          "win_rate": 1,
          "win_rate__change": null,
          "win_rate__denominator": 1,
          "win_rate__numerator": 1,
          "win_rate__prior": null,
          "won_amount": "30.0000",
          "won_amount__change": null,
          "won_amount__prior": "0.0000",
        },
        {
          "country": "(unassigned)",
          "payout_amount": "0.0000",
          "payout_amount__change": null,
          "payout_amount__prior": "0.0000",
          "win_rate": 1,
          "win_rate__change": 0,
          "win_rate__denominator": 1,
          "win_rate__numerator": 1,
          "win_rate__prior": 1,
          "won_amount": "7.0000",
          "won_amount__change": 1.3333333333333333,
          "won_amount__prior": "3.0000",
        },
      ]
    `);
  });
});

describe('every metric', () => {
  let plain: Network;
  let rich: Network;
  beforeAll(async () => {
    plain = await net.open();
    const evidence = Object.fromEntries(Object.keys(plain.profile.has).map((key) => [key, true]));
    rich = {
      ...plain,
      profile: {
        ...plain.profile,
        has: evidence as typeof plain.profile.has,
        lines: true,
        parties: true,
        mainProgram: 'main',
        foreign: ['USD'],
        otherBases: true,
        rates: { from: '2026-01-01', to: '2026-02-01' },
      },
    };
    // What a statement is bound to does not change when it is made quicker, which takes as long as binding.
    await net.engine.run('PRAGMA disable_optimizer');
  });

  async function bind(network: Network, metrics: readonly Metric[], dim: DimensionId | null): Promise<void> {
    const period = resolvePeriod('2026', network.calendar, network.horizon);
    const where = dim ? [{ dim, values: dim === 'basis' ? ['sell-in'] : ['x', null] }] : [];
    const spec = querySpec.parse({ metrics: metrics.map(({ id }) => id), by: dim ? [dim] : [], where });
    const compiled = dim === null ? compileTotals : compileQuery;
    const comparison = network === rich ? period : null;
    const { sql, bindings } = compiled({ network, spec, period, comparison });
    await net.engine.run(`EXPLAIN ${sql}`, bindings);
  }

  it.each([null, ...DIMENSIONS])('binds by %s, filtered by it, with and without lines and parties', async (dim) => {
    const able = [...DICTIONARY.metrics.values()].filter(({ dimensions }) => dim === null || dimensions.includes(dim));
    const problems: string[] = [];
    for (const network of [plain, rich]) {
      for (let first = 0; first < able.length; first += 12) {
        const some = able.slice(first, first + 12);
        await bind(network, some, dim).catch((error: Error) => {
          problems.push(`${some.map(({ id }) => id)}: ${error.message}`);
        });
      }
    }
    expect(problems.slice(0, 3)).toEqual([]);
  });
});
