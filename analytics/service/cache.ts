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

  get(key: string): object | undefined {
    return this.answers.get(key);
  }

  set(key: string, answer: object, bytes: number): void {
    this.answers.set(key, answer, { size: Math.max(1, bytes) });
  }
}
