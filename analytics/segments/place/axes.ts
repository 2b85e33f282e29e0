/** Measures as features of a placement, and as the axes of its picture. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Feature } from '../../api/segments.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { MEASURE_SCALE, type PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { capital } from '../../present/capital.ts';
import { numbers } from '../../present/numbers.ts';
import { write, writeBoth } from '../../rules/sentenceFigures.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type MeasuredFeature, type Population } from '../features.ts';
import type { PlacedAxis, PlacedFeature } from './placement.ts';

const YEAR = { kind: 'trailing', count: 12, unit: 'month' } as const;
/** What a picture shows where the document names too few figures of its own. */
export const USUAL: readonly Measure[] = [
  { metric: 'won_amount', filter: [], window: YEAR },
  { metric: 'won_count', filter: [], window: YEAR },
];

/** Money and counts are spread over orders of magnitude. */
export function isLogged(unit: Feature['unit']): boolean {
  return unit === 'money' || unit === 'count' || unit === 'quantity';
}

/** A measure as a feature, under its own label or another. */
export function featureOf({ key, label: own, unit, measure }: PlannedMeasure, label = own): Feature {
  const { kind } = findMetric(measure.metric);
  const adds = kind === 'additive' || kind === 'distinct';
  const counts = measure.agg === undefined ? adds : ['sum', 'count', 'distinct'].includes(measure.agg);
  return { key, label, unit, typical: counts && !measure.per ? 'mean' : 'median' };
}

/** Each with the label of its metric, or with all its words where two metrics are the same. */
export function placedFeatures(measured: readonly MeasuredFeature[]): PlacedFeature[] {
  const unique = [...new Map(measured.map((one) => [one.planned.key, one])).values()];
  const labels = unique.map(({ planned }) => planned.label);
  return unique.map(({ planned, values }) => {
    const { label, words } = planned;
    const alone = labels.filter((other) => other === label).length === 1;
    return { feature: featureOf(planned, alone ? label : capital(words)), words, values };
  });
}

export function plainAxis(feature: PlacedFeature): PlacedAxis {
  return { ...feature, cuts: [], cutBy: '', grounds: null, log: isLogged(feature.feature.unit) };
}

const TELLING: readonly Feature['unit'][] = ['money', 'ratio', 'days', 'quantity', 'index', 'factor', 'count'];

/** Those that spread partners out before those that only count them: rules are not written for a picture. */
export function tellingFirst(features: readonly PlacedFeature[]): PlacedFeature[] {
  const place = ({ feature }: PlacedFeature) => TELLING.indexOf(feature.unit);
  return [...features].sort((a, b) => place(a) - place(b));
}

/** Two axes without cuts: the first two features, or what is usual where there are fewer. */
export async function plainAxes(
  desk: SegmentDesk,
  population: Population,
  features: readonly PlacedFeature[],
  options: LabOptions,
): Promise<{ readonly x: PlacedAxis; readonly y: PlacedAxis }> {
  const usual = features.length < 2 ? placedFeatures(await featuresOf(desk, population, USUAL, options)) : [];
  const known = new Set(features.map(({ feature }) => feature.key));
  const [x, y] = [...features, ...usual.filter(({ feature }) => !known.has(feature.key))];
  return { x: plainAxis(x!), y: plainAxis(y!) };
}

/** Two figures that are compared, with digits that tell them apart; scores in tenths unless both are whole: `60.0` beside `69.8`. */
export function bothTexts(left: number, right: number, unit: Feature['unit'], locale: string): [string, string] {
  const score = unit === 'score';
  const texts = [String(left), String(right)] as const;
  const written = writeBoth(...texts, score ? 'points' : unit, { locale, style: 'compact' });
  const [one, other] = [Math.round(left * 10), Math.round(right * 10)];
  if (!score || one === other || (one % 10 === 0 && other % 10 === 0)) return written;
  const { exact } = numbers(locale);
  return [exact(texts[0], 1), exact(texts[1], 1)];
}

/** A figure of a feature as a sentence says it. */
export function figureText(value: number, unit: Feature['unit'], locale: string): string {
  const rounded = Math.round(value * 10 ** MEASURE_SCALE) / 10 ** MEASURE_SCALE;
  return write(String(rounded), unit === 'score' ? 'points' : unit, { locale, style: 'compact' });
}
