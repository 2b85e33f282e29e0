/** The plans that stand beside each other before anybody chose. */
import type { SavedPlan } from '../../../../analytics/api/incentives.ts';

type Choosable = Pick<SavedPlan, 'id' | 'baseline' | 'kinds' | 'state' | 'savedAt'>;

/** The plan open and what it started from, then those that pay something of the same kind and are not over, newest first. */
export function firstChoice(plans: readonly Choosable[], own: Choosable | undefined, most: number): number[] {
  const alike = ({ kinds }: Choosable): boolean => own === undefined || kinds.some((kind) => own.kinds.includes(kind));
  const rank = (plan: Choosable): number => (alike(plan) ? 0 : 2) + (plan.state === 'frozen' ? 1 : 0);
  const others = [...plans].sort((a, b) => rank(a) - rank(b) || b.savedAt.localeCompare(a.savedAt) || b.id - a.id);
  const wanted = [...(own ? [own.id] : []), ...(own?.baseline ? [own.baseline] : []), ...others.map(({ id }) => id)];
  return [...new Set(wanted)].slice(0, most);
}
