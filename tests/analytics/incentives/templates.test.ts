/** Guards the plans that people start from: one that cannot be rated, or that does not say whose figures it has. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { checkPlan } from '../../../analytics/incentives/check.ts';
import { planTemplates } from '../../../analytics/incentives/templates/index.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const templates = planTemplates();
let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork({
    partner: [{ partner_id: 'A', agreement_start: '2020-01-01' }],
    deal: [
      {
        deal_id: 'D',
        partner_id: 'A',
        outcome: 'won',
        amount: 100,
        currency: 'EUR',
        closed_on: '2026-03-01',
        registered_on: '2026-01-01',
      },
    ],
  });
  network = await net.open();
});
afterAll(() => net.close());

describe('plan templates', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is a whole plan that says where it comes from',
    (id, { plan, source, on }) => {
      expect(plan).toMatchObject({ id, example: true, source: { text: source, on } });
      // A default that does not survive being read again would change the plan when it is saved.
      expect(incentivePlan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    },
  );

  it.each(templates.map(({ id, plan }) => [id, plan] as const))(
    '%s has no faults and breaks no rule of thumb',
    (_, plan) => {
      const { faults, advice } = checkPlan(plan, network);
      expect({ faults, advice }).toEqual({ faults: [], advice: [] });
    },
  );

  it('has one for every kind of payout', () => {
    const kinds = new Set(templates.flatMap(({ plan }) => plan.lines.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['co-op', 'commission', 'discount', 'mdf', 'rebate', 'spiff']);
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  });
});
