/** Values that filters name and the data does not have: most often misspelt ones. */
import type { MeasureFilter } from '../api/documents/measure.ts';
import { nearest } from '../api/documents/nearest.ts';
import type { Filter } from '../api/documents/query.ts';
import type { RunOptions } from '../engine/engine.ts';
import { dimension } from '../network/dimensions.ts';
import { levelSpans } from '../network/roster.ts';
import { segmentNames } from '../network/segments.ts';
import type { Path } from '../rules/documents/edit.ts';
import type { Finding } from '../rules/documents/faults.ts';
import type { QueryContext } from './context.ts';
import type { Lab } from './lab.ts';
import { dimensionValues } from './values.ts';

type Dim = MeasureFilter['dim'];

/** Names listed where none is near. */
const LISTED = 8;
/** More values than a dimension has. */
const EVERY = 1_000_000;
/** Rough bytes of a value. */
const VALUE_BYTES = 60;

/** A filter with its place in a document. */
export interface PlacedFilter {
  readonly dim: Dim;
  readonly values: readonly (string | null)[];
  readonly path: Path;
}

/** The filters of a list that stands at `path`. */
export function placedFilters(filters: readonly (Filter | MeasureFilter)[], path: Path): PlacedFilter[] {
  return filters.map(({ dim, values }, index) => ({ dim, values, path: [...path, index] }));
}

/** What of a document names values that the data does not have; groups of regions that nobody is in. */
export async function unknownValues(
  context: QueryContext,
  lab: Lab,
  filters: readonly PlacedFilter[],
  regionGroups: Readonly<Record<string, { readonly dim: 'country' | 'region'; readonly values: readonly string[] }>>,
  options: RunOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const known = (dim: Dim) => knownValues(context, lab, dim, options);
  for (const { dim, values, path } of filters) {
    const names = canKnow(dim) ? await known(dim) : null;
    if (!names) continue;
    for (const [index, value] of values.entries()) {
      if (value === null || names.has(value)) continue;
      findings.push({ path: [...path, 'values', index], sentence: unknownValue(value, dim, names) });
    }
  }
  for (const [group, { dim, values }] of Object.entries(regionGroups)) {
    const names = await known(dim);
    if (values.some((value) => names.has(value))) continue;
    const wrong = values.find((value) => nearest(value, [...names]) !== null) ?? values[0]!;
    const sentence = `Nobody is in this group. ${unknownValue(wrong, dim, names)}`;
    findings.push({ path: ['regionGroups', group, 'values'], sentence });
  }
  return findings;
}

/** Columns of the tables that only measures filter by. */
const OWN_COLUMNS: Partial<Record<Dim, readonly (readonly ['certification' | 'deal' | 'payout', string])[]>> = {
  certification: [['certification', 'certification']],
  certification_level: [['certification', 'level']],
  stage: [['deal', 'stage']],
  currency: [
    ['deal', 'currency'],
    ['payout', 'currency'],
  ],
};
const OWN_LABELS: Partial<Record<Dim, string>> = { certification_level: 'level of certificates' };

/** Days have no list of values. */
function canKnow(dim: Dim): boolean {
  return OWN_COLUMNS[dim] !== undefined || dimension(dim as Filter['dim']).source !== 'time';
}

/** All values of a dimension, read once per version of the data. */
export function knownValues(
  context: QueryContext,
  lab: Lab,
  dim: Dim,
  options: RunOptions,
): Promise<ReadonlySet<string>> {
  return lab.keep(context, `values of ${dim}`, options.signal, async () => {
    const value = new Set(await readValues(context, dim, options));
    return { value, bytes: 100 + value.size * VALUE_BYTES };
  });
}

async function readValues(context: QueryContext, dim: Dim, options: RunOptions): Promise<string[]> {
  const { reader, network } = context;
  const own = OWN_COLUMNS[dim]?.map(
    ([table, column]) => `SELECT DISTINCT ${column} AS value FROM ${network.table(table)} AS rows_of_${table}`,
  );
  // Levels of the past count too: rules look at levels held on a day.
  const past = dim === 'level' || dim === 'level_at_event';
  const relation = past
    ? [`SELECT DISTINCT level AS value FROM ${levelSpans(network)} AS spans`]
    : dim === 'segment'
      ? [`SELECT segment_id AS value FROM ${segmentNames(network)} AS segments`]
      : own;
  const read = relation
    ? await reader.rows<{ value: string | null }>(`${relation.join(' UNION ')} ORDER BY value`, {}, options)
    : [];
  const listed = own
    ? []
    : await dimensionValues(
        context,
        { dim: past ? 'level' : (dim as Filter['dim']), search: '', limit: EVERY },
        options,
      );
  return [...read, ...listed].flatMap(({ value }) => value ?? []);
}

function unknownValue(value: string, dim: Dim, known: ReadonlySet<string>): string {
  const label = OWN_LABELS[dim] ?? (OWN_COLUMNS[dim] ? dim : dimension(dim as Filter['dim']).label.toLowerCase());
  if (known.size === 0) return `The data names no ${label}, so nothing has the ${label} “${value}”.`;
  const names = [...known].sort();
  const near = nearest(value, names);
  if (near !== null) return `Nothing in the data has the ${label} “${value}”. Did you mean “${near}”?`;
  const some = names
    .slice(0, LISTED)
    .map((name) => `“${name}”`)
    .join(', ');
  const more = names.length - LISTED;
  return `Nothing in the data has the ${label} “${value}”. It has ${some}${more > 0 ? ` and ${more} more` : ''}.`;
}
