import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentivePlanInput } from '../../../analytics/api/documents/incentivePlan.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { caseOf, type OpenDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';

const FLAT: IncentivePlanInput = {
  id: 'flat',
  name: 'Flat rate',
  lines: [{ id: 'all', kind: 'rebate', rate: { flat: '0.05' } }],
};

describe.skipIf(!hasSharedData)('a plan that begins after the history', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await resellerDesk();
  });
  afterAll(() => open.close());

  const paid = async (more: Partial<IncentivePlanInput>) =>
    simulatePay(open.desk, caseOf({ plans: [{ ...FLAT, ...more }] }), {});

  it('is paid as if it had been in force, and says so', async () => {
    const always = await paid({});
    const later = await paid({ effectiveFrom: '2031-01-01', effectiveTo: '2031-12-31' });
    expect(Number(always.after)).toBeGreaterThan(0);
    expect(later.after).toBe(always.after);
    expect(later.basis.notes.join(' ')).toContain('as if it had been');
    expect(always.basis.notes.join(' ')).not.toContain('as if it had been');
  });

  it('pays nothing once it was over: what ended is not asked what it would have done', async () => {
    expect(Number((await paid({ effectiveFrom: '1990-01-01', effectiveTo: '1990-12-31' })).after)).toBe(0);
  });
});
