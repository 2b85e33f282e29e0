import { setMaxListeners } from 'node:events';
import type { ByteChannel } from '../api/channel.ts';
import { decodeFrame, encodeFrame } from '../api/codec.ts';
import { QuarterdeckError, toEnvelope } from '../api/errors.ts';
import { issueSentence } from '../api/issues.ts';
import { type Checked, type EventName, type Events, METHODS, type MethodName, type Result } from '../api/methods.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Cursors } from './cursors.ts';
import { HANDLERS } from './handlers/index.ts';
import { openAtStart } from './handlers/workspace.ts';
import type { Opening } from './hosting.ts';
import type { Service } from './service.ts';

/** What a handler may use while it answers one call. */
export interface CallContext {
  readonly service: Service;
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Tells the caller how far long work is. `total` 0 means that it cannot be known. */
  progress(stage: string, done: number, total: number, unit: string): void;
}

export type Handler<M extends MethodName> = (call: CallContext, params: Checked<M>) => Promise<Result<M>>;
export type Handlers = { readonly [M in MethodName]: Handler<M> };

/** One client: the workspace it looks at, its running calls and its cursors. */
export class Session {
  workspace: Workspace | null = null;
  readonly cursors = new Cursors();
  private readonly service: Service;
  private readonly channel: ByteChannel;
  private readonly running = new Map<number, AbortController>();
  /** Of the calls still running, each done when its answer is out. */
  private readonly answers = new Set<Promise<void>>();
  /** The same of those that may be at work on the workspace: all but the ones that wait to close it. */
  private readonly work = new Set<Promise<unknown>>();
  /** Calls wait for what the host wants to have open before the page asks for anything. */
  private ready: Promise<void>;

  constructor(service: Service, channel: ByteChannel, opening: Opening | undefined) {
    this.service = service;
    this.channel = channel;
    this.ready = opening ? openAtStart(service, this, opening) : Promise.resolve();
    // A failed opening is told to the calls that wait for it, not to nobody.
    this.ready.catch(() => {});
    channel.onMessage((bytes) => this.receive(bytes));
  }

  emit<E extends EventName>(event: E, data: Events[E]): void {
    this.channel.send(encodeFrame({ kind: 'event', event, data }));
  }

  /** The open workspace, or a `no-workspace` error. */
  needWorkspace(): Workspace {
    if (!this.workspace) {
      throw new QuarterdeckError(
        'no-workspace',
        'No workspace is open. Open one, or create one from your export files.',
      );
    }
    return this.workspace;
  }

  /** Makes `workspace` the one this client looks at and lets go of the one before. */
  async lookAt(workspace: Workspace | null): Promise<void> {
    const before = this.workspace;
    this.cursors.closeAll();
    this.workspace = workspace;
    if (before) await this.service.registry.release(before);
  }

  cancel(id: number): boolean {
    const call = this.running.get(id);
    call?.abort();
    return call !== undefined;
  }

  /**
   * Stops the calls at work and lets each tidy up before the workspace is closed under it: a load that was stopped has
   * tables of its own to drop.
   */
  async closeWorkspace(): Promise<void> {
    for (const call of this.running.values()) call.abort();
    await Promise.allSettled(this.work);
    await this.lookAt(null);
  }

  /**
   * Calls are stopped and waited for before the workspace goes: an engine thread that ends while a statement is still on its
   * way takes the whole process with it.
   */
  async end(): Promise<void> {
    for (const call of this.running.values()) call.abort();
    await Promise.all(this.answers);
    await this.lookAt(null);
  }

  /** Waits for the opening. Its failure is told once; the page must be able to open something else. */
  private async opened(): Promise<void> {
    try {
      await this.ready;
    } catch (thrown) {
      this.ready = Promise.resolve();
      throw thrown;
    }
  }

  private receive(bytes: Uint8Array): void {
    const answered = this.reply(bytes).finally(() => this.answers.delete(answered));
    this.answers.add(answered);
  }

  private async reply(bytes: Uint8Array): Promise<void> {
    let id = 0;
    try {
      const frame = decodeFrame(bytes);
      if (frame.kind !== 'call')
        throw new QuarterdeckError('bad-request', `The engine takes calls, not “${frame.kind}”.`);
      id = frame.id;
      const result = await this.answer(id, frame.method, frame.params);
      this.channel.send(encodeFrame({ kind: 'ok', id, result }));
    } catch (thrown) {
      this.channel.send(encodeFrame({ kind: 'error', id, error: toEnvelope(thrown) }));
    }
  }

  private async answer(id: number, method: string, params: unknown): Promise<unknown> {
    if (!Object.hasOwn(METHODS, method)) {
      throw new QuarterdeckError(
        'unknown-method',
        `There is no method “${method}”. The page and the engine may be of different versions; reload the page.`,
      );
    }
    const name = method as MethodName;
    const checked = METHODS[name].params.safeParse(params);
    if (!checked.success) {
      throw new QuarterdeckError('bad-request', `${name}: ${issueSentence(checked.error)}`, checked.error);
    }
    const control = new AbortController();
    // A call may run any number of statements at once, and each listens: that is no leak, and must not be logged as one.
    setMaxListeners(0, control.signal);
    this.running.set(id, control);
    try {
      if (name !== 'call.cancel') await this.opened();
      const handler = HANDLERS[name] as Handler<MethodName>;
      const work = handler(
        {
          service: this.service,
          session: this,
          signal: control.signal,
          progress: (stage, done, total, unit) => this.emit('progress', { callId: id, stage, done, total, unit }),
        },
        checked.data as Checked<MethodName>,
      );
      if (name !== 'workspace.close') this.work.add(work);
      try {
        return await work;
      } finally {
        this.work.delete(work);
      }
    } finally {
      this.running.delete(id);
    }
  }
}
