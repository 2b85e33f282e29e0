import type { QueryContext } from '../metrics/context.ts';
import type { Lab } from '../metrics/lab.ts';
import type { Registers } from '../tiers/simulation/outcome.ts';
import { attestations, registeredExceptions } from '../tiers/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { queryContext, today } from './context.ts';
import { labOf } from './labs.ts';

/** What every question about tiers needs of a workspace. */
export interface TierDesk {
  readonly context: QueryContext;
  readonly lab: Lab;
  readonly registers: Registers;
}

export async function tierDesk(workspace: Workspace): Promise<TierDesk> {
  const [context, exceptions, attested] = await Promise.all([
    queryContext(workspace),
    registeredExceptions(workspace.records, today(workspace)),
    attestations(workspace.records),
  ]);
  return { context, lab: labOf(workspace), registers: { exceptions, attestations: attested } };
}
