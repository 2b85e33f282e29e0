/** A definition of an index as a metric of the dictionary. */
import type { IndexPart } from '../../api/results.ts';
import type { Metric, Piece } from '../definition.ts';
import type { IndexDefinition } from './definitions.ts';

/** What an index is made of: a metric, its weight and its target, and which way it is better. */
export interface MeasuredPart extends IndexPart {
  readonly of: Metric;
  readonly good: 'up' | 'down';
}

/**
 * Its pieces are those of its measures, under names of their own; what it can be cut by is what all of them can.
 * Gives a fault instead, in words, when the definition does not hold together.
 */
export function readIndex(
  { id, label, meaning, parts }: IndexDefinition,
  metrics: ReadonlyMap<string, Metric>,
): Omit<Metric, 'group'> | string {
  const measured: MeasuredPart[] = [];
  for (const part of parts) {
    const of = metrics.get(part.metric);
    if (!of) return `it is made of “${part.metric}”, which is not a metric`;
    const good = part.good ?? of.good;
    if (good === 'none') return `nothing says which way “${part.metric}” is better`;
    if (Object.values(of.pieces).some(({ nowOnly }) => nowOnly)) {
      return `“${part.metric}” is known only as it is now, so the index would have no comparison`;
    }
    measured.push({ ...part, good, of });
  }
  const [first, ...others] = measured;
  if (!first) return 'it is made of nothing';
  if (parts.reduce((sum, { weight }) => sum + weight, 0) !== 100) return 'its weights do not add up to 100';
  return {
    id,
    label,
    meaning,
    formula: `100 when every target is reached: ${measured.map(weighed).join(', ')}`,
    unit: 'index',
    good: 'up',
    dateBasis: 'as its measures',
    kind: 'statistic',
    pieces: Object.fromEntries(measured.flatMap(piecesOf)),
    dimensions: first.of.dimensions.filter((dim) => others.every(({ of }) => of.dimensions.includes(dim))),
    parts: measured,
  };
}

function weighed({ of: { label }, weight }: MeasuredPart): string {
  return `${weight} × ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function piecesOf({ of }: MeasuredPart): [string, Piece][] {
  return Object.entries(of.pieces).map(([name, piece]) => [`${of.id}__${name}`, piece]);
}
