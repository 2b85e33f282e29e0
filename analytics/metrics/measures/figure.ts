/**
 * A measure as a formula over parts. A part is one piece of a metric, narrowed by the measure's filters and looked at over
 * its window; the statement finds the value of each part per partner and day, and the formula makes the figure of them.
 */
import type { Measure, MeasureFilter, Window } from '../../api/documents/measure.ts';
import type { DimensionId, Filter } from '../../api/documents/query.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { dimension } from '../../network/dimensions.ts';
import type { FactId, Need } from '../../network/facts.ts';
import { everyBasis } from '../compile.ts';
import type { Piece } from '../definition.ts';
import { findMetric, type Metric, sideOf } from '../dictionary.ts';
import { and } from '../sql.ts';

type Agg = NonNullable<Measure['agg']>;

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

const ON_THE_DAY: Window = { kind: 'on-the-day' };

/** The divisor of a measure, in the same shape. */
export function divisorOf({ per }: Measure): Side | null {
  return per ?? null;
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

/** A piece with the filters of a measure in the places where they belong. */
function narrowed(piece: Piece, side: Side, bind: Bind): Part {
  const needs = new Set<Need>(piece.needs);
  const tests = piece.where === undefined ? [] : [piece.where];
  const where: Filter[] = [];
  const certificates: string[] = [];
  for (const filter of side.filter) {
    const place = placeOf(filter.dim, piece.fact);
    if (place === 'credit') {
      where.push(filter as Filter);
      continue;
    }
    const test = listed(place.column, filter, bind);
    if (place.certificate) certificates.push(test);
    else tests.push(test);
    if (place.need) needs.add(place.need);
  }
  const sizes = [
    ...(side.dealFrom === undefined ? [] : [`f.size >= ${amount(side.dealFrom, bind)}`]),
    ...(side.dealBelow === undefined ? [] : [`f.size < ${amount(side.dealBelow, bind)}`]),
  ];
  if (sizes.length > 0) needs.add('size');
  const all = [...tests, ...sizes];
  return {
    piece: { ...piece, ...(all.length > 0 ? { where: and(all) } : {}), needs: [...needs] },
    where,
    certificates,
    everyBasis: everyBasis(
      [],
      side.filter.filter((filter): filter is Filter => !isOwnFilter(filter.dim)),
    ),
    window: partWindow(piece, side.window),
  };
}

/** A state since an anniversary is that of the day, whoever's anniversary it is. */
function partWindow({ date }: Piece, window: Window | undefined): Window {
  return window && (date || window.kind !== 'since-anniversary') ? window : ON_THE_DAY;
}

interface RowPlace {
  readonly column: string;
  readonly need?: Need;
  /** It is about the certificates behind a partner's state. */
  readonly certificate?: true;
}

/** Filters that only measures have, and the facts that can answer them. */
const OWN_FILTERS: Readonly<Record<string, Partial<Record<FactId, RowPlace>>>> = {
  certification: {
    certification: { column: 'f.certification' },
    partner: { column: 'certificates.certification', certificate: true },
  },
  certification_level: {
    certification: { column: 'f.level' },
    partner: { column: 'certificates.level', certificate: true },
  },
  stage: { deal: { column: 'f.stage' } },
  currency: { deal: { column: 'f.currency' }, payout: { column: 'f.currency' } },
};

/** Where a filter is asked: of the row's own column, or by the credit rule. */
function placeOf(dim: MeasureFilter['dim'], fact: FactId): RowPlace | 'credit' {
  const own = OWN_FILTERS[dim];
  if (own) {
    const place = own[fact];
    if (!place) throw new Error(`${fact} has no ${dim}; planMeasure says so first`);
    return place;
  }
  const id = dim as DimensionId;
  const { source } = dimension(id);
  if (source === 'deal' && fact === 'deal') {
    return { column: `f.${id}`, ...(id === 'distributor' ? { need: 'distributor' } : {}) };
  }
  if (source === 'deal' && fact === 'payout') return { column: `f.${id}`, need: 'deal' };
  return source === 'payout' ? { column: `f.${id}` } : 'credit';
}

/** Whether a filter that only measures have can be asked of every piece. */
export function canFilter(pieces: readonly Piece[], dim: string): boolean {
  const own = OWN_FILTERS[dim];
  return (
    own !== undefined &&
    pieces.every(({ fact, needs }) => {
      const place = own[fact];
      return place !== undefined && (!place.certificate || needs?.includes('certified'));
    })
  );
}

export function isOwnFilter(dim: string): boolean {
  return OWN_FILTERS[dim] !== undefined;
}

function listed(column: string, { values, not }: Pick<MeasureFilter, 'values' | 'not'>, bind: Bind): string {
  const places = values.filter((value) => value !== null).map(bind);
  const parts = [
    ...(places.length > 0 ? [`coalesce(${column} IN (${places.join(', ')}), FALSE)`] : []),
    ...(values.includes(null) ? [`${column} IS NULL`] : []),
  ].join(' OR ');
  return not ? `NOT (${parts})` : `(${parts})`;
}

function amount(value: number, bind: Bind): string {
  return `CAST(${bind(String(value))} AS DECIMAL(18,4))`;
}

function decimal(sql: string): string {
  return `CAST(${sql} AS DECIMAL(38,4))`;
}

/** A DECIMAL(38,4) in whole numbers of 10^-4. Slow in DuckDB (half a microsecond), so only what is divided is made so. */
export function wholes(sql: string): string {
  return `CAST(${sql} * 10000 AS HUGEINT)`;
}

/** Whole numbers divided, rounded half away from zero: whole numbers of 10^-4 as a decimal. None by zero. */
export function divided(above: string, below: string): string {
  const size = `nullif(abs(${below}), 0)`;
  const whole = `sign(${above}) * sign(${below}) * ((2 * abs(${above}) + ${size}) // (2 * ${size}))`;
  return `CAST(${whole} AS DECIMAL(38,0)) * CAST(0.0001 AS DECIMAL(5,4))`;
}

/** The quotient of two values, to 4 decimals. */
function quotient(above: string, below: string, pieces: readonly Piece[]): string {
  const whole = pieces.every(isWhole)
    ? (sql: string) => `CAST(${sql} AS HUGEINT)`
    : (sql: string) => wholes(decimal(sql));
  return divided(`${whole(above)} * 10000`, whole(below));
}

/** Values of the piece are whole numbers as they are. */
function isWhole({ unit, aggregate }: Piece): boolean {
  return (unit === 'count' || unit === 'days') && aggregate !== 'median' && aggregate !== 'p90';
}

/** 0.25 is 25 hundredths: the factor as a whole number and what it must be divided by. */
function wholeAndTenths(factor: number): { whole: string; tenths: string } {
  const [units = '', places = ''] = String(factor).split('.');
  if (!/^\d{1,9}$/.test(units) || !/^\d{0,6}$/.test(places)) {
    throw new QuarterdeckError(
      'bad-request',
      `“times” is ${factor}. Write a number below 1,000,000,000 with at most 6 digits after the point, for instance 100000.`,
    );
  }
  return { whole: String(Number(units + places)), tenths: `1${'0'.repeat(places.length)}` };
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
