/** Relations made once for many statements: tables in the engine's memory, where every connection finds them. */
import type { Bindings, Executor, RunOptions } from './engine.ts';

/** Beside the workspace's catalog, so that nothing of it comes into the file. What does not fit in memory is spilled. */
export const KEPT_SCHEMA = 'memory.kept';

export interface KeptTable {
  readonly name: string;
  readonly rows: number;
  drop(): Promise<void>;
}

let made = 0;

/** @throws as `rows` of the executor; nothing is left of a table that failed or was cancelled. */
export async function keepTable(
  executor: Executor,
  sql: string,
  bindings: Bindings,
  options: RunOptions,
): Promise<KeptTable> {
  const name = `${KEPT_SCHEMA}.table_${++made}`;
  const [count] = await executor.rows<{ Count: number }>(`CREATE TABLE ${name} AS ${sql}`, bindings, options);
  return { name, rows: Number(count?.Count ?? 0), drop: () => executor.run(`DROP TABLE IF EXISTS ${name}`) };
}
