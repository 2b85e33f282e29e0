import type { Workspace } from '../workspace/workspace.ts';
import type { Service } from './service.ts';

/** Tells every client of a workspace that it changed, so that each asks again for what it shows. */
export async function tellChanged(service: Service, workspace: Workspace, what: string): Promise<void> {
  const [dataVersion, { version: policyVersion }] = await Promise.all([workspace.dataVersion(), workspace.policy()]);
  service.broadcast(workspace, 'changed', { path: workspace.path, dataVersion, policyVersion, what });
}
