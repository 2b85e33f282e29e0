import { type QueryContext, type Versions, versionsKey } from '../metrics/context.ts';
import { openNetwork } from '../network/network.ts';
import { segmentsInForce } from '../segments/store/inForce.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Kept {
  readonly version: string;
  readonly context: Promise<QueryContext>;
}

/** The network of a workspace is read once per version of data, policy and segments, and day, not once per query. */
const kept = new WeakMap<Workspace, Kept>();

export async function queryContext(workspace: Workspace): Promise<QueryContext> {
  const { versions, policy, inForce } = await standing(workspace);
  const day = today(workspace);
  const version = `${versionsKey(versions)}/${day}`;
  const known = kept.get(workspace);
  if (known?.version === version) return known.context;
  const context = openNetwork(workspace.engine, policy, day).then((network) => ({
    reader: workspace.engine,
    network: inForce ? { ...network, segments: inForce.segments } : network,
    ...versions,
  }));
  kept.set(workspace, { version, context });
  context.catch(() => kept.delete(workspace));
  return context;
}

/**
 * Does the workspace still stand as the context has it? An answer that was read while something changed may be of either
 * state, and must not be kept under a version that an undo brings back.
 */
export async function isCurrent(workspace: Workspace, context: Versions): Promise<boolean> {
  return versionsKey((await standing(workspace)).versions) === versionsKey(context);
}

async function standing(workspace: Workspace) {
  const [dataVersion, { version: policyVersion, policy }, inForce] = await Promise.all([
    workspace.dataVersion(),
    workspace.policy(),
    segmentsInForce(workspace.records),
  ]);
  const versions: Versions = { dataVersion, policyVersion, ...(inForce && { segmentsVersion: inForce.version }) };
  return { versions, policy, inForce };
}

export function today(workspace: Workspace): string {
  return workspace.now().toISOString().slice(0, 10);
}
