import { type QueryContext, versionsKey } from '../metrics/context.ts';
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
  const [dataVersion, { version: policyVersion, policy }, inForce] = await Promise.all([
    workspace.dataVersion(),
    workspace.policy(),
    segmentsInForce(workspace.records),
  ]);
  const day = today(workspace);
  const versions = { dataVersion, policyVersion, ...(inForce && { segmentsVersion: inForce.version }) };
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

export function today(workspace: Workspace): string {
  return workspace.now().toISOString().slice(0, 10);
}
