import type { QueryContext } from '../metrics/context.ts';
import { Lab } from '../metrics/lab.ts';
import type { Registers } from '../tiers/simulation/outcome.ts';
import { attestations, registeredExceptions } from '../tiers/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { queryContext } from './context.ts';

/** What every question about tiers needs of a workspace. */
export interface TierDesk {
  readonly context: QueryContext;
  readonly lab: Lab;
  readonly registers: Registers;
}

/** What a workspace's simulations have read goes with the workspace. */
const labs = new WeakMap<Workspace, Lab>();

export async function tierDesk(workspace: Workspace): Promise<TierDesk> {
  const lab = labs.get(workspace) ?? new Lab();
  labs.set(workspace, lab);
  const [context, exceptions, attested] = await Promise.all([
    queryContext(workspace),
    registeredExceptions(workspace.engine, today(workspace)),
    attestations(workspace.engine),
  ]);
  return { context, lab, registers: { exceptions, attestations: attested } };
}

export function today(workspace: Workspace): string {
  return workspace.now().toISOString().slice(0, 10);
}
