/** The sample ships with the plans that it paid by and a proposal that is worth looking at. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPlan } from '../../analytics/incentives/check.ts';
import { simulatePay } from '../../analytics/incentives/simulate.ts';
import { promotedPlans, savedPlans } from '../../analytics/incentives/store.ts';
import { GROWTH_DRAFT, PLANS_IN_FORCE } from '../../samples/incentivePlans.ts';
import { caseOf, sampleDesk, sampleFile } from '../fixtures/incentiveDesk.ts';

describe.skipIf(sampleFile === undefined)('the plans of the sample', () => {
  let open: Awaited<ReturnType<typeof sampleDesk>>;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  it('are without fault, and nothing is to be advised', () => {
    for (const plan of [...PLANS_IN_FORCE, GROWTH_DRAFT]) {
      const { faults, advice } = checkPlan(plan, open.desk.context.network);
      expect([plan.name, faults, advice]).toEqual([plan.name, [], []]);
    }
  });

  it('were promoted one version after the other, and the proposal is a draft', async () => {
    const promoted = await promotedPlans(open.workspace.engine);
    const days = (id: string) =>
      promoted
        .filter(({ plan }) => plan.id === id)
        .map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo]);
    expect(days('deal-terms')).toEqual([['2023-10-01', null]]);
    expect(days('co-op')).toEqual([
      ['2023-10-01', '2024-09-30'],
      ['2024-10-01', '2025-09-30'],
      ['2025-10-01', '2026-09-30'],
    ]);
    const drafts = (await savedPlans(open.workspace.engine, '2026-09-30')).filter(({ state }) => state === 'draft');
    expect(drafts.map(({ name }) => name)).toEqual(['Growth rebate, FY27 draft']);
  });

  it('propose what costs about what was paid, with many who win and many who lose', async () => {
    const { before, after, wins, loses } = await simulatePay(open.desk, {
      ...caseOf({ plans: [GROWTH_DRAFT], period: 'FY26' }),
      record: false,
    });
    expect(Number(after) / Number(before)).toBeGreaterThan(0.9);
    expect(Number(after) / Number(before)).toBeLessThan(1.1);
    expect(Math.min(wins.payees, loses.payees)).toBeGreaterThan(50);
  });
});
