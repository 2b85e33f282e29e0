/** What simulations of one workspace have read and compiled, kept so that moving a threshold reads nothing. */
import { LRUCache } from 'lru-cache';
import { QuarterdeckError } from '../api/errors.ts';
import type { RunOptions } from '../engine/engine.ts';
import { type Versions, versionsKey } from './context.ts';

/** Tells how far long work is: what is done, how much of how many. */
export type Progress = (stage: string, done: number, total: number, unit: string) => void;

export interface LabOptions extends RunOptions {
  readonly progress?: Progress | undefined;
}

/** What is kept, with its size. */
export interface Sized<T> {
  readonly value: T;
  readonly bytes: number;
}

const MOST_BYTES = 256 * 1_024 * 1_024;

/**
 * Kept by the data, the policy and the segments it was read under; the first question under newer ones lets go of everything. Bounded in
 * bytes, the longest unused goes first. One lab serves one workspace.
 */
export class Lab {
  private readonly kept: LRUCache<string, object>;
  private readonly reading = new Map<string, Promise<object>>();
  private version = '';

  constructor(maxBytes: number = MOST_BYTES) {
    this.kept = new LRUCache({ maxSize: maxBytes });
  }

  /**
   * What `read` gave for this key. Those who ask at the same time wait for one reading; when its asker gives up, the next
   * one reads.
   * @throws QuarterdeckError `cancelled` when the signal fires, and whatever `read` throws.
   */
  async keep<T extends object>(
    context: Versions,
    key: string,
    signal: AbortSignal | undefined,
    read: () => Promise<Sized<T>>,
  ): Promise<T> {
    this.lookAt(context);
    const full = `${this.version} ${key}`;
    for (;;) {
      const known = this.kept.get(full);
      if (known) return known as T;
      const running = this.reading.get(full);
      if (!running) return this.read(full, read);
      try {
        return (await running) as T;
      } catch (thrown) {
        const theirs = thrown instanceof QuarterdeckError && thrown.code === 'cancelled' && !signal?.aborted;
        if (!theirs) throw thrown;
      }
    }
  }

  /** What is kept under the key, if it is. */
  find<T extends object>(context: Versions, key: string): T | undefined {
    this.lookAt(context);
    return this.kept.get(`${this.version} ${key}`) as T | undefined;
  }

  /** The same for what is made at once. */
  make<T extends object>(context: Versions, key: string, make: () => Sized<T>): T {
    this.lookAt(context);
    const full = `${this.version} ${key}`;
    const known = this.kept.get(full);
    if (known) return known as T;
    const { value, bytes } = make();
    this.kept.set(full, value, { size: Math.max(1, bytes) });
    return value;
  }

  /**
   * Something that serves one at a time, such as a kernel whose buffers the next run overwrites: nobody else gets it until
   * it is given back.
   */
  borrow<T extends object>(context: Versions, key: string, make: () => Sized<T>): { value: T; giveBack(): void } {
    this.lookAt(context);
    const full = `${this.version} ${key}`;
    const known = this.kept.get(full) as Sized<T> | undefined;
    this.kept.delete(full);
    const lent = known ?? make();
    return {
      value: lent.value,
      giveBack: () => {
        if (full.startsWith(`${this.version} `)) this.kept.set(full, lent, { size: Math.max(1, lent.bytes) });
      },
    };
  }

  get bytes(): number {
    return this.kept.calculatedSize;
  }

  private lookAt(context: Versions): void {
    const version = versionsKey(context);
    if (version === this.version) return;
    this.version = version;
    this.kept.clear();
  }

  private async read<T extends object>(full: string, read: () => Promise<Sized<T>>): Promise<T> {
    const running = read().then(({ value, bytes }) => {
      // A reading under an older version is answered and not kept.
      if (full.startsWith(`${this.version} `)) this.kept.set(full, value, { size: Math.max(1, bytes) });
      return value;
    });
    this.reading.set(full, running);
    try {
      return await running;
    } finally {
      if (this.reading.get(full) === running) this.reading.delete(full);
    }
  }
}
