/** Plans with something less. */
import { type IncentivePlan, incentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { withoutValueAt } from '../../../drafts/place.ts';

/** The plan without what stands at a place: what is usual stands there again. */
export function withoutPart(plan: IncentivePlan, place: string): IncentivePlan {
  const left = incentivePlan.safeParse(withoutValueAt(plan, place));
  return left.success ? left.data : plan;
}
