/**
 * What a desktop host lends to the page beyond the engine: dialogs, dropped paths, menu commands. The preload script
 * exposes one object of this shape as `window.quarterdeck`; in a browser it is absent.
 *
 * The engine itself comes as a MessagePort: after `requestEngine()` the preload posts a window message whose data is
 * `ENGINE_PORT` and whose single port is a duplex channel of whole byte messages (Uint8Array).
 */
export const ENGINE_PORT = 'quarterdeck:engine-port';

/** A command of the native menu, as the page acts on it. */
export const MENU_COMMANDS = [
  'workspace.open',
  'workspace.new',
  'workspace.close',
  'data.add',
  'history.undo',
  'history.redo',
  'palette.open',
  'theme.toggle',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

export interface HostBridge {
  readonly kind: 'desktop';
  /** Asks for a port to a running engine; the host starts one when there is none. Answered by an `ENGINE_PORT` message. */
  requestEngine(): void;
  /** A dialog for data files; empty when the user thinks better of it. */
  openFiles(): Promise<readonly string[]>;
  /** A dialog for a `.quarterdeck` file; null when the user thinks better of it. */
  openWorkspace(): Promise<string | null>;
  /** Where a new file goes: a save dialog that starts at `suggested`; null when the user thinks better of it. */
  chooseSavePath(suggested: string): Promise<string | null>;
  /** Asks for a place and writes there, whole or not at all; answers the path, or null when the user thinks better of it. */
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>;
  /** The path of a file dropped on the page; empty when it has none on disk. */
  pathForFile(file: File): string;
  /** Answers a function that stops listening. */
  onMenu(listen: (command: MenuCommand) => void): () => void;
}

declare global {
  interface Window {
    readonly quarterdeck?: HostBridge;
  }
}
