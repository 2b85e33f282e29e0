import type { HostBridge } from '../../analytics/api/bridge.ts';
import type { ErrorEnvelope } from '../../analytics/api/errors.ts';

/** What the preload may ask of the main process. Anything else does not exist. */
export const REQUESTS = [
  'openFiles',
  'openWorkspace',
  'chooseNewWorkspace',
  'saveFile',
  'setTheme',
  'connectEngine',
] as const satisfies readonly (keyof HostBridge)[];
export type RequestName = (typeof REQUESTS)[number];

export type RequestArgs<R extends RequestName> = Parameters<HostBridge[R]>;
export type RequestAnswer<R extends RequestName> = Awaited<ReturnType<HostBridge[R]>>;

/** `invoke` keeps only an error's text, and decorates it; so errors cross as data. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorEnvelope };

export const requestChannel = (name: RequestName) => `quarterdeck:request:${name}`;

/** The page listens for menu events from now on. */
export const LISTENING_CHANNEL = 'quarterdeck:listening';
export const MENU_CHANNEL = 'quarterdeck:menu';
export const ENGINE_PORT_CHANNEL = 'quarterdeck:engine-port';
export const ENGINE_LOST_CHANNEL = 'quarterdeck:engine-lost';

/** How the main process tells the engine process where the sample workspace is. */
export const SAMPLE_ARGUMENT = '--sample-workspace=';
