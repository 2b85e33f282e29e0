/** Saved plans as they are listed. */
import type { SavedPlan } from '../../../analytics/api/incentives.ts';

const GROUPS: readonly (readonly [string, SavedPlan['state']])[] = [
  ['In force', 'in force'],
  ['Drafts', 'draft'],
  ['Earlier', 'frozen'],
];

/** By state, the plans in force first; groups without members are left out. */
export function planGroups(
  plans: readonly SavedPlan[],
): { readonly label: string; readonly members: readonly SavedPlan[] }[] {
  return GROUPS.flatMap(([label, state]) => {
    const members = plans.filter((plan) => plan.state === state);
    return members.length > 0 ? [{ label, members }] : [];
  });
}

/** `Growth rebate, draft 2, 5 changes`, `Base rebate, version 2`. */
export function planWords({ name, state, version, changes }: SavedPlan): string {
  if (state !== 'draft') return `${name}, version ${version}`;
  return changes > 0 ? `${name}, ${changes} ${changes === 1 ? 'change' : 'changes'}` : name;
}
