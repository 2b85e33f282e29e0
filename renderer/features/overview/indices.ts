/** What a tile says of an index. */
import type { Cell, MetricInfo } from '../../../analytics/api/results.ts';
import { knownWords } from '../../../analytics/present/indexTarget.ts';

/** Below it an index says more about the files than about the network, so its figure is withheld. */
const ENOUGH = 0.5;

export interface IndexTile {
  readonly metric: MetricInfo;
  /** Measures it has, and those that are known. */
  readonly all: number;
  readonly known: number;
  readonly coverage: number;
  /** In the period compared with; null without one. */
  readonly coveragePrior: number | null;
  readonly state: 'shown' | 'withheld' | 'unknown';
  /** Of the figure compared with: a change from next to nothing says as little. */
  readonly priorState: 'shown' | 'withheld' | 'unknown';
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

/** `total` holds the index, what it was, how much of both is known, and its measures. */
export function indexTile(metric: MetricInfo, total: Readonly<Record<string, Cell>>): IndexTile {
  const { id, parts = [] } = metric;
  const coverage = Number(total[`${id}__coverage`] ?? 0);
  const prior = total[`${id}__coverage_prior`] ?? null;
  const coveragePrior = prior === null ? null : Number(prior);
  return {
    metric,
    all: parts.length,
    known: parts.filter((part) => (total[part.metric] ?? null) !== null).length,
    coverage,
    coveragePrior,
    state: stateOf(total[id] ?? null, coverage),
    priorState: stateOf(total[`${id}__prior`] ?? null, coveragePrior ?? 0),
  };
}

function stateOf(value: Cell, coverage: number): IndexTile['state'] {
  return value === null ? 'unknown' : coverage < ENOUGH ? 'withheld' : 'shown';
}

/** How much is known, where that is not all, and in the period compared with, where it was not as much: `coverage 80 %, in FY25-Q4 55 %`. */
export function coverageWords(
  { known, all, coverage, coveragePrior }: IndexTile,
  against: string | undefined,
  percent: (share: number) => string,
): string {
  const now = percent(coverage);
  const before = coveragePrior === null || against === undefined ? now : percent(coveragePrior);
  const counted = knownWords(known, all);
  if (known === 0 || (known === all && before === now)) return counted;
  return `${counted}, coverage ${now}${before === now ? '' : `, in ${against} ${before}`}`;
}
