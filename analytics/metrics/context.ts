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
  /** Tells one state of the segments in force from another; left out where none are. */
  readonly segmentsVersion?: string;
}

export type Versions = Pick<QueryContext, 'dataVersion' | 'policyVersion' | 'segmentsVersion'>;

/** What names everything that an answer was computed on: the same text, the same answer. */
export function versionsKey({ dataVersion, policyVersion, segmentsVersion }: Versions): string {
  return [dataVersion, policyVersion, ...(segmentsVersion === undefined ? [] : [segmentsVersion])].join('/');
}
