/**
 * What the desktop gives the page beyond the engine: the few things only a native window can do. The preload proves
 * that it offers exactly this (`satisfies HostBridge`) as `window.quarterdeck`; in a browser that name is undefined.
 */

/** The name of the bridge on the page's `window`. */
export const BRIDGE_NAME = 'quarterdeck';

/**
 * `data` of the window message that carries the engine's MessagePort (`event.ports[0]`) into the page. The page checks
 * `event.source === window` and this text before it takes the port.
 */
export const ENGINE_PORT_MESSAGE = 'quarterdeck:engine-port';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export interface ChosenFile {
  readonly path: string;
  readonly name: string;
}

/** A native menu item, or the system asking to open a file, as the page hears it. */
export type MenuEvent =
  | { readonly command: 'workspace.new' }
  /** With a path when the system named the file (double click, second start); otherwise the page asks for one. */
  | { readonly command: 'workspace.open'; readonly path?: string }
  | { readonly command: 'workspace.openSample' }
  | { readonly command: 'workspace.close' }
  | { readonly command: 'files.open' }
  | { readonly command: 'history.undo' }
  | { readonly command: 'history.redo' }
  | { readonly command: 'palette.open' }
  | { readonly command: 'theme.set'; readonly theme: Theme }
  | { readonly command: 'help.shortcuts' };

/** Every call answers, with a value or with an Error whose message is a sentence for the user. */
export interface HostBridge {
  readonly kind: 'desktop';
  /** Asks which files to load. Empty when the user thought better of it. */
  openFiles(): Promise<readonly ChosenFile[]>;
  /** Asks for an existing workspace; its path, or null. */
  openWorkspace(): Promise<string | null>;
  /** Asks where a new workspace goes; its path, or null. Nothing is created yet. */
  chooseNewWorkspace(name: string): Promise<string | null>;
  /** Asks where the file goes and writes it there whole or not at all; its path, or null. */
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>;
  /** The path of a dropped or picked File; empty when it is not on disk. */
  pathForFile(file: File): string;
  /** Tells the window's frame and dialogs which theme the page shows. */
  setTheme(theme: Theme): Promise<null>;
  /** Starts the engine when it is not running; its port then arrives as ENGINE_PORT_MESSAGE. Asking again gives a fresh port. */
  connectEngine(): Promise<null>;
  /** The engine process ended; the reason is a sentence for the user. Returns the way to stop listening. */
  onEngineLost(listen: (reason: string) => void): () => void;
  /** Menu items and files the system asks to open; those that came before the page listened are delivered first. */
  onMenu(listen: (event: MenuEvent) => void): () => void;
}
