import { useQueries } from '@tanstack/react-query';
import type { DimensionId, Filter } from '../../analytics/api/documents/query.ts';
import { filterWords } from '../../analytics/present/labels.ts';
import { call } from '../transport/connection.ts';
import { useDimensions } from './workspace.ts';

/** Dimensions whose values are ids that have a name. */
const NAMED: readonly DimensionId[] = ['partner', 'product', 'parent', 'distributor'];

/** More values than this are counted rather than named, so their names are not asked for. */
const MOST_NAMED = 2;

/** Filters as people say them, `Partner: Adlerhorst Informatik`, in the order given; ids stand until their names are known. */
export function useFilterWords(filters: readonly Filter[]): readonly string[] {
  const dimensions = useDimensions();
  const nameOf = useValueNames(filters);
  return filters.map((filter) => filterWords(filter, (dim) => dimensions.get(dim)?.label ?? dim, nameOf));
}

/** What the values of filters are called, where they are ids that have a name and few enough to be asked for. */
export function useValueNames(
  filters: readonly Pick<Filter, 'dim' | 'values'>[],
): (dim: DimensionId, value: string) => string {
  const ids = filters.flatMap(({ dim, values }) =>
    NAMED.includes(dim) && values.length <= MOST_NAMED
      ? values.flatMap((value) => (value === null ? [] : [{ dim, value }]))
      : [],
  );
  const names = useQueries({
    queries: ids.map(({ dim, value }) => ({
      queryKey: ['name', dim, value],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const found = await call('dimension.values', { dim, search: value, limit: 20 }, { signal });
        return found.find((candidate) => candidate.value === value)?.label ?? value;
      },
    })),
  });
  return (dim, value) => {
    const place = ids.findIndex((id) => id.dim === dim && id.value === value);
    return names[place]?.data ?? value;
  };
}
