/**
 * A measure as a formula over parts. A part is one piece of a metric, narrowed by the measure's filters and looked at over
 * its window; the statement finds the value of each part per partner and day, and the formula makes the figure of them.
 */
import type { Measure, Window } from '../../api/documents/measure.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { Piece } from '../definition.ts';
import { findMetric, sideOf } from '../dictionary.ts';
import { aggregatedPieces } from './aggregates.ts';
import { decimal, divided, quotient, wholeAndTenths, wholes } from './arithmetic.ts';
import { narrowed } from './partFilters.ts';

export interface Part {
  /** Filters that a row answers by itself are in its `where`. */
  readonly piece: Piece;
  /** Filters about the partner, the parties, the products or the day of a row. */
  readonly where: readonly Filter[];
  /** Conditions on the certificates that count for the state of a partner. */
  readonly certificates: readonly string[];
  /** Rows of every basis, because one of them is chosen. */
  readonly everyBasis: boolean;
  readonly window: Window;
}

/** A DECIMAL(38,4) as SQL, given the SQL of each part's value. */
export type Figure = (value: (part: Part) => string) => string;

/** Binds a value and gives its place in the statement. */
export type Bind = (value: string) => string;

/** What is measured: the measure itself, or what it is divided by. */
export type Side = Pick<Measure, 'metric' | 'agg' | 'filter' | 'window'> &
  Partial<Pick<Measure, 'dealFrom' | 'dealBelow'>>;

/** What is measured, and what it is divided by if it is. */
export function sidesOf(measure: Measure): Side[] {
  return measure.per ? [measure, measure.per] : [measure];
}

/** The figure of a measure, scaled up by `scaleUp`, divided by that of `per` if it has one. */
export function figureOf(
  measure: Measure,
  bind: Bind,
  scaleUp: (figure: string) => string = (figure) => figure,
): Figure {
  const plain = sideFigure(measure, bind);
  const own: Figure = (value) => scaleUp(plain(value));
  if (!measure.per) return own;
  const divisor = sideFigure(measure.per, bind);
  const times = wholeAndTenths(measure.per.times);
  return (value) =>
    divided(`${wholes(own(value))} * ${times.whole} * 10000`, `${wholes(divisor(value))} * ${times.tenths}`);
}

function sideFigure(side: Side, bind: Bind): Figure {
  const metric = findMetric(side.metric);
  const part = (piece: Piece) => narrowed(piece, side, bind);
  const expression =
    (sql: string, wrap: (value: string) => string): Figure =>
    (value) =>
      sql.replace(/\{(\w+)\}/g, (_, name: string) => wrap(value(part(metric.pieces[name]!))));
  if (side.agg) {
    const pieces = aggregatedPieces(metric, side.agg);
    if (!pieces) throw new Error(`${metric.id} has no ${side.agg}; planMeasure says so first`);
    const { value: own, count } = pieces;
    if (!count) return (value) => decimal(value(part(own)));
    return (value) => quotient(value(part(own)), value(part(count)), [own, count]);
  }
  if (metric.kind === 'ratio') {
    const [above, below] = (['numerator', 'denominator'] as const).map((name) =>
      expression(sideOf(metric, name), (value) => value),
    ) as [Figure, Figure];
    return (value) => quotient(above(value), below(value), Object.values(metric.pieces));
  }
  if (!metric.expression) return (value) => decimal(value(part(metric.pieces.value!)));
  const statistic = expression(metric.expression, (value) => `CAST(${value} AS DOUBLE)`);
  return (value) => decimal(statistic(value));
}
