/** Filters of a plan as conditions on its rows. */
import type { MeasureFilter } from '../api/documents/measure.ts';
import type { Filter } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';

/** The level in force on the date of the row. */
export const LEVEL_ON_DAY = 'coalesce(lv.level, p.loaded_level)';

/** The segment in force on that date. */
const SEGMENT_ON_DAY = 'sg.segment';

/** What rows can be chosen by: d is the deal, l its line (or the deal itself), pr the product, p the partner. */
const PLACES: Readonly<Record<string, string>> = {
  partner: 'p.partner_id',
  type: 'p.type',
  country: 'p.country',
  region: 'p.region',
  city: 'p.city',
  owner: 'p.owner',
  parent: 'p.parent',
  segment: SEGMENT_ON_DAY,
  level: LEVEL_ON_DAY,
  level_at_event: LEVEL_ON_DAY,
  route: 'd.route',
  motion: 'd.motion',
  basis: 'd.basis',
  deal_country: 'd.country',
  stage: 'd.stage',
  currency: 'd.currency',
  product: 'l.product_id',
  family: 'pr.family',
  category: 'pr.category',
};

/** What a filter of rows may look at: the row, its deal, its product, and the partner that is credited. */
export const ROW_DIMENSIONS: readonly string[] = Object.keys(PLACES);

type AnyFilter = Filter | MeasureFilter;

export function isProductFilter({ dim }: AnyFilter): boolean {
  return dim === 'product' || dim === 'family' || dim === 'category';
}

export function isLevelFilter({ dim }: AnyFilter): boolean {
  return dim === 'level' || dim === 'level_at_event';
}

/**
 * All of it must hold. Values are bound; `null` stands for rows without a value.
 * @throws QuarterdeckError `dimension-unknown` for what a row of a plan does not have
 */
export function conditionOf(filters: readonly AnyFilter[], bind: (value: string) => string): string {
  return filters.length === 0 ? 'TRUE' : filters.map((filter) => one(filter, bind)).join(' AND ');
}

function one({ dim, values, not }: AnyFilter, bind: (value: string) => string): string {
  const place = PLACES[dim];
  if (place === undefined) {
    throw new QuarterdeckError(
      'dimension-unknown',
      `The rows of a plan cannot be chosen by “${dim}”. Choose them by ${ROW_DIMENSIONS.join(', ')}; roles and dates have places of their own.`,
    );
  }
  const listed = values.filter((value) => value !== null).map(bind);
  const parts = [
    ...(listed.length > 0 ? [`coalesce(${place} IN (${listed.join(', ')}), FALSE)`] : []),
    ...(values.includes(null) ? [`${place} IS NULL`] : []),
  ];
  // No values: the partners of a level that nobody has.
  const any = parts.length > 0 ? parts.join(' OR ') : 'FALSE';
  return not ? `NOT (${any})` : `(${any})`;
}
