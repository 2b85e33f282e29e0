/** Who may run a statement now, so that what is quick never stands behind everything that is slow. */
import { QuarterdeckError } from '../api/errors.ts';

/** Those of one call share its signal; a statement without one stands for itself. */
type Asker = object;

/**
 * Statements run on the few threads that Node keeps for such work, in the order in which they were asked for: a dozen
 * readings would hold up the smallest command until all of them are done. So some threads are left free for what takes no
 * turn; turns go round among calls, however many statements each asks for; and no call has all of them.
 */
export class Turns {
  private readonly most: number;
  private taken = 0;
  private readonly running = new Map<Asker, number>();
  /** By who asks; the one that has waited longest since its last turn first. */
  private readonly waiting = new Map<Asker, (() => void)[]>();

  /** @param most statements at a time; a call has one less, or the only one */
  constructor(most: number) {
    this.most = most;
  }

  /** @throws QuarterdeckError `cancelled` when the signal fires before its turn, and whatever `work` throws. */
  async take<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const asker: Asker = signal ?? {};
    if (this.mayRun(asker)) this.begin(asker);
    else await this.wait(asker, signal);
    try {
      return await work();
    } finally {
      this.end(asker);
    }
  }

  private mayRun(asker: Asker): boolean {
    const own = this.running.get(asker) ?? 0;
    return this.taken < this.most && own < Math.max(this.most - 1, 1);
  }

  private begin(asker: Asker): void {
    this.taken++;
    this.running.set(asker, (this.running.get(asker) ?? 0) + 1);
  }

  private end(asker: Asker): void {
    this.taken--;
    const own = this.running.get(asker)! - 1;
    if (own > 0) this.running.set(asker, own);
    else this.running.delete(asker);
    const next = [...this.waiting.keys()].find((one) => this.mayRun(one));
    if (!next) return;
    const [first, ...others] = this.waiting.get(next)!;
    this.waiting.delete(next);
    if (others.length > 0) this.waiting.set(next, others);
    this.begin(next);
    first!();
  }

  private wait(asker: Asker, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const others = (this.waiting.get(asker) ?? []).filter((one) => one !== go);
        if (others.length > 0) this.waiting.set(asker, others);
        else this.waiting.delete(asker);
        reject(cancelled());
      };
      this.waiting.set(asker, [...(this.waiting.get(asker) ?? []), go]);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}

function cancelled(): QuarterdeckError {
  return new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
}
