/**
 * The page's one connection. It outlives engines: when one is lost every pending call has been rejected, the page says
 * so, and `reopen` connects to a fresh one and opens the same workspace again.
 */
import { useSyncExternalStore } from 'react';
import { connect } from '../../analytics/api/client.ts';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type {
  AnalyticsApi,
  CallOptions,
  EventName,
  Events,
  MethodName,
  Params,
  Result,
} from '../../analytics/api/methods.ts';
import { engineChannel } from './channel.ts';

export type ConnectionState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'open' }
  | { readonly phase: 'lost'; readonly reason: string };

let state: ConnectionState = { phase: 'connecting' };
let api: Promise<AnalyticsApi> | undefined;
/** The workspace to come back to after a loss or a reload of the page: a view can be bookmarked only if its workspace is. */
const OPEN_PATH = 'quarterdeck.workspace';
let openPath: string | null = sessionStorage.getItem(OPEN_PATH);
const watchers = new Set<() => void>();
const listeners: { [E in EventName]: Set<(data: Events[E]) => void> } = { progress: new Set(), changed: new Set() };

function become(next: ConnectionState): void {
  state = next;
  for (const watch of watchers) watch();
}

async function start(): Promise<AnalyticsApi> {
  become({ phase: 'connecting' });
  try {
    const client = connect(await engineChannel());
    client.onLost((reason) => {
      api = undefined;
      become({ phase: 'lost', reason });
    });
    for (const event of ['progress', 'changed'] as const) {
      client.on(event, (data) => {
        for (const listen of listeners[event] as Set<(data: unknown) => void>) listen(data);
      });
    }
    await comeBack(client);
    become({ phase: 'open' });
    return client;
  } catch (thrown) {
    api = undefined;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    become({ phase: 'lost', reason });
    throw new QuarterdeckError('engine-lost', reason, thrown);
  }
}

/** The contract, connecting first when nobody has. After a loss, calls are refused until `reopen`. */
export async function call<M extends MethodName>(
  method: M,
  params: Params<M>,
  options?: CallOptions,
): Promise<Result<M>> {
  if (!api && state.phase === 'lost') throw new QuarterdeckError('engine-lost', state.reason);
  api ??= start();
  const result = await (await api).call(method, params, options);
  remember(method, result);
  return result;
}

/** Listens across reconnects. Answers a function that stops. */
export function onEvent<E extends EventName>(event: E, listen: (data: Events[E]) => void): () => void {
  listeners[event].add(listen);
  return () => listeners[event].delete(listen);
}

/** A fresh engine with the same workspace. */
export async function reopen(): Promise<void> {
  api = start();
  await api;
}

/** A workspace that was moved or is held elsewhere is let go of: the start screen then says what can be opened. */
async function comeBack(client: AnalyticsApi): Promise<void> {
  if (openPath === null) return;
  try {
    await client.call('workspace.open', { path: openPath });
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError && thrown.code === 'engine-lost') throw thrown;
    look(null);
  }
}

function look(path: string | null): void {
  openPath = path;
  if (path === null) sessionStorage.removeItem(OPEN_PATH);
  else sessionStorage.setItem(OPEN_PATH, path);
}

function remember(method: MethodName, result: unknown): void {
  if (method === 'workspace.close') look(null);
  else if (
    method.startsWith('workspace.') &&
    typeof result === 'object' &&
    result !== null &&
    'schemaVersion' in result
  ) {
    look((result as Result<'workspace.open'>).path);
  }
}

export function useConnection(): ConnectionState {
  return useSyncExternalStore(watch, () => state);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}
