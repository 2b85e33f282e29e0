/** The terms of the sample, explained for its largest payees. Guards that nothing of real plans is left unexplained. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainPay } from '../../../../analytics/incentives/explain.ts';
import { prepareCase } from '../../../../analytics/incentives/prepareCase.ts';
import { rateCase } from '../../../../analytics/incentives/rateCase.ts';
import { PLANS_IN_FORCE } from '../../../../samples/incentivePlans.ts';
import { caseOf, type OpenDesk, sampleDesk, sampleFile } from '../../../fixtures/incentiveDesk.ts';

const units = (amount: string | null) => Math.round(Number(amount ?? 0) * 10_000);

describe.skipIf(sampleFile === undefined)('payouts of the sample', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  it('add up from step to step, and to what the partner is paid', async () => {
    const asked = caseOf({ plans: PLANS_IN_FORCE as unknown as Record<string, unknown>[], period: 'FY26-Q3' }, true);
    const { after } = await rateCase(open.desk, await prepareCase(open.desk, asked));
    const place = after.pay.indexOf(Math.max(...after.pay));
    const answer = await explainPay(open.desk, { ...asked, partner: after.payees[place]!, deals: 10_000 });
    expect(units(answer.after)).toBe(after.pay[place]);
    expect(answer.lines.reduce((sum, { pay }) => sum + units(pay), 0)).toBe(units(answer.after));
    for (const { periods, silent } of answer.lines) {
      expect(periods.every(({ earned }) => units(earned) === 0)).toBe(silent !== null);
      for (const { earned, due, steps, rows, rowsTotal } of periods) {
        const sum = (of: string) =>
          steps.filter((step) => step.of === of).reduce((all, one) => all + units(one.amount), 0);
        expect(sum('earned')).toBe(units(earned));
        expect(sum('earned') + sum('due')).toBe(units(due));
        expect(rows).toHaveLength(rowsTotal);
        expect(rows.reduce((all, row) => all + units(row.amount), 0)).toBe(units(earned));
      }
    }
  }, 120_000);
});
