/** How the rows of a metric become one figure, and what that figure depends on. */
import type { Measure } from '../../api/documents/measure.ts';
import type { FactId } from '../../network/facts.ts';
import type { Piece } from '../definition.ts';
import { findMetric, type Metric } from '../dictionary.ts';
import { and } from '../sql.ts';
import type { Side } from './figure.ts';

type Agg = NonNullable<Measure['agg']>;

/** Whether the figures of a partner's days add up to that of all of them, so that a part of a window can be scaled up. */
export function isAdditive(side: Side): boolean {
  const metric = findMetric(side.metric);
  const [piece, second] = piecesOf(metric, side.agg);
  return second === undefined && (piece?.aggregate === 'sum' || piece?.aggregate === 'count') && !piece.window;
}

/** The pieces that the figure is made of. */
export function piecesOf(metric: Metric, agg: Agg | undefined): Piece[] {
  const aggregated = agg && aggregatedPieces(metric, agg);
  return Object.values(aggregated ?? metric.pieces);
}

/** What a row of a fact is counted by when distinct things are counted. */
const DISTINCT: Partial<Record<FactId, string>> = {
  deal: 'f.customer',
  payout: 'f.deal_id',
  certification: 'f.person',
};

/**
 * The pieces of a metric whose rows are put together in another way than the metric's own; null when that has no meaning:
 * the metric is made of several pieces, or its rows are counted and have no value.
 */
export function aggregatedPieces(metric: Metric, agg: Agg): { value: Piece; count?: Piece } | null {
  const { value: own, ...others } = metric.pieces;
  if (!own || Object.keys(others).length > 0 || own.per || own.fact === 'partner' || metric.expression) return null;
  if (own.aggregate === 'survival' || own.aggregate === 'p90') return null;
  const distinct = DISTINCT[own.fact];
  if (agg === 'distinct') {
    if (own.aggregate === 'distinct') return { value: own };
    return distinct ? { value: { ...own, unit: 'count', aggregate: 'distinct', value: distinct } } : null;
  }
  if (own.aggregate === 'distinct') return null;
  if (own.aggregate === 'count') return agg === 'count' || agg === 'sum' ? { value: own } : null;
  const valued = and([...(own.where === undefined ? [] : [own.where]), `${own.value} IS NOT NULL`]);
  const { empty: _, ...base } = own;
  const count: Piece = { ...base, where: valued, unit: 'count', aggregate: 'count', value: '1' };
  switch (agg) {
    case 'sum':
      return { value: own.aggregate === 'sum' ? own : { ...base, aggregate: 'sum' } };
    case 'count':
      return { value: count };
    case 'avg':
      return { value: { ...base, aggregate: 'sum' }, count };
    default:
      return { value: { ...own, aggregate: agg, empty: null } };
  }
}

/** What of a partner's state the day before the window decides. */
const BEFORE = /:from|:before|\bf\.was_/;

function readsBeginning(piece: Piece): boolean {
  const inner = Object.values(piece.per?.inner ?? {}).flatMap(({ where = '', value = '' }) => [where, value]);
  return [piece.where ?? '', piece.value ?? '', ...inner].some((sql) => BEFORE.test(sql));
}

/** Whether the piece looks at more of its window than the rows in it or its last day. */
export function comparesDays(piece: Piece): boolean {
  return piece.window === 'year-ago' || (!piece.date && readsBeginning(piece));
}

/** Whether the figure depends on amounts, and so on exchange rates. */
export function usesMoney(side: Side): boolean {
  return Object.values(findMetric(side.metric).pieces).some(({ unit }) => unit === 'money');
}
