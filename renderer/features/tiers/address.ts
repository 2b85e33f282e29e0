/** The fields of the address that belong to the tiers: view, against what, exceptions. */
import type { Address } from '../../../analytics/present/address.ts';
import { changeExtra } from '../../shell/location.ts';

export const setExceptions = (apply: boolean): void => changeExtra({ exceptions: apply ? '' : 'off' });
export const exceptionsApply = ({ exceptions }: Address['extra']): boolean => exceptions !== 'off';

/** What levels are compared with: those in force, the baseline program, or the program on another day (`2025-09-30`). */
type AgainstChoice = 'in-force' | 'baseline' | { readonly on: string };

export function againstOf({ against = '' }: Address['extra']): AgainstChoice | null {
  if (against === 'in-force' || against === 'baseline') return against;
  return /^\d{4}-\d{2}-\d{2}$/.test(against) ? { on: against } : null;
}
