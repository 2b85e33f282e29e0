/**
 * Stands in for the `electron` module where there is no binary. It knows exactly the calls the product makes; any other
 * throws, so that a call nobody thought about cannot pass a test by doing nothing.
 */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** `known`, with a throw in place of `undefined` for everything else. */
function strict<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, key, receiver) {
      // A Promise check, an inspector or an emitter's own bookkeeping asks for these.
      if (key in target || typeof key === 'symbol' || key === 'then' || key.startsWith('_'))
        return Reflect.get(target, key, receiver);
      throw new Error(`The fake electron has no ${name}.${key}. Add it with the behaviour of electron.d.ts.`);
    },
  });
}

type Handler = (event: unknown, ...args: unknown[]) => Promise<unknown>;

/** What the code under test did to Electron, and the handles to answer back. Emptied by `resetElectron`. */
export interface ElectronRecord {
  switches: [string, string | undefined][];
  privileges: unknown[];
  protocolHandlers: Map<string, (request: Request) => Promise<Response>>;
  ipcHandlers: Map<string, Handler>;
  windows: FakeWindow[];
  menu: MenuTemplate[] | null;
  utilities: FakeUtility[];
  openDialogs: unknown[];
  saveDialogs: { defaultPath?: string }[];
  answers: { open: string[]; save: string };
  quits: number;
}

export interface MenuTemplate {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: MenuTemplate[];
  readonly click?: () => void;
  checked?: boolean;
}

export const record: ElectronRecord = blank();

function blank(): ElectronRecord {
  return {
    switches: [],
    privileges: [],
    protocolHandlers: new Map(),
    ipcHandlers: new Map(),
    windows: [],
    menu: null,
    utilities: [],
    openDialogs: [],
    saveDialogs: [],
    answers: { open: [], save: '' },
    quits: 0,
  };
}

export class FakeWebContents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly sent: [string, unknown][] = [];
  readonly ports: [string, FakePort[]][] = [];
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, data: unknown): void {
    this.sent.push([channel, data]);
  }
  postMessage(channel: string, _message: unknown, ports: FakePort[]): void {
    this.ports.push([channel, ports]);
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents = strict('webContents', new FakeWebContents());
  loaded: string | undefined;
  shown = false;
  focused = 0;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): FakeWindow[] {
    return record.windows;
  }
  static fromWebContents(contents: FakeWebContents): FakeWindow | null {
    return record.windows.find((window) => window.webContents === contents) ?? null;
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
  }
  show(): void {
    this.shown = true;
  }
  isMinimized(): boolean {
    return false;
  }
  focus(): void {
    this.focused++;
  }
}

export class FakePort extends EventEmitter {
  peer: FakePort | undefined;
  started = false;
  readonly posted: unknown[] = [];
  start(): void {
    this.started = true;
  }
  postMessage(message: unknown, transfer?: unknown[]): void {
    // electron#34905: a transferred buffer makes the message vanish without a word.
    if (transfer?.some((item) => !(item instanceof FakePort))) throw new Error('Only ports can be transferred.');
    this.posted.push(message);
    this.peer?.emit('message', { data: message, ports: [] });
  }
  close(): void {
    this.peer?.emit('close');
  }
}

export class FakeUtility extends EventEmitter {
  readonly file: string;
  readonly args: readonly string[];
  readonly messages: [unknown, FakePort[]][] = [];
  killed = false;
  constructor(file: string, args: readonly string[]) {
    super();
    this.file = file;
    this.args = args;
    record.utilities.push(this);
  }
  postMessage(message: unknown, ports: FakePort[] = []): void {
    this.messages.push([message, ports]);
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 0);
    return true;
  }
}

const appKnown = Object.assign(new EventEmitter(), {
  isPackaged: false,
  lock: true,
  commandLine: strict('app.commandLine', {
    appendSwitch: (name: string, value?: string) => record.switches.push([name, value]),
  }),
  requestSingleInstanceLock: (): boolean => appKnown.lock,
  whenReady: () => Promise.resolve(),
  getAppPath: () => '/installation',
  getPath: (name: string) => {
    if (name !== 'documents') throw new Error(`The fake electron has no path "${name}".`);
    return '/home/user/Documents';
  },
  quit: () => {
    record.quits++;
  },
});
export const app = strict('app', appKnown);

export const BrowserWindow = strict('BrowserWindow', FakeWindow);

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: unknown[]) => record.privileges.push(...schemes),
});

const defaultSession = strict('session', {
  protocol: strict('session.protocol', {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      record.protocolHandlers.set(scheme, handler),
  }),
  webRequest: strict('session.webRequest', { onBeforeRequest: vi.fn() }),
  setPermissionRequestHandler: vi.fn(),
  setPermissionCheckHandler: vi.fn(),
  setDevicePermissionHandler: vi.fn(),
  setSpellCheckerEnabled: vi.fn(),
});
export const session = strict('session', { defaultSession });

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Handler) => {
    if (record.ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    record.ipcHandlers.set(channel, handler);
  },
});

export const dialog = strict('dialog', {
  showOpenDialog: async (_window: FakeWindow, options: unknown) => {
    record.openDialogs.push(options);
    return { canceled: record.answers.open.length === 0, filePaths: record.answers.open };
  },
  showSaveDialog: async (_window: FakeWindow, options: { defaultPath?: string }) => {
    record.saveDialogs.push(options);
    return { canceled: record.answers.save === '', filePath: record.answers.save };
  },
});

export const Menu = strict('Menu', {
  buildFromTemplate: (template: MenuTemplate[]) => template,
  setApplicationMenu: (menu: MenuTemplate[]) => {
    record.menu = menu;
  },
  getApplicationMenu: () => ({ getMenuItemById: (id: string) => find(record.menu ?? [], id) }),
});

function find(items: MenuTemplate[], id: string): MenuTemplate | null {
  for (const item of items) {
    const found = item.id === id ? item : find(item.submenu ?? [], id);
    if (found) return found;
  }
  return null;
}

export const nativeTheme = strict('nativeTheme', { themeSource: 'system', shouldUseDarkColors: false });

export class MessageChannelMain {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork: (file: string, args: readonly string[] = []) => new FakeUtility(file, args),
});

/** For the preload: what it exposed, and a renderer that can be spoken to. */
export const exposed = new Map<string, unknown>();
export const contextBridge = strict('contextBridge', {
  exposeInMainWorld: (name: string, api: unknown) => exposed.set(name, api),
});
export const ipcRenderer = strict(
  'ipcRenderer',
  Object.assign(new EventEmitter(), { invoke: vi.fn(async (..._args: unknown[]): Promise<unknown> => undefined) }),
);
export const webUtils = strict('webUtils', { getPathForFile: (file: { path?: string }) => file.path ?? '' });

/** As if Electron had just started. */
export function resetElectron(): void {
  Object.assign(record, blank());
  app.removeAllListeners();
  appKnown.isPackaged = false;
  appKnown.lock = true;
  nativeTheme.themeSource = 'system';
  exposed.clear();
  ipcRenderer.removeAllListeners();
  vi.clearAllMocks();
}
