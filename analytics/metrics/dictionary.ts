/** All metrics by id. A definition that does not hold together is left out with a reason; its neighbours live. */
import { nearest } from '../api/documents/nearest.ts';
import type { DimensionId } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { MetricInfo } from '../api/results.ts';
import { type DimensionSource, dimensionsOf } from '../network/dimensions.ts';
import { FACTS } from '../network/facts.ts';
import { concentration } from './concentration.ts';
import type { Metric, MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';
import { enablement } from './enablement.ts';
import { incentives } from './incentives.ts';
import { INDICES, type IndexDefinition } from './indices/definitions.ts';
import { type MeasuredPart, readIndex } from './indices/readIndex.ts';
import { partners } from './partners.ts';
import { pipeline } from './pipeline.ts';
import { revenue } from './revenue.ts';

export type { Metric } from './definition.ts';

export interface Dictionary {
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Definitions left out and why. */
  readonly faults: readonly { readonly id: string; readonly fault: string }[];
}

/**
 * Reads groups of definitions, and indices made of them. Also for tests and for definitions that come from elsewhere.
 */
export function readDictionary(
  groups: readonly MetricGroupDefinition[],
  indices: readonly IndexDefinition[] = [],
): Dictionary {
  const metrics = new Map<string, Metric>();
  const faults: { id: string; fault: string }[] = [];
  for (const { group, metrics: definitions } of groups) {
    for (const definition of definitions) {
      const fault = metrics.has(definition.id) ? 'another metric has this id' : faultOf(definition);
      if (fault) faults.push({ id: definition.id, fault });
      else metrics.set(definition.id, { ...definition, group, dimensions: reach(definition) });
    }
  }
  for (const definition of indices) {
    const { id } = definition;
    const index = metrics.has(id) ? 'another metric has this id' : readIndex(definition, metrics);
    if (typeof index === 'string') faults.push({ id, fault: index });
    else metrics.set(id, { ...index, group: 'Indices' });
  }
  return { metrics, faults };
}

export const DICTIONARY = readDictionary([revenue, pipeline, partners, enablement, incentives, concentration], INDICES);

export function metricList(): MetricInfo[] {
  return [...DICTIONARY.metrics.values()].map(metricInfo);
}

/** The indices of the dictionary. */
export function indexList(): (Metric & { readonly parts: readonly MeasuredPart[] })[] {
  return [...DICTIONARY.metrics.values()].flatMap((metric) =>
    metric.parts ? [{ ...metric, parts: metric.parts }] : [],
  );
}

export function metricInfo(metric: Metric): MetricInfo {
  const { id, label, meaning, formula, unit, good, dateBasis, kind, group, dimensions } = metric;
  const info = { id, label, meaning, formula, unit, good, dateBasis, kind, group, dimensions };
  if (metric.parts) return { ...info, parts: metric.parts.map(({ of: _, ...part }) => part) };
  if (kind !== 'ratio') return info;
  return { ...info, numerator: sideLabel(metric, 'numerator'), denominator: sideLabel(metric, 'denominator') };
}

/** @throws QuarterdeckError `metric-unknown`, naming the ids that come closest. */
export function findMetric(id: string, dictionary: Dictionary = DICTIONARY): Metric {
  const metric = dictionary.metrics.get(id);
  if (metric) return metric;
  const near = nearIds(id, dictionary);
  throw new QuarterdeckError(
    'metric-unknown',
    near.length > 0
      ? `There is no metric “${id}”. Did you mean ${near.join(', ')}?`
      : `There is no metric “${id}”. “quarterdeck metrics” lists them all.`,
  );
}

/** @throws QuarterdeckError `dimension-unknown`, naming what the metric can be cut by. */
export function assertCut(metric: Metric, dim: DimensionId): void {
  if (metric.dimensions.includes(dim)) return;
  throw new QuarterdeckError(
    'dimension-unknown',
    metric.dimensions.length > 0
      ? `${metric.label} (${metric.id}) cannot be cut by ${dim}. It can be cut by ${metric.dimensions.join(', ')}.`
      : `${metric.label} (${metric.id}) cannot be cut by ${dim}: it is a figure of the whole network.`,
  );
}

/** The expression of a side of a ratio, over pieces in braces. */
export function sideOf(metric: MetricDefinition, side: 'numerator' | 'denominator'): string {
  return metric[side] ?? `{${side}}`;
}

/** The names of the pieces in an expression, in order. */
export function pieceNames(expression: string): string[] {
  return [...new Set([...expression.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))];
}

function sideLabel(metric: Metric, side: 'numerator' | 'denominator'): string {
  return pieceNames(sideOf(metric, side))
    .map((name) => metric.pieces[name]!.label)
    .join(', ');
}

function reach(definition: MetricDefinition): DimensionId[] {
  const pieces = Object.values(definition.pieces);
  const [first, ...others] = pieces.map(sourcesOf);
  const shared = new Set([...first!].filter((source) => others.every((set) => set.has(source))));
  return dimensionsOf(shared).filter((id) => !definition.except?.includes(id));
}

/** What the rows of a piece can be cut by. */
export function sourcesOf(piece: Piece): Set<DimensionSource> {
  const sources = new Set(FACTS[piece.fact].reach);
  if (!piece.date) for (const source of ['time', 'event'] as const) sources.delete(source);
  return sources;
}

function faultOf(definition: MetricDefinition): string | null {
  const { id, kind, pieces, expression } = definition;
  if (!/^[a-z][a-z0-9_]*$/.test(id) || id.includes('__')) return 'an id has lower-case letters, digits and single _';
  const names = Object.keys(pieces);
  if (names.length === 0) return 'it has no pieces';
  const expressions =
    kind === 'ratio' ? [sideOf(definition, 'numerator'), sideOf(definition, 'denominator')] : [expression ?? '{value}'];
  for (const missing of expressions.flatMap(pieceNames).filter((name) => !pieces[name]))
    return `its formula names a piece “${missing}” that it does not have`;
  for (const [name, piece] of Object.entries(pieces)) {
    if (!FACTS[piece.fact]) return `piece “${name}” is of an unknown fact`;
    if (!piece.per && !piece.aggregate) return `piece “${name}” says neither how it is added nor per whom`;
    if (piece.aggregate && piece.aggregate !== 'count' && piece.value === undefined)
      return `piece “${name}” adds nothing: it has no value`;
    if (FACTS[piece.fact].state && piece.date) return `piece “${name}” has a date, but its fact is a state`;
  }
  return null;
}

/** The id it was probably meant to be, then those whose id or label has most of its words: “booking” finds Bookings. */
function nearIds(id: string, { metrics }: Dictionary): string[] {
  const meant = nearest(id, [...metrics.keys()]);
  const asked = wordsOf(id);
  const others = [...metrics.values()]
    .map((metric) => ({ id: metric.id, shared: sharedWords(asked, wordsOf(`${metric.id} ${metric.label}`)) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  return [...new Set([...(meant ? [meant] : []), ...others.map((other) => other.id)])].slice(0, 4);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
}

function sharedWords(asked: readonly string[], known: readonly string[]): number {
  return asked.filter((word) => known.some((own) => own.startsWith(word) || word.startsWith(own))).length;
}
