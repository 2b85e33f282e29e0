import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';

const TURN_MS = 40;

/** Lets others work in between, so that a long computation can be told about and cancelled. */
export class Pace {
  readonly #options: LabOptions;
  #last = performance.now();

  constructor(options: LabOptions) {
    this.#options = options;
  }

  /** @throws QuarterdeckError `cancelled` when the signal fires. */
  async turn(stage: string, done: number, total: number): Promise<void> {
    if (performance.now() - this.#last < TURN_MS) return;
    this.#options.progress?.(stage, done, total, 'combinations');
    await new Promise((resolve) => setImmediate(resolve));
    this.#last = performance.now();
    if (this.#options.signal?.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
  }
}
