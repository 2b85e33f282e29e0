import type { IncentiveDesk } from '../incentives/desk.ts';
import { promotedPlans } from '../incentives/store.ts';
import { levelHistory } from '../tiers/levelHistory.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { tierDesk } from './tierDesk.ts';
import { tierReviews } from './tierReviews.ts';

/** The desk of the incentive lab: what the workspace keeps of plans, and what tiers know of levels and exceptions. */
export async function incentiveDesk(workspace: Workspace): Promise<IncentiveDesk> {
  const [{ context, lab, registers }, promoted] = await Promise.all([
    tierDesk(workspace),
    promotedPlans(workspace.records),
  ]);
  return {
    context,
    lab,
    levelsBy: (program, options) => levelHistory(context, lab, program, registers, options),
    promoted,
    exceptions: registers.exceptions,
    tierReviews: await tierReviews(workspace, context.network),
  };
}
