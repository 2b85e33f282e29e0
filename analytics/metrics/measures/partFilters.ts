/** The filters of a measure in the places where a part can ask them. */
import type { MeasureFilter, Window } from '../../api/documents/measure.ts';
import type { DimensionId, Filter } from '../../api/documents/query.ts';
import { dimension } from '../../network/dimensions.ts';
import type { FactId, Need } from '../../network/facts.ts';
import { everyBasis } from '../compile.ts';
import type { Piece } from '../definition.ts';
import { and } from '../sql.ts';
import type { Bind, Part, Side } from './figure.ts';

const ON_THE_DAY: Window = { kind: 'on-the-day' };

/** A piece with the filters of a measure in the places where they belong. */
export function narrowed(piece: Piece, side: Side, bind: Bind): Part {
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
