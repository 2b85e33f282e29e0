/** What a measure may say besides metric, window, rows and divisor, each part added and taken away by itself. Pure. */
import { AGGREGATES, type Measure } from '../../analytics/api/documents/measure.ts';
import type { MetricInfo } from '../../analytics/api/results.ts';
import { growsWithDays, isOfDeals } from './measure.ts';

export type Aggregate = (typeof AGGREGATES)[number];
export type MeasurePart = 'agg' | 'dealFrom' | 'dealBelow' | 'proRateJoiners';

export const AGGREGATE_WORDS: Readonly<Record<Aggregate, string>> = {
  sum: 'sum of its rows',
  count: 'number of its rows',
  distinct: 'number of different ones',
  avg: 'average of its rows',
  median: 'median of its rows',
  max: 'largest of its rows',
  min: 'smallest of its rows',
};

export const PART_WORDS: Readonly<Record<MeasurePart, string>> = {
  agg: 'its rows put together otherwise: average, median, largest …',
  dealFrom: 'only deals from a size on',
  dealBelow: 'only deals below a size',
  proRateJoiners: 'joiners scaled up to a whole window',
};

/**
 * In which ways the rows of a metric can be put together other than its own. Rows that are only counted have no value, a
 * quotient has no rows; the engine says so of the few that this still offers.
 */
export function aggregatesOf(metric: MetricInfo | undefined): readonly Aggregate[] {
  if (!metric || metric.kind === 'ratio' || metric.kind === 'distinct') return [];
  if (metric.kind === 'statistic') return AGGREGATES.filter((agg) => agg !== 'distinct');
  return metric.unit === 'count' ? ['distinct'] : AGGREGATES.filter((agg) => agg !== 'sum');
}

/** Windows whose length is no length that a figure could be scaled up to. */
const WITHOUT_LENGTH = ['ever', 'since-anniversary', 'on-the-day'];

/** What could be added to the measure: what it does not say yet and its metric can be asked. */
export function partsToAdd(measure: Measure, metric: MetricInfo | undefined): readonly MeasurePart[] {
  if (!metric) return [];
  const ofDeals = isOfDeals(metric);
  const { window } = measure;
  const scales = growsWithDays(metric) && window !== undefined && !WITHOUT_LENGTH.includes(window.kind);
  const askable: Readonly<Record<MeasurePart, boolean>> = {
    agg: aggregatesOf(metric).length > 0,
    dealFrom: ofDeals,
    dealBelow: ofDeals,
    proRateJoiners: scales,
  };
  return (Object.keys(askable) as MeasurePart[]).filter((part) => askable[part] && measure[part] === undefined);
}

const SMALL_DEAL = 10_000;
const LARGE_DEAL = 100_000;
const QUARTER_DAYS = 90;

/** With a part to begin with: something that stands, to be changed. */
export function withPart<M extends Measure>(measure: M, part: MeasurePart, metric: MetricInfo): M {
  switch (part) {
    case 'agg':
      return { ...measure, agg: aggregatesOf(metric).includes('avg') ? 'avg' : aggregatesOf(metric)[0] };
    case 'dealFrom':
      return { ...measure, dealFrom: Math.min(SMALL_DEAL, (measure.dealBelow ?? LARGE_DEAL) / 2) };
    case 'dealBelow':
      return { ...measure, dealBelow: Math.max(LARGE_DEAL, (measure.dealFrom ?? 0) * 2) };
    case 'proRateJoiners':
      return { ...measure, proRateJoiners: { fromDays: QUARTER_DAYS } };
  }
}

export function withoutPart<M extends Measure>(measure: M, part: MeasurePart): M {
  const { [part]: _, ...rest } = measure;
  return rest as unknown as M;
}
