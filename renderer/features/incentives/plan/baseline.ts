/** What a value of the plan was in the plan that changes are counted from. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { valueAt } from '../../../drafts/place.ts';

/**
 * The former value of a place, lines being matched by id as their order may have changed; undefined for what is the same,
 * and for what was not there.
 */
export function formerValue(plan: IncentivePlan, baseline: IncentivePlan, place: string): unknown {
  const former = formerPlace(plan, baseline, place);
  if (former === null) return undefined;
  const [now, was] = [valueAt(plan, place), valueAt(baseline, former)];
  return was === undefined || was === now ? undefined : was;
}

/** Where a place of the plan stands in the baseline; null for those of a new line. */
export function formerPlace(plan: IncentivePlan, baseline: IncentivePlan, place: string): string | null {
  const match = /^lines\.(\d+)(\..*)?$/.exec(place);
  if (!match) return place;
  const id = plan.lines[Number(match[1])]?.id;
  const index = baseline.lines.findIndex((line) => line.id === id);
  return id === undefined || index < 0 ? null : `lines.${index}${match[2] ?? ''}`;
}
