/**
 * Draws on threads. A model is cut into slices of partners, and each thread takes the next one when it is done: a slice is
 * short, so that progress is told and cancelling is quick. Sums are of whole numbers, so the answer is the same, byte by
 * byte, whatever the number of threads. The first small models, and all where no thread can be started, are drawn in place.
 */

import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { QuarterdeckError } from '../../api/errors.ts';
import { type DrawReply, type DrawRequest, startDrawThread } from './drawThread.ts';
import { type ChanceResult, mergeSlices } from './merge.ts';
import { type ChanceModel, checkModel } from './model.ts';
import { type ChanceSlice, slicer, slicesOf } from './run.ts';

/** Figures (partners × draws × columns) of a slice: some twenty milliseconds of work. */
const SLICE_FIGURES = 4_000_000;
const MOST_SLICES = 256;
/** Starting threads takes longer than drawing so many figures, of one model or of many small ones. */
const IN_PLACE_FIGURES = 12_000_000;
const MOST_THREADS = 4;
/** A thread that had nothing to do for so long is let go. */
const IDLE_MS = 60_000;

export interface DrawOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

export interface PoolOptions {
  /** 0 draws in place. */
  readonly threads?: number;
  /** Also models that are too small to be worth a thread. */
  readonly always?: boolean;
  readonly start?: () => Worker | null;
}

interface Task {
  readonly model: ChanceModel;
  readonly from: number;
  readonly to: number;
  readonly isWanted: () => boolean;
  done(slice: ChanceSlice): void;
  failed(thrown: unknown): void;
}

type Slicer = ReturnType<typeof slicer>;

interface Thread {
  readonly worker: Worker;
  model: ChanceModel | null;
  task: Task | null;
}

export class DrawPool {
  private readonly most: number;
  private readonly inPlace: number;
  private readonly start: () => Worker | null;
  private readonly threads = new Set<Thread>();
  private readonly waiting: Task[] = [];
  /** No thread can be started here. */
  private broken = false;
  private draining = false;
  /** Figures since threads were let go last. */
  private drawnInPlace = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor({ threads, always = false, start = startDrawThread }: PoolOptions = {}) {
    this.most = threads ?? Math.min(availableParallelism(), MOST_THREADS);
    this.inPlace = always ? 0 : IN_PLACE_FIGURES;
    this.start = start;
  }

  /** @throws QuarterdeckError `cancelled` when the signal fires, and what the model's rules throw. */
  async run(model: ChanceModel, { signal, progress }: DrawOptions = {}): Promise<ChanceResult> {
    checkModel(model);
    const figures = model.partners.length * model.draws * Math.max(1, model.columns.length);
    const count = Math.min(MOST_SLICES, Math.max(1, Math.ceil(figures / SLICE_FIGURES)));
    const cuts = slicesOf(model.partners.length, count);
    const small = this.threads.size === 0 && this.drawnInPlace + figures < this.inPlace;
    const alone = this.most === 0 || this.broken || small;
    let done = 0;
    let stopped = false;
    const told = (slice: ChanceSlice) => {
      done += slice.to - slice.from;
      progress?.(done, model.partners.length);
      return slice;
    };
    if (alone) {
      this.drawnInPlace += figures;
      const draw = slicer(model);
      const slices: ChanceSlice[] = [];
      for (const { from, to } of cuts) {
        if (signal?.aborted) throw cancelled();
        slices.push(told(draw(from, to)));
        // After the last one too: a forecast asks for dozens of small models in a row, and others wait meanwhile.
        await setImmediate();
      }
      return mergeSlices(model, slices);
    }
    const isWanted = () => !stopped && !signal?.aborted;
    try {
      const slices = await Promise.all(
        cuts.map(({ from, to }) =>
          new Promise<ChanceSlice>((resolve, reject) => {
            this.waiting.push({ model, from, to, isWanted, done: resolve, failed: reject });
            this.serve();
          }).then(told),
        ),
      );
      if (signal?.aborted) throw cancelled();
      return mergeSlices(model, slices);
    } finally {
      stopped = true;
    }
  }

  /** Ends the threads; what is still drawn is given up. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const ending = [...this.threads];
    this.threads.clear();
    this.drawnInPlace = 0;
    await Promise.all(ending.map(({ worker }) => worker.terminate()));
  }

  private serve(): void {
    while (this.waiting.length > 0) {
      const task = this.waiting[0]!;
      if (!task.isWanted()) {
        this.waiting.shift();
        task.failed(cancelled());
        continue;
      }
      if (this.broken) {
        void this.drain();
        return;
      }
      const thread = [...this.threads].find((one) => one.task === null) ?? this.another();
      if (!thread) return;
      this.waiting.shift();
      this.give(thread, task);
    }
    if ([...this.threads].every(({ task }) => task === null)) this.letGoLater();
  }

  private give(thread: Thread, task: Task): void {
    const { model, from, to } = task;
    const request: DrawRequest = thread.model === model ? { from, to } : { model, from, to };
    thread.model = model;
    thread.task = task;
    clearTimeout(this.idle);
    // The process must not end while somebody waits, and must not stay for a thread that idles.
    thread.worker.ref();
    thread.worker.postMessage(request);
  }

  private another(): Thread | null {
    if (this.threads.size >= this.most) return null;
    let worker: Worker | null = null;
    try {
      worker = this.start();
    } catch {
      // A locked-down system may forbid threads; the draws are the same without.
    }
    if (!worker) {
      this.broken = this.threads.size === 0;
      if (this.broken) this.serve();
      return null;
    }
    const thread: Thread = { worker, model: null, task: null };
    this.threads.add(thread);
    worker.unref();
    worker.on('message', (reply: DrawReply) => {
      const { task } = thread;
      thread.task = null;
      worker.unref();
      if ('slice' in reply) task?.done(reply.slice);
      else {
        // A model that failed is not kept there.
        thread.model = null;
        task?.failed(new QuarterdeckError(reply.error.code, reply.error.message, reply.error.cause));
      }
      this.serve();
    });
    worker.on('error', () => this.lost(thread));
    worker.on('exit', () => this.lost(thread));
    return thread;
  }

  /** A thread that could not start, or ended: what it had is drawn in place, and no other one is tried. */
  private lost(thread: Thread): void {
    if (!this.threads.delete(thread)) return;
    this.broken = true;
    const { task } = thread;
    thread.task = null;
    if (task) this.waiting.unshift(task);
    this.serve();
  }

  /** What waits, drawn in place. */
  private async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    let ready: { readonly model: ChanceModel; readonly draw: Slicer } | undefined;
    for (let task = this.waiting.shift(); task; task = this.waiting.shift()) {
      try {
        if (!task.isWanted()) throw cancelled();
        const { model, from, to } = task;
        if (ready?.model !== model) ready = { model, draw: slicer(model) };
        task.done(ready.draw(from, to));
      } catch (thrown) {
        task.failed(thrown);
      }
      await setImmediate();
    }
    this.draining = false;
  }

  private letGoLater(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }
}

function cancelled(): QuarterdeckError {
  return new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
}
