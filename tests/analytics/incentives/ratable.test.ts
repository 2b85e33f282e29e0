/** What the check lets through can be rated, by SQL and by the kernel: nobody is refused after the plan was called right. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS } from '../../../analytics/api/documents/query.ts';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { PARTNER_DIMENSIONS } from '../../../analytics/network/roster.ts';
import { faultText } from '../../../analytics/rules/documents/faults.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { rateBoth } from './readings.ts';

const won = (id: string, amount: number, closed_on: string, more: object = {}) => ({
  deal_id: id,
  partner_id: 'P',
  outcome: 'won',
  customer: 'c',
  amount,
  closed_on,
  ...more,
});
let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork({
    partner: ['P', 'Q', 'T'].map((id) => ({ partner_id: id, parent: id === 'T' ? null : 'G' })),
    deal: [
      won('A', 1_000, '2026-02-10', { registered_on: '2026-01-10', approved: true }),
      won('B', 500, '2026-05-10', { renews_deal_id: 'A', partner_id: 'Q' }),
      won('CN', -200, '2026-08-10', { deal_name: 'Credit note for A' }),
      won('X', -90, '2026-08-11'),
    ],
    deal_party: [{ deal_id: 'A', partner_id: 'T', role: 'distributor' }],
    payout: [{ payout_id: '1', partner_id: 'P', deal_id: 'A', kind: 'rebate', claimed_on: '2026-03-01' }],
  });
});
afterAll(() => store.close());

const bands = [
  { from: 0, rate: '0.01' },
  { from: 500, rate: '0.02' },
];
const measure = { metric: 'won_amount', window: 'trailing-12-months' };
const rate = fc.constantFrom<object>(
  { flat: '0.05' },
  { perUnit: 2 },
  { lump: 5, atLeast: 10 },
  { apportion: 100, over: 4 },
  { how: 'retroactive', bands },
  { how: 'marginal', bands },
  { how: 'marginal', bands, on: measure },
  { how: 'retroactive', bands, on: measure },
  { how: 'retroactive', bands, payFrom: 100 },
  { how: 'marginal', bands, pays: 'lump' },
  { growth: 'year-ago', rate: '0.1', payOnlyGrowth: true },
  { every: 100, pays: 5 },
  {
    linear: [
      { at: 100, rate: '0.01' },
      { at: 50, rate: '0.02' },
    ],
  },
  { points: 3, per: 100 },
  { byLevel: { Gold: '0.1' } },
);
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary: value, weight: 1 });
const amount = fc.integer({ min: 0, max: 900 });
const filter = fc.record({
  dim: fc.oneof(fc.constantFrom(...DIMENSIONS), fc.constantFrom('country', 'level', 'family', 'stage', 'currency')),
  values: fc.constant(['x']),
});
const line = fc.record({
  rate,
  payee: fc.constantFrom('partner', 'group', 'distributor'),
  scope: fc.constantFrom('line', 'deal', 'partner', 'group'),
  period: fc.constantFrom('month', 'quarter', 'half-year', 'year', 'campaign'),
  on: fc.record({
    base: fc.constantFrom('amount', 'amount', 'amount', 'quantity', 'margin', 'recurring_amount', 'count'),
    date: fc.constantFrom('closed_on', 'registered_on'),
    filter: fc.oneof(fc.constant([]), fc.array(filter, { maxLength: 1 })),
    registrant: optional(fc.constantFrom('first', 'later')),
    lockTerms: optional(fc.boolean()),
    credit: fc.constantFrom('full', 'share'),
  }),
  multipliers: fc
    .constantFrom(0, 0, 0, 0, 0, 1, 1, 2, 5, 6)
    .map((count) => Array.from({ length: count }, (_, at) => ({ id: `m${at}`, factor: 2 }))),
  surcharges: fc.constantFrom([], [], [{ id: 's', rate: '0.01' }]),
  accelerator: optional(fc.constant({ measure, target: 100, bands: [{ from: 1, factor: 2 }] })),
  limits: fc.record({
    floor: optional(amount),
    capBase: optional(amount),
    capRate: optional(fc.constant('0.05')),
    capDeal: optional(amount),
    capPartner: optional(amount),
    capYear: optional(amount),
  }),
  terms: fc.record({
    graceDays: fc.constantFrom(0, 0, 0, 0, 5, 40),
    calculateDays: optional(fc.constantFrom(3, 10)),
    claimWithinDays: optional(fc.constant(60)),
    clawbackDays: optional(fc.constant(30)),
    trueUp: optional(fc.boolean()),
  }),
});

it('rates every plan that has no fault', async () => {
  const context = await store.context();
  let right = 0;
  await fc.assert(
    fc.asyncProperty(line, fc.constantFrom('sum', 'sum', 'sum', 'row'), async (random, when) => {
      const dates = { effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' };
      const raw = { id: 'p', name: 'P', ...dates, rounding: { when }, lines: [{ id: 'l', kind: 'rebate', ...random }] };
      const { plan, faults } = checkPlan(JSON.parse(JSON.stringify(raw)), context.network);
      for (const { sentence, place } of faults) expect([sentence, place]).not.toContain('');
      if (!plan) return;
      right += 1;
      await rateBoth(context, plan);
    }),
    { numRuns: runs(400).numRuns },
  );
  expect(right).toBeGreaterThan(60);
}, 300_000);

describe('what no rating can follow is a fault at its place', () => {
  const faultsOf = async (line: object, more: object = {}) =>
    checkPlan(
      { id: 'p', name: 'P', lines: [{ id: 'l', label: 'Line', kind: 'rebate', ...line }], ...more },
      await store.open(),
    )
      .faults.map(faultText)
      .join(' ');
  const marginal = { how: 'marginal', bands };

  it.each<[string, object, object, string]>([
    [
      'a cap for each deal',
      { rate: marginal, limits: { capDeal: 5 } },
      {},
      'lines.0.limits.capDeal) – A cap for each deal asks',
    ],
    ['rounding of rows', { rate: marginal }, { rounding: { when: 'row' } }, 'lines.0.scope) – Rounding each row asks'],
    [
      'six multipliers',
      { rate: { flat: 1 }, multipliers: [1, 2, 3, 4, 5, 6].map((at) => ({ id: `m${at}`, factor: 2 })) },
      {},
      'A line has at most 5 multipliers, and this one has 6.',
    ],
    [
      'the recurring amount of a product',
      { rate: { flat: 1 }, on: { base: 'recurring_amount', filter: [{ dim: 'family', values: ['x'] }] } },
      {},
      'lines.0.on.base) – The recurring amount is one figure of a deal',
    ],
    [
      'marginal bands of another measure',
      { rate: { ...marginal, on: measure } },
      {},
      'Marginal bands part the base itself',
    ],
    [
      'a measured group',
      { rate: { how: 'retroactive', bands, on: measure }, payee: 'group' },
      {},
      'Only partners are measured',
    ],
    [
      'a true-up of groups',
      { rate: { flat: 1 }, scope: 'group', terms: { trueUp: true } },
      {},
      'A return of one partner',
    ],
    [
      'computing before the grace is over',
      { rate: { flat: 1 }, terms: { graceDays: 9, calculateDays: 5 } },
      {},
      'Write 9 or more',
    ],
    [
      'payment before computing',
      { rate: { flat: 1 }, terms: { graceDays: 45 } },
      {},
      'It is due 30 days after the period, and computed 45 days after.',
    ],
    ...['program', 'kind', 'role', 'distributor', 'month'].map((dim): [string, object, object, string] => [
      `rows by ${dim}`,
      { rate: { flat: 1 }, on: { filter: [{ dim, values: ['x'] }] } },
      {},
      `Rows of sales cannot be chosen by ${dim}.`,
    ]),
  ])('%s', async (_, line, more, words) => {
    expect(await faultsOf(line, more)).toContain(words);
  });

  it('but partners can be chosen by all that they have', async () => {
    for (const dim of PARTNER_DIMENSIONS) {
      const line = { rate: { flat: 1 }, where: [{ dim, values: ['x'] }] };
      expect(await faultsOf(line)).toBe('');
    }
  });
});
