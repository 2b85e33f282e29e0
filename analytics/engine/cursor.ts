import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { LIMITS } from '../api/limits.ts';
import { encodeBatch, type ResultColumn } from './arrow.ts';
import { toEngineError } from './failure.ts';

export interface Batch {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** No further batch will come. */
  readonly last: boolean;
}

/**
 * A streamed result read batch by batch, as the reader asks. It holds a connection of its own until it is read to the
 * end or closed, because a connection runs one query at a time.
 */
export class ResultCursor {
  readonly columns: readonly ResultColumn[];
  private ahead: DuckDBDataChunk | null = null;
  private readonly result: DuckDBResult;
  private readonly connection: DuckDBConnection;
  private readonly release: () => void;
  private readonly sql: string;
  private state: 'open' | 'done' = 'open';
  /** The fetch under way. Its connection must not be used or closed before it has ended. */
  private fetching: Promise<unknown> = Promise.resolve();

  constructor(result: DuckDBResult, connection: DuckDBConnection, sql: string, release: () => void) {
    this.result = result;
    this.connection = connection;
    this.sql = sql;
    this.release = release;
    const types = result.columnTypes();
    this.columns = result.deduplicatedColumnNames().map((name, index) => ({ name, type: types[index]! }));
  }

  /** The next batch of at most `LIMITS.batchRows` rows or about `LIMITS.batchBytes`. After the last one, empty batches. */
  async next(): Promise<Batch> {
    const chunks: DuckDBDataChunk[] = [];
    let rows = 0;
    const rowBytes = 16 * this.columns.length;
    try {
      while (this.state === 'open') {
        const chunk = this.ahead ?? (await this.fetch());
        this.ahead = null;
        if (!chunk) break;
        if (
          rows > 0 &&
          (rows + chunk.rowCount > LIMITS.batchRows || (rows + chunk.rowCount) * rowBytes > LIMITS.batchBytes)
        ) {
          this.ahead = chunk;
          break;
        }
        chunks.push(chunk);
        rows += chunk.rowCount;
      }
      // One chunk is read ahead so that the last batch can say that it is the last.
      if (this.state === 'open' && !this.ahead) this.ahead = await this.fetch();
      return { bytes: encodeBatch(this.columns, chunks), rows, last: this.state === 'done' };
    } catch (thrown) {
      this.close();
      throw toEngineError(thrown, this.sql);
    }
  }

  /** Stops the query if it still runs. Closing twice does no harm. */
  close(): void {
    if (this.state === 'done') return;
    this.connection.interrupt();
    this.state = 'done';
    void this.fetching.then(this.release);
  }

  private async fetch(): Promise<DuckDBDataChunk | null> {
    const fetching = this.result.fetchChunk();
    this.fetching = fetching.catch(() => {});
    const chunk = await fetching;
    if (chunk && chunk.rowCount > 0) return chunk;
    this.finish();
    return null;
  }

  private finish(): void {
    if (this.state === 'done') return;
    this.state = 'done';
    this.release();
  }
}
