import { LRUCache } from 'lru-cache';

/**
 * Answers kept for asking again, bounded in bytes and not in entries. A key names the workspace with its data and policy
 * version, so that a change never needs to find what it made stale. Failures are not kept: a cached rejection would
 * outlive its cause.
 */
export class ResultCache {
  private readonly answers: LRUCache<string, object>;

  constructor(maxBytes: number) {
    this.answers = new LRUCache({ maxSize: maxBytes });
  }

  /** The kept answer or a new one; `bytes` says how much room an answer takes. */
  async get<T extends object>(key: string, bytes: (value: T) => number, compute: () => Promise<T>): Promise<T> {
    const kept = this.answers.get(key);
    if (kept) return kept as T;
    const value = await compute();
    this.answers.set(key, value, { size: Math.max(1, bytes(value)) });
    return value;
  }

  clear(): void {
    this.answers.clear();
  }
}
