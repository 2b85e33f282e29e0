import { randomUUID } from 'node:crypto';
import { QuarterdeckError } from '../api/errors.ts';
import { LIMITS } from '../api/limits.ts';
import type { BatchReply } from '../api/results.ts';
import type { ResultCursor } from '../engine/cursor.ts';

interface Open {
  readonly cursor: ResultCursor;
  expires: NodeJS.Timeout;
}

/** The open cursors of one session. Those that nobody reads close by themselves, because each holds a connection. */
export class Cursors {
  private readonly open = new Map<string, Open>();
  private readonly idleMs: number;

  constructor(idleMs: number = LIMITS.cursorIdleMs) {
    this.idleMs = idleMs;
  }

  /** The first batch; the cursor stays open only when more will come. */
  async first(cursor: ResultCursor): Promise<BatchReply> {
    if (this.open.size >= LIMITS.cursorsPerSession) {
      cursor.close();
      throw new QuarterdeckError(
        'bad-request',
        `${LIMITS.cursorsPerSession} tables are being read already. Close some of them first.`,
      );
    }
    const { bytes, rows, last } = await cursor.next();
    if (last) return { cursor: null, batch: bytes, rows };
    const id = randomUUID();
    this.open.set(id, { cursor, expires: this.expiry(id) });
    return { cursor: id, batch: bytes, rows };
  }

  async next(id: string): Promise<BatchReply> {
    const entry = this.open.get(id);
    if (!entry) {
      throw new QuarterdeckError(
        'cursor-closed',
        'This table was left alone too long, or has been read to its end. Ask for it again.',
      );
    }
    clearTimeout(entry.expires);
    try {
      const { bytes, rows, last } = await entry.cursor.next();
      if (last) this.open.delete(id);
      else entry.expires = this.expiry(id);
      return { cursor: last ? null : id, batch: bytes, rows };
    } catch (thrown) {
      this.open.delete(id);
      throw thrown;
    }
  }

  close(id: string): void {
    const entry = this.open.get(id);
    if (!entry) return;
    clearTimeout(entry.expires);
    this.open.delete(id);
    entry.cursor.close();
  }

  closeAll(): void {
    for (const id of [...this.open.keys()]) this.close(id);
  }

  private expiry(id: string): NodeJS.Timeout {
    return setTimeout(() => this.close(id), this.idleMs).unref();
  }
}
