/** Edits of a column map, one at a time, each answering a new map: a header fills one field and a field has one header. */
import type { ColumnMap } from '../../../analytics/api/documents/columnMap.ts';

/** Takes the column `header` for `field`, or leaves it unused with null. */
export function takeColumnFor(map: ColumnMap, header: string, field: string | null): ColumnMap {
  const columns = Object.fromEntries(
    Object.entries(map.columns).filter(([known, source]) => source !== header && known !== field),
  );
  if (field === null) return { ...map, columns };
  columns[field] = header;
  // A constant stands in for a missing column; it would only be overwritten now.
  return { ...map, columns, constants: without(map.constants, field) };
}

/** Gives every row `value` in `field`; null takes the constant away. */
export function setConstant(map: ColumnMap, field: string, value: string | null): ColumnMap {
  const constants = without(map.constants, field);
  if (value !== null) constants[field] = value;
  return { ...map, constants };
}

/** The field a header is taken for, null when unused. */
export function fieldOf(map: ColumnMap, header: string): string | null {
  return Object.entries(map.columns).find(([, source]) => source === header)?.[0] ?? null;
}

/** Fields a load cannot do without and that neither a column nor a constant fills. */
export function missingFields<F extends { field: string; required: boolean }>(
  map: ColumnMap,
  fields: readonly F[],
): F[] {
  return fields.filter(({ field, required }) => required && !(field in map.columns) && !(field in map.constants));
}

function without<V>(values: Readonly<Record<string, V>>, key: string): Record<string, V> {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== key));
}
