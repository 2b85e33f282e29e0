/** Which cuts of this network hold anything: a file without owners needs no tab for them. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { Result } from '../../../analytics/api/methods.ts';
import { type Ladder, ladderOf } from '../../../analytics/present/ladder.ts';
import { call } from '../../transport/connection.ts';

/** More levels than any program has; of other dimensions a few tell enough. */
const ENOUGH = 50;

/** Some values of each dimension, rows without one left out; a dimension is absent until it is known. */
export function useValuesOf(dims: readonly DimensionId[]): ReadonlyMap<DimensionId, readonly string[]> {
  return useQueries({
    queries: dims.map((dim) => {
      const params = { dim, limit: ENOUGH };
      return {
        queryKey: ['dimension.values', params],
        queryFn: ({ signal }: { signal: AbortSignal }): Promise<Result<'dimension.values'>> =>
          call('dimension.values', params, { signal }),
      };
    }),
    combine: (answers) => {
      const known = new Map<DimensionId, readonly string[]>();
      for (const [index, { data, isError }] of answers.entries()) {
        const dim = dims[index];
        if (dim === undefined || (!data && !isError)) continue;
        known.set(
          dim,
          (data ?? []).flatMap(({ value }) => (value === null || value === '' ? [] : [value])),
        );
      }
      return known;
    },
  });
}

/** The first dimension of the list that tells anything apart; null when none does. `decided` is false until known. */
export function useFirstCut(dims: readonly DimensionId[]): {
  readonly dim: DimensionId | null;
  readonly decided: boolean;
} {
  const values = useValuesOf(dims);
  for (const dim of dims) {
    const found = values.get(dim);
    if (found === undefined) return { dim: null, decided: false };
    if (found.length > 1) return { dim, decided: true };
  }
  return { dim: null, decided: true };
}

const LEVEL: readonly DimensionId[] = ['level'];
/** In no name. */
const SEPARATOR = '\n';

/** The levels of the network, undefined until known. */
export function useLadder(): Ladder | undefined {
  const levels = useValuesOf(LEVEL).get('level')?.join(SEPARATOR);
  return useMemo(
    () => (levels === undefined ? undefined : ladderOf(levels.split(SEPARATOR).filter(Boolean))),
    [levels],
  );
}
