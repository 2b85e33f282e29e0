/** Reads the tables that queries answer with. */
import type { TableReply } from '../../analytics/api/results.ts';
import { decodeTable, type Table } from '../../analytics/present/table.ts';
import { call } from './connection.ts';

export type { Table } from '../../analytics/present/table.ts';

/**
 * Reads a cursor to its end, or to `limit` rows; a cursor with more is closed. The grid draws what is here and says
 * how many of how many.
 */
export async function readAll(
  reply: Pick<TableReply, 'cursor' | 'columns' | 'batch' | 'rows'>,
  { limit = 100_000, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<Table> {
  const batches = [reply.batch];
  let { cursor, rows } = reply;
  while (cursor !== null && rows < limit) {
    const next = await call('cursor.next', { cursor }, signal ? { signal } : {});
    batches.push(next.batch);
    rows += next.rows;
    cursor = next.cursor;
  }
  if (cursor !== null) await call('cursor.close', { cursor });
  return decodeTable(reply.columns, batches);
}
