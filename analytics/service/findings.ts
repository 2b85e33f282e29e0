import type { Filter } from '../api/documents/query.ts';
import type { Finding } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import { listFindings } from '../findings/list.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ResultCache } from './cache.ts';
import { queryContext } from './context.ts';

interface Scope {
  readonly period?: string | undefined;
  readonly where: readonly Filter[];
}

/**
 * The findings of a scope, kept like the answers of queries: they read the whole network, and Overview is where people
 * come back to. What is snoozed and the register of exceptions are part of the key.
 */
export async function findings(
  cache: ResultCache,
  workspace: Workspace,
  scope: Scope,
  options?: RunOptions,
): Promise<readonly Finding[]> {
  const context = await queryContext(workspace);
  const [snoozed] = await workspace.engine.rows<{ list: string | null }>(
    "SELECT string_agg(concat_ws('/', finding_id, until, reason), '|' ORDER BY finding_id) AS list FROM app.snooze",
  );
  const [excepted] = await workspace.engine.rows<{ list: string | null }>(
    "SELECT string_agg(concat_ws('/', id, partner, to_on, enabled), '|' ORDER BY id) AS list FROM app.tier_exception",
  );
  const today = workspace.now().toISOString().slice(0, 10);
  const { dataVersion, policyVersion } = context;
  const key = JSON.stringify([
    'findings',
    workspace.path,
    dataVersion,
    policyVersion,
    today,
    snoozed?.list,
    excepted?.list,
    scope,
  ]);
  const kept = cache.get(key);
  if (kept) return kept as readonly Finding[];
  const found = await listFindings(context, scope, options);
  cache.set(key, found, 1_024 * (found.length + 1));
  return found;
}
