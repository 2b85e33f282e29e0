import type { ResultCursor } from '../engine/cursor.ts';
import type { Bindings, Executor, RunOptions } from '../engine/engine.ts';
import type { Network } from '../network/network.ts';

/** Where statements run: the engine, or anything that can also stream. */
export interface Reader extends Executor {
  cursor(sql: string, bindings?: Bindings, options?: RunOptions): Promise<ResultCursor>;
}

/** What every question to the network needs: where to ask, what is loaded, and the versions that name the answer. */
export interface QueryContext {
  readonly reader: Reader;
  readonly network: Network;
  readonly policyVersion: number;
  readonly dataVersion: number;
}
