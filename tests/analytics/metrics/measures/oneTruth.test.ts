/**
 * The figure of a partner in a rule is the one that the scorecard shows for the same partner and days. Guards against a
 * second way of crediting, converting or rounding growing beside the queries.
 */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Measure, measure } from '../../../../analytics/api/documents/measure.ts';
import { querySpec } from '../../../../analytics/api/documents/query.ts';
import { QuarterdeckError } from '../../../../analytics/api/errors.ts';
import type { QueryContext } from '../../../../analytics/metrics/context.ts';
import { DICTIONARY } from '../../../../analytics/metrics/dictionary.ts';
import type { PlannedMeasure } from '../../../../analytics/metrics/measures/measureTable.ts';
import { planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import { readMeasures } from '../../../../analytics/metrics/measures/readMeasures.ts';
import { resolveWindow } from '../../../../analytics/metrics/measures/windows.ts';
import { runTable } from '../../../../analytics/metrics/run.ts';
import { queryContext } from '../../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../../analytics/service/places.ts';
import { Workspace } from '../../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const sample = sampleWorkspace(process.cwd());

interface Case {
  readonly metrics: readonly string[];
  readonly window?: string;
  readonly filter?: Measure['filter'];
}

/** The measures of a case that planning accepts: some metrics are no rule's business (see planMeasure.test.ts). */
function planned({ metrics, window, filter }: Case, context: QueryContext): PlannedMeasure[] {
  return metrics.flatMap((metric) => {
    try {
      return [planMeasure(measure.parse({ metric, window, filter }), context.network)];
    } catch (thrown) {
      if (thrown instanceof QuarterdeckError) return [];
      throw thrown;
    }
  });
}

/** What the scorecard shows, by partner. */
async function scorecard(context: QueryContext, measures: readonly PlannedMeasure[], asOf: string) {
  const { window, filter } = measures[0]!.measure;
  const days = resolveWindow(window ?? { kind: 'on-the-day' }, asOf, context.network) as { from: string; to: string };
  const metrics = measures.map(({ measure: { metric } }) => metric);
  const spec = { metrics, by: ['partner'], period: `${days.from}..${days.to}`, where: filter };
  const { rows } = await runTable(context, querySpec.parse(spec));
  return new Map(rows.map((row) => [String(row.partner), row]));
}

describe.skipIf(sample === undefined)('the sample network', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  let context: QueryContext;
  let partners: string[];
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
    context = await queryContext(workspace);
    const rows = await workspace.engine.rows<{ id: string }>('SELECT partner_id AS id FROM net.partner ORDER BY 1');
    partners = rows.map(({ id }) => id);
  });
  afterAll(() => workspace?.close());

  /** Compares every figure; every measure has some that are not 0, so that the comparison is about something. */
  async function compare(cases: readonly Case[], asOfs: readonly string[]): Promise<string[]> {
    const sets = cases.map((one) => planned(one, context));
    const table = await readMeasures(context, { measures: sets.flat(), asOfs, partners });
    const telling = new Set<string>();
    for (const [day, asOf] of asOfs.entries()) {
      for (const measures of sets) {
        const shown = await scorecard(context, measures, asOf);
        for (const { key, measure } of measures) {
          const column = table.column(key);
          const differing = partners.flatMap((id, index) => {
            const found = column[day * partners.length + index]!;
            const expected = shown.get(id)?.[measure.metric] ?? null;
            if (found > 0) telling.add(key);
            return agrees(found, expected, shown.has(id)) ? [] : [{ id, found, expected }];
          });
          expect(differing.slice(0, 3), `${key} on ${asOf}`).toEqual([]);
        }
      }
    }
    return [...telling];
  }

  it('has the figures of the scorecard for every metric that has one per partner', async () => {
    const metrics = [...DICTIONARY.metrics.keys()];
    // A query takes 32 metrics at most.
    const cases = [metrics.slice(0, 30), metrics.slice(30, 60), metrics.slice(60)].map((some) => ({
      metrics: some,
      window: 'trailing-12-months',
    }));
    const telling = await compare(cases, ['2026-09-30', '2026-03-15']);
    expect(telling.length).toBeGreaterThan(30);
  }, 120_000);

  it('has them for other windows and for a state', async () => {
    const windows = ['last-fiscal-year', 'trailing-1-quarter', 'calendar-year', 'trailing-90-days'];
    const metrics = ['won_amount', 'median_deal', 'win_rate', 'payout_amount', 'growth'];
    const telling = await compare(
      [...windows.map((window) => ({ metrics, window })), { metrics: ['certified_people', 'active_partners'] }],
      ['2026-09-30', '2025-12-31', '2026-06-30'],
    );
    expect(telling).toHaveLength(windows.length * metrics.length + 2);
  }, 120_000);

  it('has them through the filters of a query', async () => {
    const filters: Measure['filter'][] = [
      [{ dim: 'motion', values: ['new'] }],
      [{ dim: 'category', values: ['Appliance', 'Service'] }],
      [{ dim: 'deal_country', values: ['Germany'], not: true }],
      [{ dim: 'role', values: ['sourced'] }],
      [{ dim: 'level_at_event', values: ['Gold', null] }],
      [{ dim: 'distributor', values: [null], not: true }],
      [
        { dim: 'family', values: [null], not: true },
        { dim: 'route', values: ['two-tier', 'one-tier'] },
      ],
    ];
    const metrics = ['won_amount', 'won_count', 'avg_deal', 'median_deal'];
    const cases = filters.map((filter) => ({ metrics, filter, window: 'trailing-4-quarters' }));
    const telling = await compare(cases, ['2026-09-30', '2025-06-30']);
    expect(telling).toHaveLength(cases.length * metrics.length);
  }, 120_000);
});

/** Money to the cent of a cent; other figures, which queries give as binary fractions, to half of the last digit. */
function agrees(found: number, expected: unknown, hasRow: boolean): boolean {
  if (expected === null) return Number.isNaN(found) || (!hasRow && found === 0);
  return Math.abs(found - Number(expected) * 10_000) <= (typeof expected === 'string' ? 0.001 : 0.5001);
}
