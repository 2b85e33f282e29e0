/** A measure in words: “bookings of the trailing 12 months”. */
import type { Measure, MeasureFilter, Window } from '../../api/documents/measure.ts';
import type { DimensionId } from '../../api/documents/query.ts';
import { dimension } from '../../network/dimensions.ts';
import type { FactId } from '../../network/facts.ts';
import { numbers } from '../../present/numbers.ts';
import { findMetric, type Metric } from '../dictionary.ts';
import type { Side } from './figure.ts';
import { windowWords } from './windows.ts';

/** Labels of metrics are made for the heads of tables; in a sentence some read better in another order. */
const PHRASES: Readonly<Record<string, string>> = {
  certified_people: 'certified people',
  quantity: 'units sold',
};

/** `Bookings`: what the metric is called without the remark in brackets that tells it from others in a list. */
export function metricLabel({ label }: Metric): string {
  return label.replace(/ \(closed-won\)$/, '');
}

export function measureWords(measure: Measure, locale: string): string {
  const own = sideWords(measure, locale);
  const scaled = measure.proRateJoiners
    ? `, scaled up for joiners from ${measure.proRateJoiners.fromDays} days on`
    : '';
  if (!measure.per) return `${own}${scaled}`;
  const times = measure.per.times === 1 ? '' : `${numbers(locale).plain(String(measure.per.times))} of `;
  return `${own}${scaled} per ${times}${sideWords(measure.per, locale)}`;
}

function sideWords(side: Side, locale: string): string {
  const metric = findMetric(side.metric);
  const what = aggregated(metric, side.agg);
  return `${what}${narrowing(side, locale)}${overWindow(side.window, locale)}`;
}

const ROWS: Partial<Record<FactId, string>> = { deal: 'deal', payout: 'payout', certification: 'certificate' };
const DISTINCT: Partial<Record<FactId, string>> = {
  deal: 'customers',
  payout: 'deals with payouts',
  certification: 'people with certificates',
};

function aggregated(metric: Metric, agg: Measure['agg']): string {
  const phrase = phraseOf(metric);
  const fact = metric.pieces.value?.fact ?? 'deal';
  const row = ROWS[fact] ?? 'row';
  switch (agg) {
    case undefined:
    case 'sum':
      return phrase;
    case 'count':
      return metric.unit === 'count' ? phrase : `number of ${row}s in ${phrase}`;
    case 'distinct':
      return `${DISTINCT[fact] ?? 'different rows'} in ${phrase}`;
    case 'avg':
      return `average ${phrase} per ${row}`;
    case 'median':
      return `median ${phrase} per ${row}`;
    case 'max':
      return `largest ${phrase} of one ${row}`;
    case 'min':
      return `smallest ${phrase} of one ${row}`;
  }
}

/** The label inside a sentence: it begins small unless it begins with an abbreviation. */
function phraseOf(metric: Metric): string {
  const label = PHRASES[metric.id] ?? metricLabel(metric);
  return /^[A-Z][A-Z]/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function narrowing(side: Side, locale: string): string {
  const sizes = [
    ...(side.dealFrom === undefined ? [] : [`from ${numbers(locale).plain(String(side.dealFrom))}`]),
    ...(side.dealBelow === undefined ? [] : [`below ${numbers(locale).plain(String(side.dealBelow))}`]),
  ];
  const all = [...side.filter.map(filterText), ...(sizes.length > 0 ? [`deals ${sizes.join(' and ')}`] : [])];
  return all.length > 0 ? ` (${all.join('; ')})` : '';
}

function filterText({ dim, values, not }: MeasureFilter): string {
  const listed = values.map((value) => value ?? 'none').join(' or ');
  return `${dimensionWords(dim)} ${not ? 'not ' : ''}${listed}`;
}

const OWN_WORDS: Readonly<Record<string, string>> = {
  certification: 'certification',
  certification_level: 'certification level',
  stage: 'stage',
  currency: 'currency',
};

function dimensionWords(dim: MeasureFilter['dim']): string {
  return OWN_WORDS[dim] ?? dimension(dim as DimensionId).label.toLowerCase();
}

function overWindow(window: Window | undefined, locale: string): string {
  if (!window || window.kind === 'on-the-day') return '';
  return ` of ${windowWords(window, locale)}`;
}
