/** The cuts this network has anything for, and the names of those it has not. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import { useValuesOf } from '../trend/known.ts';
import { CUTS } from './view.ts';

/** A cut counts as offered until it is known to be empty. */
export function useCuts(): { readonly offered: readonly DimensionId[]; readonly missing: readonly DimensionId[] } {
  const values = useValuesOf(CUTS);
  const empty = (dim: DimensionId): boolean => values.get(dim)?.length === 0;
  return { offered: CUTS.filter((dim) => !empty(dim)), missing: CUTS.filter(empty) };
}
