/**
 * Indices of the sample network against the figures of their measures, put together once more by plain arithmetic.
 * Guards against an index that scores something else than the scorecard shows.
 */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureSpec, type QuerySpecInput, querySpec } from '../../../../analytics/api/documents/query.ts';
import type { Cell } from '../../../../analytics/api/results.ts';
import type { QueryContext } from '../../../../analytics/metrics/context.ts';
import { findMetric } from '../../../../analytics/metrics/dictionary.ts';
import { indexOver } from '../../../../analytics/metrics/hypothetical.ts';
import { INDICES, type IndexDefinition } from '../../../../analytics/metrics/indices/definitions.ts';
import { figureRows } from '../../../../analytics/metrics/rows.ts';
import { runTable } from '../../../../analytics/metrics/run.ts';
import { trace } from '../../../../analytics/metrics/trace.ts';
import { queryContext } from '../../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../../analytics/service/places.ts';
import { Workspace } from '../../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';

const sample = sampleWorkspace(process.cwd());
const PERIODS = ['2026-Q3', 'last-4-quarters'];
type Row = Readonly<Record<string, Cell>>;

/** The policy of the sample: decided in 5 days, paid in 30. */
const TERMS = { approvalDays: 5, paymentDays: 30 };

function naive({ parts }: IndexDefinition, row: Row): { score: number | null; coverage: number } {
  let [points, known] = [0, 0];
  for (const { metric, weight, target, good = findMetric(metric).good } of parts) {
    const cell = row[metric] ?? null;
    if (cell === null) continue;
    const [actual, wanted] = [Number(cell), Number(typeof target === 'string' ? target : TERMS[target.term])];
    const share = good === 'up' ? actual / wanted : actual <= 0 ? 1 : wanted / actual;
    points += weight * Math.min(1, Math.max(0, share));
    known += weight;
  }
  return { score: known === 0 ? null : (100 * points) / known, coverage: known / 100 };
}

describe.skipIf(sample === undefined)('indices of the sample network', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  let context: QueryContext;
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
    context = await queryContext(workspace);
  });
  afterAll(() => workspace?.close());

  const ids = INDICES.map(({ id }) => id);
  const measures = INDICES.flatMap(({ parts }) => parts.map(({ metric }) => metric));
  const ask = (spec: QuerySpecInput) => runTable(context, querySpec.parse(spec));

  it.each(PERIODS)('are what their measures make, in all and by region, level and partner, over %s', async (period) => {
    for (const by of [['region'], ['level'], ['partner']] as const) {
      const { rows, total } = await ask({ metrics: [...ids, ...measures], by: [...by], period });
      for (const row of [...rows, total]) {
        for (const index of INDICES) {
          const { score, coverage } = naive(index, row);
          const label = `${index.id} of ${row[by[0]]}`;
          if (score === null) expect(row[index.id], label).toBeNull();
          else expect(row[index.id], label).toBeCloseTo(score, 9);
          expect(row[`${index.id}__coverage`], label).toBeCloseTo(coverage, 12);
        }
      }
    }
  });

  it('are neither nothing nor perfect, and tell the years apart', async () => {
    const { total } = await ask({ metrics: ids, by: [], period: '2026-Q3', compare: 'year' });
    for (const id of ids) {
      expect(total[id], id).toBeGreaterThan(50);
      expect(total[id], id).toBeLessThan(99);
      expect(Number(total[id]) - Number(total[`${id}__prior`]), id).toBeCloseTo(Number(total[`${id}__change`]), 9);
    }
    // The story of the sample: payouts of the last year came later and later.
    expect(total.operational_reliability__change).toBeLessThan(-10);
  });

  it('have a passport that accounts for every point', async () => {
    for (const { id, parts } of INDICES) {
      const figure = figureSpec.parse({ metric: id, period: '2026-Q3', compare: 'year' });
      const { index, value, parts: pieces, sources } = await trace(context, figure);
      const points = index!.measures.map((measure) => measure.points!);
      expect(points.reduce((sum, one) => sum + one, 0) / index!.coverage).toBeCloseTo(Number(value), 9);
      expect(index!.measures.map(({ metric, weight }) => ({ metric, weight }))).toEqual(
        parts.map(({ metric, weight }) => ({ metric, weight })),
      );
      expect(pieces).toEqual([]);
      expect(sources.length).toBeGreaterThan(0);
      expect(() => figureRows(context, figure)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    }
  });

  it('are the same over values that somebody thought of as over those of the data', async () => {
    const { total } = await ask({ metrics: [...ids, ...measures], by: [], period: '2026-Q3' });
    for (const id of ids) {
      const [over] = await indexOver(context, findMetric(id), [total]);
      expect(over!.value).toBeCloseTo(Number(total[id]), 12);
      expect(over!.coverage).toBe(total[`${id}__coverage`]);
    }
  });
});
