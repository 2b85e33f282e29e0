import { type Command, Option } from 'commander';
import { type Comparison, DIMENSIONS, type DimensionId } from '../../../analytics/api/documents/query.ts';
import { decodeTable } from '../../../analytics/present/table.ts';
import { readAll } from '../cursor.ts';
import { withEngine } from '../engine.ts';
import { openFiltered, parseFilter } from '../filters.ts';
import { commaList, formatOption, periodOption, repeated, workspaceOption } from '../options.ts';
import { type Format, print, render, tell } from '../output.ts';

interface ScorecardOptions {
  readonly workspace: string;
  readonly by: readonly string[];
  readonly metrics: readonly string[];
  readonly period?: string;
  readonly compare?: Comparison;
  readonly where: readonly string[];
  readonly format: Format;
}

/** What a scorecard shows when nobody says. */
const DEFAULT_METRICS = ['won_amount', 'won_count', 'win_rate', 'avg_deal', 'payout_amount', 'payout_rate'];

export function addScorecard(program: Command): void {
  program
    .command('scorecard')
    .description('figures by one or more dimensions')
    .addOption(workspaceOption())
    .requiredOption('--by <dimensions>', `one or more of ${DIMENSIONS.join(', ')}, separated by commas`, commaList)
    .option('--metrics <ids>', 'metric ids separated by commas (see “quarterdeck metrics”)', commaList, DEFAULT_METRICS)
    .addOption(periodOption())
    .addOption(new Option('--compare <with>', 'add the earlier figure and the change').choices(['prior', 'year']))
    .option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE; may be repeated', repeated, [])
    .addOption(formatOption())
    .action(scorecard);
}

async function scorecard(options: ScorecardOptions): Promise<void> {
  const where = options.where.map(parseFilter);
  await withEngine(async (api, signal) => {
    await openFiltered(api, options.workspace, where, signal);
    const reply = await api.call(
      'query.run',
      {
        spec: {
          metrics: [...options.metrics],
          by: options.by as DimensionId[],
          where,
          ...(options.period && { period: options.period }),
          ...(options.compare && { compare: options.compare }),
        },
      },
      { signal },
    );
    const batches = await readAll(api, reply);
    const columns = reply.columns.filter(({ role }) => role !== 'numerator' && role !== 'denominator');
    print(render(options.format, columns, decodeTable(columns, batches).records(), reply.total));
    if (options.format === 'table') tell(basisText(reply.basis));
    for (const note of reply.basis.notes) tell(note);
  });
}

function basisText(basis: {
  period: { label: string; from: string; to: string };
  currency: string;
  dataVersion: number;
  overlap: { amount: string } | null;
}): string {
  const overlap = basis.overlap
    ? `; rows add up to ${basis.overlap.amount} more than the total, because partners share deals`
    : '';
  return `${basis.period.label}, ${basis.period.from} to ${basis.period.to}, ${basis.currency}, data version ${basis.dataVersion}${overlap}`;
}
