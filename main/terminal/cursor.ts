import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import type { BatchReply } from '../../analytics/api/results.ts';

/** All batches of a table, from its first reply to its last. */
export async function readAll(api: AnalyticsApi, first: Pick<BatchReply, 'cursor' | 'batch'>): Promise<Uint8Array[]> {
  const batches = [first.batch];
  for (let cursor = first.cursor; cursor !== null; ) {
    const next = await api.call('cursor.next', { cursor });
    batches.push(next.batch);
    cursor = next.cursor;
  }
  return batches;
}
