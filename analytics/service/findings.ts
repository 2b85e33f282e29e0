import type { Filter } from '../api/documents/query.ts';
import type { Finding } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import { listFindings } from '../findings/list.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { keptAnswer } from './answers.ts';
import type { ResultCache } from './cache.ts';
import { queryContext } from './context.ts';
import { payoutAudit } from './payoutAudit.ts';

interface Scope {
  readonly period?: string | undefined;
  readonly where: readonly Filter[];
}

/**
 * The findings of a scope, kept like the answers of queries: they read the whole network, and Overview is where people
 * come back to. What is snoozed, the register of exceptions and the plans in force are part of the
 * key.
 */
export async function findings(
  cache: ResultCache,
  workspace: Workspace,
  scope: Scope,
  options: RunOptions = {},
): Promise<readonly Finding[]> {
  const context = await queryContext(workspace);
  const [snoozed] = await workspace.records.rows<{ list: string | null }>(
    "SELECT string_agg(concat_ws('/', finding_id, until, reason), '|' ORDER BY finding_id) AS list FROM app.snooze",
  );
  const [excepted] = await workspace.records.rows<{ list: string | null }>(
    "SELECT string_agg(concat_ws('/', id, partner, to_on, enabled), '|' ORDER BY id) AS list FROM app.tier_exception",
  );
  const [promoted] = await workspace.records.rows<{ list: string | null }>(
    "SELECT string_agg(concat_ws('/', id, effective_from), '|' ORDER BY id) AS list FROM app.incentive_plan WHERE promoted_on IS NOT NULL",
  );
  const decidedBy = ['findings', snoozed?.list, excepted?.list, promoted?.list, scope];
  return keptAnswer(cache, workspace, context, decidedBy, () =>
    listFindings(context, scope, options, (period) => payoutAudit(workspace, { period, where: [] }, options)),
  );
}
