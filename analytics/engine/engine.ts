import { setTimeout } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { QuarterdeckError } from '../api/errors.ts';
import { ResultCursor } from './cursor.ts';
import { toEngineError } from './failure.ts';
import { KEPT_SCHEMA } from './keptTable.ts';
import { plainRows, type Row } from './rows.ts';
import { quoteText } from './sql.ts';
import { Turns } from './turns.ts';

/**
 * The name of the file's catalog. DuckDB would name it after the file, and a workspace called `net.quarterdeck` would then
 * make every `net.deal` ambiguous between a catalog and a schema.
 */
const CATALOG = 'workspace';

const INTERRUPT_EVERY_MS = 10;

/** Node's threads for such work serve every engine of the process. One of them is left for commands. */
const THREADS = Number(process.env.UV_THREADPOOL_SIZE) || 4;
const turns = new Turns(Math.max(THREADS - 1, 1));

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
 * and `interrupt()` stops whatever its connection runs. Readings take turns (see turns.ts); transactions do not.
 */
export class Engine implements Executor {
  /** For what is small and waited for: takes no turn, so it never stands behind readings. */
  readonly prompt: Executor = {
    run: (sql, bindings, options) => this.withConnection((connection) => runOn(connection, sql, bindings, options)),
    rows: <T>(sql: string, bindings?: Bindings, options?: RunOptions) =>
      this.withConnection((connection) => rowsOn<T>(connection, sql, bindings, options)),
  };
  private readonly instance: DuckDBInstance;
  private readonly idle: DuckDBConnection[] = [];
  private readonly busy = new Set<DuckDBConnection>();
  private connecting = 0;
  private readonly cursors = new Set<ResultCursor>();
  private closing: Promise<void> | null = null;
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
      await engine.run(`CREATE SCHEMA ${KEPT_SCHEMA}`);
      if (inFile) {
        // The newest storage writes and packs text faster than the default, which older DuckDBs could still read.
        await engine.run(`ATTACH ${quoteText(options.path)} AS ${CATALOG} (STORAGE_VERSION 'v1.5.0')`);
        await engine.startIn(CATALOG);
      }
      // The order matters: folders can be allowed only while access is open, and nothing can be set once locked.
      await engine.run(`SET allowed_directories = [${quoteText(options.directory)}]`);
      await engine.run("SET TimeZone = 'UTC'");
      await engine.run('SET enable_external_access = false');
      await engine.run('SET lock_configuration = true');
    } catch (thrown) {
      await engine.close();
      throw thrown;
    }
    return engine;
  }

  async run(sql: string, bindings?: Bindings, options?: RunOptions): Promise<void> {
    await turns.take(options?.signal, () => this.prompt.run(sql, bindings, options));
  }

  async rows<T = Row>(sql: string, bindings?: Bindings, options?: RunOptions): Promise<T[]> {
    return turns.take(options?.signal, () => this.prompt.rows<T>(sql, bindings, options));
  }

  /** A streamed result. The caller reads it to the end or closes it. */
  async cursor(sql: string, bindings?: Bindings, options?: RunOptions): Promise<ResultCursor> {
    return turns.take(options?.signal, () => this.stream(sql, bindings, options));
  }

  private async stream(sql: string, bindings?: Bindings, options?: RunOptions): Promise<ResultCursor> {
    const connection = await this.acquire();
    try {
      const result = await interruptible(connection, options?.signal, () => connection.stream(sql, bindings));
      const cursor: ResultCursor = new ResultCursor(result, connection, sql, () => {
        this.cursors.delete(cursor);
        this.free(connection);
      });
      this.cursors.add(cursor);
      return cursor;
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

  /** Stops what runs, waits until it has stopped, and releases the file. Closing twice does no harm. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    // Disconnecting under a running query deadlocks or ends the process: the query then holds the last reference to the
    // connection that it runs on. Asked more than once, because a transaction may have begun its next statement.
    while (this.busy.size > 0 || this.connecting > 0) {
      for (const cursor of this.cursors) cursor.close();
      for (const connection of this.busy) connection.interrupt();
      await setTimeout(INTERRUPT_EVERY_MS);
    }
    for (const connection of this.idle.splice(0)) connection.disconnectSync();
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
    if (this.closing) throw new QuarterdeckError('no-workspace', 'The workspace is closed. Open it again to go on.');
    const idle = this.idle.pop();
    if (idle) {
      this.busy.add(idle);
      return idle;
    }
    this.connecting++;
    try {
      const connection = await this.instance.connect();
      this.busy.add(connection);
      if (this.opening) await connection.run(this.opening).catch((thrown) => this.giveUp(connection, thrown));
      return connection;
    } finally {
      this.connecting--;
    }
  }

  private giveUp(connection: DuckDBConnection, thrown: unknown): never {
    this.free(connection);
    throw thrown;
  }

  private async startIn(catalog: string): Promise<void> {
    this.opening = `USE ${catalog}`;
    for (const connection of this.idle) await connection.run(this.opening);
  }

  private free(connection: DuckDBConnection): void {
    if (!this.busy.delete(connection)) return;
    if (this.idle.length < 4 && !this.closing) this.idle.push(connection);
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
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    // An interruption that comes before the query has begun is forgotten when it begins.
    again = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  };
  signal.addEventListener('abort', interrupt);
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearInterval(again);
  }
}
