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

/** The name, with a number where another plan already goes by it. */
export function freeName(name: string, plans: readonly Pick<SavedPlan, 'name'>[]): string {
  const taken = new Set(plans.map((plan) => plan.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

/** `Growth rebate, draft 2, 5 changes`, `Base rebate, version 2`. */
export function planWords({ name, state, version, changes }: SavedPlan): string {
  if (state !== 'draft') return `${name}, version ${version}`;
  return changes > 0 ? `${name}, ${changes} ${changes === 1 ? 'change' : 'changes'}` : name;
}
