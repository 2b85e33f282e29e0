import { QuarterdeckError } from '../api/errors.ts';
import type { LabOptions } from './lab.ts';

const TURN_MS = 40;

/** Lets others work in between, so that a long computation can be told about and cancelled. */
export class Pace {
  readonly #options: LabOptions;
  readonly #unit: string;
  #last = performance.now();

  /** @param unit of what is counted as done */
  constructor(options: LabOptions, unit = 'combinations') {
    this.#options = options;
    this.#unit = unit;
  }

  /** @throws QuarterdeckError `cancelled` when the signal fires. */
  async turn(stage: string, done: number, total: number): Promise<void> {
    if (performance.now() - this.#last < TURN_MS) return;
    this.#options.progress?.(stage, done, total, this.#unit);
    await new Promise((resolve) => setImmediate(resolve));
    this.#last = performance.now();
    if (this.#options.signal?.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
  }
}
