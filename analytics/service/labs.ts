import { Lab } from '../metrics/lab.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a workspace's simulations have read goes with the workspace. */
const labs = new WeakMap<Workspace, Lab>();

/** One for all simulations of the workspace. */
export function labOf(workspace: Workspace): Lab {
  const lab = labs.get(workspace) ?? new Lab();
  labs.set(workspace, lab);
  return lab;
}
