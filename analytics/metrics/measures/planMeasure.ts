/** Checks a measure against the dictionary and says it in words. */
import type { Measure, Window } from '../../api/documents/measure.ts';
import type { DimensionId } from '../../api/documents/query.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { Unit } from '../../api/results.ts';
import type { Network } from '../../network/network.ts';
import { everyBasis, isNowOnly } from '../compile.ts';
import { assertCut, findMetric, type Metric } from '../dictionary.ts';
import { aggregatedPieces, comparesDays, isAdditive, piecesOf } from './aggregates.ts';
import { figureOf, type Side, sidesOf } from './figure.ts';
import type { PlannedMeasure } from './measureTable.ts';
import { canFilter, isOwnFilter } from './partFilters.ts';
import { measureWords, metricLabel } from './words.ts';

/** Dimensions that a measure can be read by, one row per partner and value. */
export const SLICES = ['deal_country', 'family', 'category', 'motion', 'route'] as const satisfies DimensionId[];
export type Slice = (typeof SLICES)[number];

/**
 * @throws QuarterdeckError `metric-unknown` with the nearest ids, `dimension-unknown` for a filter the metric cannot have,
 * `bad-request` for a missing window or an aggregate without meaning; the sentence says what to write instead.
 */
export function planMeasure(measure: Measure, network: Network): PlannedMeasure {
  const sides = sidesOf(measure).map((side) => ({ side, metric: checkSide(side) }));
  const [{ metric }, below] = sides as [(typeof sides)[number], (typeof sides)[number] | undefined];
  if (measure.proRateJoiners) checkJoiners(measure, metric);
  // Sentences about figures of the document, such as `times`, come from printing it once.
  figureOf(measure, (value) => value);
  const own = unitOf(metric, measure);
  return {
    key: keyOf(measure),
    measure,
    unit: below ? quotientUnit(own, unitOf(below.metric, below.side), measure.per!.times) : own,
    label: metricLabel(metric),
    words: measureWords(measure, network.policy.locale),
    state: sides.every((one) => isState(one.metric, one.side)),
  };
}

/** Whether a measure can be read by a dimension, one row per partner and value. */
export function canSlice({ measure }: Pick<PlannedMeasure, 'measure'>, slice: Slice): boolean {
  return sidesOf(measure).every((side) => findMetric(side.metric).dimensions.includes(slice));
}

function checkSide(side: Side): Metric {
  const metric = findMetric(side.metric);
  const name = `${metric.label} (${metric.id})`;
  if (metric.parts) {
    throw bad(
      `${name} is held against targets of the policy, so a rule on it would change whenever a target does. Ask for one of its measures: ${metric.parts.map((part) => part.metric).join(', ')}.`,
    );
  }
  if (!metric.dimensions.includes('partner')) {
    throw bad(`${name} is a figure of several partners together: one partner has none. Take another metric.`);
  }
  if (isNowOnly(metric)) {
    throw bad(
      `${name} is known only as it is today, so it cannot be looked at on the day of a review. Measure what was won or registered instead.`,
    );
  }
  if (side.agg && !aggregatedPieces(metric, side.agg)) throw noAggregate(metric, side.agg);
  checkFilters(metric, side);
  checkWindow(metric, side);
  return metric;
}

function noAggregate(metric: Metric, agg: NonNullable<Measure['agg']>): QuarterdeckError {
  const name = `${metric.label} (${metric.id})`;
  const own = metric.pieces.value;
  if (own?.aggregate === 'count' && Object.keys(metric.pieces).length === 1 && own.fact !== 'partner') {
    return bad(`${name} counts rows, so there is no ${agg} of it. Leave “agg” out, or take a metric with a value.`);
  }
  return bad(`${name} is one figure for a partner already, so there is no ${agg} of its rows. Leave “agg” out.`);
}

function checkFilters(metric: Metric, side: Side): void {
  const pieces = piecesOf(metric, side.agg);
  for (const { dim } of side.filter) {
    if (dim === 'level') {
      throw bad(
        'The rows of a measure cannot be chosen by “level”, which changes while the measure is looked at. Use “level_at_event”, the level on the day of the row.',
      );
    }
    if (!isOwnFilter(dim)) assertCut(metric, dim as DimensionId);
    else if (!canFilter(pieces, dim)) {
      throw new QuarterdeckError(
        'dimension-unknown',
        `The rows of ${metric.label} (${metric.id}) have no ${dim.replace('_', ' ')}. Remove the filter, or take a metric whose rows have one.`,
      );
    }
  }
  everyBasis(
    [],
    side.filter.flatMap((filter) => (filter.dim === 'basis' ? [{ ...filter, dim: filter.dim }] : [])),
  );
  const { dealFrom, dealBelow } = side;
  if (dealFrom === undefined && dealBelow === undefined) return;
  if (pieces.some(({ fact }) => fact !== 'deal')) {
    throw bad(`${metric.label} (${metric.id}) is not counted on deals, so it has no deal sizes. Remove them.`);
  }
  if (dealFrom !== undefined && dealBelow !== undefined && dealFrom >= dealBelow) {
    throw bad(`No deal is from ${dealFrom} on and below ${dealBelow}. Put the smaller figure in “dealFrom”.`);
  }
}

function checkWindow(metric: Metric, side: Side): void {
  const name = metricLabel(metric);
  const kind = side.window?.kind;
  if (isState(metric, side)) return;
  if (kind === undefined || kind === 'on-the-day') {
    throw bad(
      `${name} (${metric.id}) needs a window, for instance "window": "trailing-12-months" or "last-fiscal-year".`,
    );
  }
  const pieces = piecesOf(metric, side.agg);
  if (kind === 'ever' && pieces.some(comparesDays)) {
    throw bad(`${name} (${metric.id}) compares a window with what was before it, so it needs one with a beginning.`);
  }
  if (kind === 'since-anniversary' && pieces.some((piece) => !piece.date || piece.per)) {
    throw bad(
      `${name} (${metric.id}) cannot be looked at since the anniversary of each partner. Give it a window that is the same for all, for instance "trailing-12-months".`,
    );
  }
}

function checkJoiners(measure: Measure, metric: Metric): void {
  const kind = measure.window?.kind;
  if (!isAdditive(measure) || isState(metric, measure)) {
    throw bad(
      `${metricLabel(metric)} (${metric.id}) does not grow with the days of its window, so it cannot be scaled up for joiners. Remove “proRateJoiners”.`,
    );
  }
  if (kind === 'since-anniversary') {
    throw bad(
      'Since the anniversary, a joiner’s window begins with the agreement: there is nothing to scale up. Remove “proRateJoiners”.',
    );
  }
  if (kind === 'ever') {
    throw bad('All time has no length that a joiner’s figure could be scaled up to. Choose a window with a beginning.');
  }
}

/** Whether the figure depends on the last day of the window alone. */
export function isState(metric: Metric, side: Side): boolean {
  return piecesOf(metric, side.agg).every((piece) => !piece.date && !comparesDays(piece));
}

function unitOf(metric: Metric, side: Side): Unit {
  const counts = side.agg === 'count' || side.agg === 'distinct';
  return counts ? 'count' : metric.unit;
}

/** A quotient of the same things is a share; a sum of money for each of something stays money. */
function quotientUnit(own: Unit, below: Unit, times: number): Unit {
  if (own === below && times === 1) return 'ratio';
  return own === 'money' && below !== 'money' ? 'money' : 'quantity';
}

function keyOf({ metric, agg, filter, dealFrom, dealBelow, window, per, proRateJoiners }: Measure): string {
  const parts = { agg, filter: filter.length > 0 ? filter : undefined, dealFrom, dealBelow, per, proRateJoiners };
  const narrowed = JSON.stringify(parts);
  return [metric, windowKey(window), ...(narrowed === '{}' ? [] : [narrowed])].join(' ');
}

function windowKey(window: Window | undefined): string {
  if (!window) return 'on-the-day';
  return Object.values(window).join('-');
}

function bad(sentence: string): QuarterdeckError {
  return new QuarterdeckError('bad-request', sentence);
}
