import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ByteChannel } from '../../analytics/api/channel.ts';
import type { HostMessage, Opening } from '../../analytics/service/hosting.ts';
import { portChannel } from '../../analytics/service/portChannel.ts';

/** How long the engine may take to close its workspaces before it is stopped. */
const CLOSING_MS = 10_000;

/** The page says that the engine has stopped; this says how. */
const LOST = 'Its thread ended unexpectedly.';

/**
 * The engine in a thread of its own: turning a result into bytes takes hundreds of milliseconds at times, and the host
 * must answer meanwhile. When the thread dies its channels close and say why; the next `connect` starts another.
 */
export class EngineThread {
  private readonly file: string;
  private readonly log: (line: string) => void;
  private current: { readonly worker: Worker; readonly ended: Promise<void> } | undefined;

  constructor(file: string, log: (line: string) => void) {
    this.file = file;
    this.log = log;
  }

  /** Starts the engine while the browser is still on its way, with what the page will open. */
  warm(opening: Opening): void {
    this.current ??= this.start();
    post(this.current.worker, { kind: 'warm', opening });
  }

  /** A channel to a new session of the engine. */
  connect(opening: Opening | undefined): ByteChannel {
    this.current ??= this.start();
    const { worker, ended } = this.current;
    const { port1, port2 } = new MessageChannel();
    post(worker, { kind: 'connect', ...(opening && { opening }) }, port2);
    const channel = portChannel(port1);
    let left = false;
    return {
      ...channel,
      close() {
        left = true;
        channel.close();
      },
      onClose(closed) {
        port1.once('close', () => {
          // The engine closes no port of itself: its thread is ending. Told only when it has, or the page that connects
          // again at once would reach the one that is going.
          if (!left) void ended.then(() => closed(LOST));
        });
      },
    };
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    if (!current) return;
    post(current.worker, { kind: 'close' });
    const stop = setTimeout(() => void current.worker.terminate(), CLOSING_MS);
    await current.ended;
    clearTimeout(stop);
  }

  private start(): NonNullable<typeof this.current> {
    const worker = new Worker(this.file, { name: 'engine' });
    worker.on('error', (error) =>
      this.log(`The engine failed: ${error instanceof Error ? error.stack : String(error)}`),
    );
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        if (this.current?.worker === worker) this.current = undefined;
        resolve();
      });
    });
    return { worker, ended };
  }
}

/** The port travels as a property, because a worker hears the message and nothing beside it. */
function post(worker: Worker, message: HostMessage, port?: MessagePort): void {
  worker.postMessage({ ...message, port }, port ? [port] : []);
}
