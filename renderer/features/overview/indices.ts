/** What a tile says of an index. */
import type { Cell, MetricInfo } from '../../../analytics/api/results.ts';

/** Below it an index says more about the files than about the network, so its figure is withheld. */
const ENOUGH = 0.5;

export interface IndexTile {
  readonly metric: MetricInfo;
  /** Measures it has, and those that are known. */
  readonly all: number;
  readonly known: number;
  readonly coverage: number;
  readonly state: 'shown' | 'withheld' | 'unknown';
}

/** The indices of the dictionary, and every metric that is needed to tell how well they are known. */
export function indexMetrics(known: ReadonlyMap<string, MetricInfo>): {
  readonly indices: readonly MetricInfo[];
  readonly asked: readonly string[];
} {
  const indices = [...known.values()].filter(({ parts }) => parts !== undefined);
  const measures = indices.flatMap(({ parts = [] }) => parts.map(({ metric }) => metric));
  return { indices, asked: [...new Set([...indices.map(({ id }) => id), ...measures])] };
}

/** `total` holds the index, its coverage and its measures. */
export function indexTile(metric: MetricInfo, total: Readonly<Record<string, Cell>>): IndexTile {
  const { id, parts = [] } = metric;
  const coverage = Number(total[`${id}__coverage`] ?? 0);
  const value = total[id] ?? null;
  return {
    metric,
    all: parts.length,
    known: parts.filter((part) => (total[part.metric] ?? null) !== null).length,
    coverage,
    state: value === null ? 'unknown' : coverage < ENOUGH ? 'withheld' : 'shown',
  };
}
