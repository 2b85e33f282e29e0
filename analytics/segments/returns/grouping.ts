/** Which group each partner is in where money is added up, and filters that mean the same whatever the segments in force. */
import type { Filter } from '../../api/documents/query.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { readRoster } from '../../metrics/roster.ts';
import type { SegmentDesk } from '../desk.ts';
import { type Placement, UNPLACED } from '../place/placement.ts';

/** What partners are in that no segment has; no id of a segment begins so. */
export const NOT_PLACED = '(not placed)';
export const OUTSIDE = '(outside)';

/** By partner of the placement, the id of its segment. */
export function groupsOf({ partners, segment, segments }: Placement): ReadonlyMap<string, string> {
  const idOf = (index: number) => (segment[index] === UNPLACED ? NOT_PLACED : segments[segment[index]!]!.id);
  return new Map(partners.map((id, index) => [id, idOf(index)]));
}

/** Nobody’s id: a filter that lists nobody still needs a value. */
const NOBODY = '';

/** Filters by the segmentation in force as filters by its partners, so that they mean the same where others are in force. */
export async function withoutSegmentFilters(
  { context }: SegmentDesk,
  where: readonly Filter[],
  asOf: string,
  options: LabOptions,
): Promise<Filter[]> {
  return Promise.all(
    where.map(async (filter): Promise<Filter> => {
      if (filter.dim !== 'segment') return filter;
      const { values, not } = filter;
      const roster = await readRoster(
        context,
        { on: asOf, where: [{ dim: 'segment', values }], everybody: true },
        options,
      );
      // Direct and unassigned deals have no partner; whoever named them in the filter means them.
      const named = values.filter((value) => value?.startsWith('('));
      const ids = [...roster.map(({ id }) => id), ...named];
      return { dim: 'partner', values: ids.length > 0 ? ids : [NOBODY], ...(not === undefined ? {} : { not }) };
    }),
  );
}
