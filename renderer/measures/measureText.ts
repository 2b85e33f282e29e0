/** What of a measure is no part of its form, in words. */
import type { Measure } from '../../analytics/api/documents/measure.ts';
import { writeThreshold } from '../../analytics/present/thresholds.ts';

/** `average of its rows; deals from 10 k; joiners scaled up from 90 days on`; empty for a plain measure. */
export function restText({ agg, dealFrom, dealBelow, proRateJoiners }: Measure, locale: string): string {
  const money = (value: number): string => writeThreshold(String(value), 'money', locale);
  const deals = [
    ...(dealFrom === undefined ? [] : [`from ${money(dealFrom)}`]),
    ...(dealBelow === undefined ? [] : [`below ${money(dealBelow)}`]),
  ];
  return [
    ...(agg === undefined ? [] : [AGGREGATES[agg]]),
    ...(deals.length === 0 ? [] : [`deals ${deals.join(' and ')}`]),
    ...(proRateJoiners === undefined ? [] : [`joiners scaled up from ${proRateJoiners.fromDays} days on`]),
  ].join('; ');
}

const AGGREGATES: Readonly<Record<NonNullable<Measure['agg']>, string>> = {
  sum: 'sum of its rows',
  count: 'number of its rows',
  distinct: 'number of different values',
  avg: 'average of its rows',
  median: 'median of its rows',
  max: 'largest of its rows',
  min: 'smallest of its rows',
};
