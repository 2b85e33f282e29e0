import { querySpec } from '../api/documents/query.ts';
import { listLoads } from '../ingest/undo.ts';
import { metricList } from '../metrics/dictionary.ts';
import { runTable } from '../metrics/run.ts';
import { dimensionList } from '../network/dimensions.ts';
import { UNASSIGNED } from '../network/model.ts';
import { currenciesWithoutRate } from '../network/unrated.ts';
import type { PackSource } from '../packs/source.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { queryContext } from './context.ts';
import { workspaceStatus } from './handlers/workspace.ts';

/** The pack's view of a workspace: the same queries as the screen's, read at once. */
export async function packSource(workspace: Workspace): Promise<PackSource> {
  const [context, status] = await Promise.all([queryContext(workspace), workspaceStatus(workspace)]);
  return {
    status,
    segmented: context.network.segments !== undefined,
    metrics: metricList,
    dimensions: dimensionList,

    async query(spec, options) {
      const { columns, rows, total, basis } = await runTable(context, querySpec.parse(spec), options);
      return { columns, total, basis, rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)) };
    },

    async quality({ period, where = [] }, options) {
      const unassigned = await runTable(
        context,
        querySpec.parse({
          metrics: ['won_count', 'won_amount'],
          where: [...where, { dim: 'partner', values: [UNASSIGNED] }],
          ...(period !== undefined && { period }),
        }),
        options,
      );
      const deals = Number(unassigned.total.won_count ?? 0);
      return {
        loads: await listLoads(workspace.engine),
        rows: status.rows,
        unassigned: deals > 0 ? { deals, amount: String(unassigned.total.won_amount ?? '0') } : null,
        missingRates: await currenciesWithoutRate(workspace.engine, context.network, options),
      };
    },
  };
}
