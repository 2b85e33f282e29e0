import type { QuerySpec } from '../../api/documents/query.ts';
import type { QueryReply } from '../../api/results.ts';
import { type QueryContext, versionsKey } from '../../metrics/context.ts';
import { metricList } from '../../metrics/dictionary.ts';
import { openFigureRows } from '../../metrics/rows.ts';
import { runQuery } from '../../metrics/run.ts';
import { trace } from '../../metrics/trace.ts';
import { dimensionValues } from '../../metrics/values.ts';
import { dimensionList } from '../../network/dimensions.ts';
import { isCurrent, queryContext } from '../context.ts';
import type { CallContext, Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `query.${string}` | `metric.${string}` | `dimension.${string}`>>;

export const queryHandlers: Area = {
  async 'metric.list'() {
    return metricList();
  },

  async 'dimension.list'() {
    return dimensionList();
  },

  async 'dimension.values'({ session, signal }, { dim, search, limit }) {
    const context = await queryContext(session.needWorkspace());
    return dimensionValues(context, { dim, search, limit }, { signal });
  },

  async 'query.run'(call, { spec }) {
    return runCached(call, spec);
  },

  async 'query.rows'({ session, signal }, { figure, part }) {
    const context = await queryContext(session.needWorkspace());
    const { columns, cursor, totalRows } = await openFigureRows(context, figure, part, { signal });
    return { columns, totalRows, ...(await session.cursors.first(cursor)) };
  },

  async 'query.trace'({ session, signal }, { figure }) {
    return trace(await queryContext(session.needWorkspace()), figure, { signal });
  },
};

/**
 * Whole answers are kept by what decides them: workspace, the versions of data, policy and segments, and spec. One that comes in several
 * batches belongs to the session that reads it, and is computed again.
 */
async function runCached(call: CallContext, spec: QuerySpec): Promise<QueryReply> {
  const { service, session } = call;
  const workspace = session.needWorkspace();
  const context = await queryContext(workspace);
  const key = JSON.stringify([workspace.path, versionsKey(context), spec]);
  const kept = service.cache.get(key);
  if (kept) return kept as QueryReply;
  const reply = await run(call, context, spec);
  if (reply.cursor === null && (await isCurrent(workspace, context))) {
    service.cache.set(key, reply, reply.batch.byteLength + 4_096);
  }
  return reply;
}

async function run({ session, signal }: CallContext, context: QueryContext, spec: QuerySpec): Promise<QueryReply> {
  const { columns, cursor, basis, total, totalRows } = await runQuery(context, spec, { signal });
  const first = await session.cursors.first(cursor);
  return {
    columns,
    basis,
    total,
    totalRows: await totalRows({ rows: first.rows, more: first.cursor !== null }),
    ...first,
  };
}
