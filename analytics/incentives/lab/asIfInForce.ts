/**
 * A plan that begins after the history it is asked about: it is paid there as if it had been in force, which is what a what-if
 * is for. Campaigns keep their days, because they are what is paid.
 */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { formatDate } from '../../present/dates.ts';

export function asIfInForce(plan: IncentivePlan, lastDay: string): IncentivePlan {
  if (!beginsLater(plan, lastDay)) return plan;
  const { effectiveFrom: _, effectiveTo: __, ...always } = plan;
  return always;
}

/** Said beside figures of plans that begin later; null of those that do not. */
export function asIfNote(plan: IncentivePlan, lastDay: string, locale: string): string | null {
  const { name, effectiveFrom } = plan;
  if (effectiveFrom === undefined || !beginsLater(plan, lastDay)) return null;
  return `${name} is in force from ${formatDate(effectiveFrom, locale)}, after this history: it is paid here as if it had been.`;
}

function beginsLater({ effectiveFrom, lines }: IncentivePlan, lastDay: string): boolean {
  return effectiveFrom !== undefined && effectiveFrom > lastDay && lines.every(({ period }) => period !== 'campaign');
}
