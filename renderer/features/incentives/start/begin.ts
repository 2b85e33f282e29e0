/** Beginning to work on a plan, whichever way it came about. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';

export interface BeginProps {
  /** Makes the plan a draft of the workspace and opens it. */
  readonly onBegin: (plan: IncentivePlan, name: string) => void;
}
