/**
 * What every view of the incentives works on: the plan open with what is assumed of it, what it is compared with, and the
 * case as the engine takes it. Without a plan, what was paid stands alone.
 */
import { createContext, useContext } from 'react';
import type { IncentiveCaseInput, IncentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import type { Fault } from '../../../analytics/api/tiers.ts';
import type { DraftHandle } from '../../drafts/drafts.ts';
import type { Newest } from '../../transport/newest.ts';

export type LiveSimulation = Newest<'incentive.simulate'>;

/** A plan that is being worked on. */
export interface PlanWork {
  readonly saved: SavedPlan;
  readonly draft: DraftHandle<IncentiveScenario>;
  /** What changes are counted from: the plan that this one started from, else the plan as it was saved. */
  readonly baseline: { readonly name: string; readonly scenario: IncentiveScenario };
  /** Faults of the last change, which made no plan and was taken back; none once something else was changed. */
  readonly refused: readonly Fault[];
}

export interface IncentiveWork {
  /** Null where what was paid stands alone. */
  readonly open: PlanWork | null;
  /** What pay is compared with: `As paid`, or the name of another plan. */
  readonly against: string;
  /** Other saved plans, for instance to be compared or paid together with this one. */
  readonly plans: readonly SavedPlan[];
  /** Part of every case: the period where one was chosen (the engine's own otherwise), and which partners. */
  readonly conditions: Pick<IncentiveCaseInput, 'period' | 'where'>;
  /** The case without what is in hand: for questions that cost more than a picture. It keeps its identity while it says the same. */
  readonly asked: IncentiveCaseInput;
  /** The simulation of what is on the screen, also while it is dragged. */
  readonly simulation: LiveSimulation;
}

export const IncentiveWorkContext = createContext<IncentiveWork | null>(null);

export function useIncentiveWork(): IncentiveWork {
  const work = useContext(IncentiveWorkContext);
  if (!work) throw new Error('A view of the incentives was shown outside of the incentives.');
  return work;
}

/** For what is shown with a plan only, such as its editor. */
export function usePlanWork(): PlanWork {
  const { open } = useIncentiveWork();
  if (!open) throw new Error('A part of the plan was shown without a plan.');
  return open;
}
