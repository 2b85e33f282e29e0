import {
  app,
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import type { HostMessage, Opening } from '../../analytics/service/hosting.ts';
import { ENGINE_LOST_CHANNEL, ENGINE_PORT_CHANNEL, SAMPLE_ARGUMENT } from './channels.ts';
import type { OpenRequests } from './openRequests.ts';
import { answerRequest } from './requests.ts';

/** How long the engine may take to close its workspaces before it is stopped. */
const CLOSING_MS = 10_000;

export interface EngineSetup {
  /** The built entry of the engine process. */
  readonly file: string;
  readonly sample: string | undefined;
  readonly openRequests: OpenRequests;
}

/**
 * Starts the engine while the page loads. The page asks for it and gets a port; it is told when the engine is lost; quitting
 * waits for its last write.
 */
export function setupEngine({ file, sample, openRequests }: EngineSetup): void {
  const engine = new EngineProcess(file, sample, (reason) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(ENGINE_LOST_CHANNEL, reason);
  });
  engine.warm(openRequests.awaited);
  answerRequest('connectEngine', async ({ sender }) => {
    sender.postMessage(ENGINE_PORT_CHANNEL, null, [engine.connect(openRequests.take())]);
    return null;
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}

/**
 * The engine in a process of its own, so that a crash in native code takes neither the window nor the menus with it.
 * The page talks to it directly: main makes the pair of ports and hands each side its end.
 */
class EngineProcess {
  private readonly file: string;
  private readonly sample: string | undefined;
  private readonly onLost: (reason: string) => void;
  private current: { readonly child: UtilityProcess; readonly ended: Promise<void> } | undefined;

  constructor(file: string, sample: string | undefined, onLost: (reason: string) => void) {
    this.file = file;
    this.sample = sample;
    this.onLost = onLost;
  }

  /** Starts the process ahead of the page, with what its first session will open. */
  warm(opening: Opening | undefined): void {
    this.current ??= this.start();
    if (opening) this.current.child.postMessage({ kind: 'warm', opening } satisfies HostMessage);
  }

  /** The page's end of a channel to a new session. Starts the process when it is not running. */
  connect(opening: Opening | undefined): MessagePortMain {
    this.current ??= this.start();
    const { port1, port2 } = new MessageChannelMain();
    const message: HostMessage = { kind: 'connect', ...(opening && { opening }) };
    this.current.child.postMessage(message, [port1]);
    return port2;
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    if (!current) return;
    current.child.postMessage({ kind: 'close' } satisfies HostMessage);
    const stop = setTimeout(() => current.child.kill(), CLOSING_MS);
    await current.ended;
    clearTimeout(stop);
  }

  private start(): NonNullable<typeof this.current> {
    const child = utilityProcess.fork(this.file, this.sample === undefined ? [] : [SAMPLE_ARGUMENT + this.sample], {
      serviceName: 'Quarterdeck engine',
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        resolve();
        if (this.current?.child !== child) return;
        this.current = undefined;
        // The page says that the engine has stopped; this says how.
        this.onLost(`Its process ended unexpectedly (code ${code}).`);
      });
    });
    return { child, ended };
  }
}
