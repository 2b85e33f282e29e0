/** Which cuts of this network hold anything: a file without owners needs no tab for them. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import { type Ladder, ladderOf } from '../../../analytics/present/ladder.ts';
import { useCall } from '../../transport/calls.ts';

/** Values of a dimension, partners without one left out; undefined until known. */
export function useValues(dim: DimensionId, limit = 50): readonly string[] | undefined {
  const { data, isPlaceholderData } = useCall('dimension.values', { dim, limit });
  if (!data || isPlaceholderData) return undefined;
  return data.flatMap(({ value }) => (value === null || value === '' ? [] : [value]));
}

export function useLadder(): Ladder | undefined {
  const levels = useValues('level');
  return levels && ladderOf(levels);
}
