/** What the scorecards show, read from the address: nothing of the view lives anywhere else. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { Cell, MetricInfo } from '../../../analytics/api/results.ts';
import type { Address } from '../../../analytics/present/address.ts';

/** Cuts offered as a row of choices, in this order; every other dimension can be crossed with. */
export const CUTS: readonly DimensionId[] = [
  'partner',
  'level',
  'segment',
  'type',
  'country',
  'region',
  'family',
  'category',
  'product',
  'owner',
];

/** Where Enter on a row leads: the next finer cut, filtered to that row. */
const FINER: Partial<Record<DimensionId, DimensionId>> = {
  region: 'country',
  category: 'family',
  family: 'product',
};

/** Figures shown when nobody has chosen; those that say nothing in this network are left out. */
const DEFAULT_METRICS = ['won_amount', 'won_count', 'win_rate', 'avg_deal', 'payout_amount', 'payout_rate'] as const;

export type CompareColumn = 'prior' | 'change';

export interface ScorecardView {
  readonly by: readonly DimensionId[];
  readonly metrics: readonly string[];
  /** Whether somebody chose the metrics; what was chosen is shown even when it is empty. */
  readonly chosen: boolean;
  readonly compareColumns: readonly CompareColumn[];
}

/** Metrics that cannot be cut this way are left out of the defaults. */
export function viewOf(address: Address, known: ReadonlyMap<string, MetricInfo>): ScorecardView {
  const by = address.by.length > 0 ? address.by.slice(0, 2) : (['partner'] as const);
  const wanted = address.metrics.length > 0 ? address.metrics : DEFAULT_METRICS;
  return {
    by,
    metrics: wanted.filter((id) => canCut(known.get(id), by)),
    chosen: address.metrics.length > 0,
    compareColumns: (address.extra.columns ?? '').split(',').filter(isCompareColumn),
  };
}

export function canCut(metric: MetricInfo | undefined, by: readonly DimensionId[]): boolean {
  return metric !== undefined && by.every((dim) => metric.dimensions.includes(dim));
}

/** Where a row of this cut leads; null when its rows are as fine as it gets. */
export function finerThan(dim: DimensionId): DimensionId {
  return FINER[dim] ?? 'partner';
}

/** A figure without anything in it, or a rate that cannot be otherwise. */
export function saysNothing(id: string, total: Cell | undefined): boolean {
  if (total === undefined || total === null || Number(total) === 0) return true;
  return id === 'win_rate' && Number(total) === 1;
}

/** The metric that the chart shows: that of the sorted column, else the first. */
export function leadOf(metrics: readonly string[], sortKey: string | undefined): string | undefined {
  const sorted = sortKey?.replace(/__(prior|change)$/, '');
  return metrics.find((id) => id === sorted) ?? metrics[0];
}

function isCompareColumn(text: string): text is CompareColumn {
  return text === 'prior' || text === 'change';
}
