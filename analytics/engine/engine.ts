import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { QuarterdeckError } from '../api/errors.ts';
import { ResultCursor } from './cursor.ts';
import { toEngineError } from './failure.ts';
import { plainRows, type Row } from './rows.ts';
import { quoteText } from './sql.ts';

/**
 * The name of the file's catalog. DuckDB would name it after the file, and a workspace called `net.quarterdeck` would then
 * make every `net.deal` ambiguous between a catalog and a schema.
 */
const CATALOG = 'workspace';

/** Values bound to `$name` places of a statement. */
export type Bindings = Record<string, DuckDBValue>;
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Whatever can run SQL: the engine itself, or one transaction of it. */
export interface Executor {
  /** Runs a statement, or several separated by semicolons when nothing is bound. */
  run(sql: string, bindings?: Bindings, options?: RunOptions): Promise<void>;
  /** All rows as plain data (see rows.ts). For small results; large ones go through a cursor. */
  rows<T = Row>(sql: string, bindings?: Bindings, options?: RunOptions): Promise<T[]>;
}

export interface EngineOptions {
  /** The database file, or `:memory:`. */
  readonly path: string;
  /** The only folder whose files SQL may read or write. */
  readonly directory: string;
  /** For what does not fit in memory. */
  readonly temp: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/**
 * One DuckDB instance behind the lock-down of the product: no file outside `directory`, no extension install or load,
 * no setting changed after opening. One connection per running query, because a connection runs one query at a time
 * and `interrupt()` stops whatever its connection runs.
 */
export class Engine implements Executor {
  private readonly instance: DuckDBInstance;
  private readonly idle: DuckDBConnection[] = [];
  private readonly busy = new Set<DuckDBConnection>();
  private closed = false;
  /** Run on each new connection, which starts in the empty in-memory database. */
  private opening: string | null = null;

  private constructor(instance: DuckDBInstance) {
    this.instance = instance;
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      memory_limit: options.memoryLimit ?? '1500MB',
      temp_directory: options.temp,
      ...(options.threads ? { threads: String(options.threads) } : {}),
    });
    const inFile = options.path !== ':memory:';
    const engine = new Engine(instance);
    try {
      if (inFile) {
        await engine.run(`ATTACH ${quoteText(options.path)} AS ${CATALOG}`);
        await engine.startIn(CATALOG);
      }
      // The order matters: folders can be allowed only while access is open, and nothing can be set once locked.
      await engine.run(`SET allowed_directories = [${quoteText(options.directory)}]`);
      await engine.run("SET TimeZone = 'UTC'");
      await engine.run('SET enable_external_access = false');
      await engine.run('SET lock_configuration = true');
    } catch (thrown) {
      engine.close();
      throw thrown;
    }
    return engine;
  }

  async run(sql: string, bindings?: Bindings, options?: RunOptions): Promise<void> {
    await this.withConnection((connection) => runOn(connection, sql, bindings, options));
  }

  async rows<T = Row>(sql: string, bindings?: Bindings, options?: RunOptions): Promise<T[]> {
    return this.withConnection((connection) => rowsOn<T>(connection, sql, bindings, options));
  }

  /** A streamed result. The caller reads it to the end or closes it. */
  async cursor(sql: string, bindings?: Bindings, options?: RunOptions): Promise<ResultCursor> {
    const connection = await this.acquire();
    try {
      const result = await interruptible(connection, options?.signal, () => connection.stream(sql, bindings));
      return new ResultCursor(result, connection, sql, () => this.free(connection));
    } catch (thrown) {
      this.free(connection);
      throw toEngineError(thrown, sql);
    }
  }

  /** Everything in `work` happens, or nothing does. */
  async transaction<T>(work: (transaction: Executor) => Promise<T>, options?: RunOptions): Promise<T> {
    return this.withConnection(async (connection) => {
      const transaction: Executor = {
        run: (sql, bindings, own) => runOn(connection, sql, bindings, own ?? options),
        rows: (sql, bindings, own) => rowsOn(connection, sql, bindings, own ?? options),
      };
      await runOn(connection, 'BEGIN TRANSACTION');
      try {
        const value = await work(transaction);
        if (options?.signal?.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
        await runOn(connection, 'COMMIT');
        return value;
      } catch (thrown) {
        await rollBack(connection);
        throw thrown;
      }
    });
  }

  /** Stops what runs and releases the file. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const connection of this.busy) connection.interrupt();
    for (const connection of [...this.idle, ...this.busy]) connection.disconnectSync();
    this.idle.length = 0;
    this.busy.clear();
    this.instance.closeSync();
  }

  private async withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.acquire();
    try {
      return await work(connection);
    } finally {
      this.free(connection);
    }
  }

  private async acquire(): Promise<DuckDBConnection> {
    if (this.closed) throw new QuarterdeckError('no-workspace', 'The workspace is closed. Open it again to go on.');
    const idle = this.idle.pop();
    if (idle) {
      this.busy.add(idle);
      return idle;
    }
    const connection = await this.instance.connect();
    this.busy.add(connection);
    if (this.opening) await connection.run(this.opening);
    return connection;
  }

  private async startIn(catalog: string): Promise<void> {
    this.opening = `USE ${catalog}`;
    for (const connection of this.idle) await connection.run(this.opening);
  }

  private free(connection: DuckDBConnection): void {
    if (!this.busy.delete(connection)) return;
    if (this.idle.length < 4 && !this.closed) this.idle.push(connection);
    else connection.disconnectSync();
  }
}

async function runOn(
  connection: DuckDBConnection,
  sql: string,
  bindings?: Bindings,
  options?: RunOptions,
): Promise<void> {
  try {
    await interruptible(connection, options?.signal, () => connection.run(sql, bindings));
  } catch (thrown) {
    throw toEngineError(thrown, sql);
  }
}

async function rowsOn<T>(
  connection: DuckDBConnection,
  sql: string,
  bindings?: Bindings,
  options?: RunOptions,
): Promise<T[]> {
  try {
    const reader = await interruptible(connection, options?.signal, () => connection.runAndReadAll(sql, bindings));
    return plainRows(reader) as T[];
  } catch (thrown) {
    throw toEngineError(thrown, sql);
  }
}

async function rollBack(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('ROLLBACK');
  } catch {
    // DuckDB has already rolled back when the statement that failed was fatal to the transaction.
  }
}

/** Runs `work` and interrupts its connection when the signal fires. */
async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work();
  if (signal.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
