/** What every view of the tiers works on: the program open, what it is compared with, and its draft. */
import { createContext, useContext } from 'react';
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { Params } from '../../../analytics/api/methods.ts';
import type { SavedProgram } from '../../../analytics/api/tiers.ts';
import type { DraftHandle } from '../../drafts/drafts.ts';

/** Everything of a case but the program and what it is compared with. */
export type CaseConditions = Pick<Params<'tier.simulate'>, 'asOf' | 'where' | 'exceptions'>;

export interface TierWork {
  readonly saved: SavedProgram;
  readonly draft: DraftHandle<TierProgram>;
  /** What the changes are counted from: the program that the scenario started from, else the program as it was saved. */
  readonly baseline: { readonly name: string; readonly program: TierProgram };
  readonly conditions: CaseConditions;
  /** As the engine takes it; undefined leaves the choice to the engine: levels in force where there are any. */
  readonly against: Params<'tier.simulate'>['against'];
}

export const TierWorkContext = createContext<TierWork | null>(null);

export function useTierWork(): TierWork {
  const work = useContext(TierWorkContext);
  if (!work) throw new Error('A view of the tiers was shown without a program.');
  return work;
}
