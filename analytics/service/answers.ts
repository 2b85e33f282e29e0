/** How handlers answer the questions of a lab, and make changes. */
import { type QueryContext, versionsKey } from '../metrics/context.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { Command } from '../workspace/bus.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ResultCache } from './cache.ts';
import { tellChanged } from './changes.ts';
import { isCurrent, today } from './context.ts';
import type { CallContext } from './session.ts';

export function optionsOf({ signal, progress }: CallContext): LabOptions {
  return { signal, progress };
}

/**
 * Answers are kept like those of queries, by what decides them: the versions of data, policy and segments, the day, from which
 * exceptions are counted, the question, and whatever else is named.
 */
export async function keptAnswer<T extends object>(
  cache: ResultCache,
  workspace: Workspace,
  context: QueryContext,
  decidedBy: readonly unknown[],
  work: () => Promise<T>,
): Promise<T> {
  const key = JSON.stringify([workspace.path, versionsKey(context), today(workspace), ...decidedBy]);
  const known = cache.get(key);
  if (known) return known as T;
  const answer = await work();
  if (await isCurrent(workspace, context)) cache.set(key, answer, JSON.stringify(answer).length);
  return answer;
}

/** Runs a command on the open workspace and tells every client what changed. */
export async function execute<A, R>(
  { service, session, signal }: CallContext,
  what: string,
  command: Command<A, R>,
  args: A,
): Promise<{ readonly workspace: Workspace; readonly result: R }> {
  const workspace = session.needWorkspace();
  const result = await workspace.bus.execute(command, args, { signal });
  await tellChanged(service, workspace, what);
  return { workspace, result };
}
