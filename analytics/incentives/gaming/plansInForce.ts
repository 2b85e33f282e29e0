import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { IncentiveDesk } from '../desk.ts';

/** The newest version of each plan that was in force on a day of the period. */
export function plansInForce(
  { promoted }: Pick<IncentiveDesk, 'promoted'>,
  { from, to }: Pick<ResolvedPeriod, 'from' | 'to'>,
): IncentivePlan[] {
  const known = promoted.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= to && (effectiveTo === null || effectiveTo >= from),
  );
  return [...new Map(known.map(({ plan }) => [plan.id, plan])).values()];
}
