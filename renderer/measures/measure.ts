/** Measures as a hand changes them. Pure. */
import type { Measure, MeasureFilter } from '../../analytics/api/documents/measure.ts';
import type { MetricInfo, Unit } from '../../analytics/api/results.ts';
import { ON_THE_DAY, TWELVE_MONTHS } from './windowText.ts';

/** A metric that reads a state on a day takes no window of time. */
export const isState = ({ dateBasis }: MetricInfo): boolean => dateBasis.startsWith('state');

/** A measure to begin with. A window is asked for unless the metric is a state. */
export function newMeasure(metric: MetricInfo): Measure {
  return { metric: metric.id, filter: [], window: isState(metric) ? ON_THE_DAY : TWELVE_MONTHS };
}

/** The same question of another metric: what only the old one could be asked goes with it. */
export function withMetric<M extends Measure>(measure: M, metric: MetricInfo): M {
  const { agg: _, dealFrom, dealBelow, proRateJoiners, ...asked } = measure;
  const { window } = asked;
  const timed = window === undefined || window.kind === 'on-the-day' ? TWELVE_MONTHS : window;
  const sizes = {
    ...(dealFrom === undefined ? {} : { dealFrom }),
    ...(dealBelow === undefined ? {} : { dealBelow }),
  };
  return {
    ...asked,
    ...(isOfDeals(metric) ? sizes : {}),
    ...(proRateJoiners !== undefined && growsWithDays(metric) ? { proRateJoiners } : {}),
    metric: metric.id,
    window: isState(metric) ? ON_THE_DAY : timed,
  } as unknown as M;
}

/** Whether its rows are deals, which have a size. */
export const isOfDeals = ({ dimensions }: MetricInfo): boolean => dimensions.includes('motion');

/** Whether the figures of days add up to that of all of them, so that part of a window can be scaled up. */
export const growsWithDays = (metric: MetricInfo): boolean => metric.kind === 'additive' && !isState(metric);

/** In which unit its figure is written; plainly, where it is made of two metrics. */
export function unitOf({ metric, agg, per }: Measure, metrics: ReadonlyMap<string, MetricInfo>): Unit {
  if (agg === 'count' || agg === 'distinct') return 'count';
  return per ? 'quantity' : (metrics.get(metric)?.unit ?? 'quantity');
}

const STARTS: Partial<Readonly<Record<Unit, string>>> = { money: '100000', ratio: '0.1', days: '180' };

/** A figure to begin with: something that stands, to be changed. */
export const startFigure = (unit: Unit): string => STARTS[unit] ?? '1';

/** By what the rows of one partner can be told apart. */
const ROW_DIMENSIONS = [
  'product',
  'family',
  'category',
  'motion',
  'route',
  'role',
  'basis',
  'deal_country',
  'distributor',
  'level_at_event',
  'kind',
  'program',
] as const;
const OWN_DIMENSIONS = ['stage', 'currency', 'certification', 'certification_level'] as const;

/** By what the rows of a metric may be narrowed; the engine says so of the last ones where a metric has no such rows. */
export function rowDimensions(metric: MetricInfo | undefined): readonly MeasureFilter['dim'][] {
  const own = ROW_DIMENSIONS.filter((dim) => metric === undefined || metric.dimensions.includes(dim));
  return [...own, ...OWN_DIMENSIONS];
}
