/** A placement as the dimension `segment`, so that the dictionary cuts by it: each deal once in every segment that shares it. */
import type { Filter } from '../../api/documents/query.ts';
import { quoteText } from '../../engine/sql.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { readRoster } from '../../metrics/roster.ts';
import type { Network } from '../../network/network.ts';
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

/** The same network with these segments in force on every day; whoever is in none of them has left, or is not segmented. */
export function inGroups(network: Network, groups: ReadonlyMap<string, string>): Network {
  const list = (values: Iterable<string>) =>
    `unnest(from_json(${quoteText(JSON.stringify([...values]))}, '["VARCHAR"]'))`;
  const members = `(SELECT ${list(groups.keys())} AS partner_id, ${list(groups.values())} AS segment)`;
  const relation = `(SELECT d.partner_id, coalesce(members.segment, '${OUTSIDE}') AS segment
    FROM ${network.table('partner')} d LEFT JOIN ${members} members ON members.partner_id = d.partner_id)`;
  const always = `(SELECT *, DATE '0001-01-01' AS from_on, DATE '9999-12-31' AS to_on FROM ${relation} AS placed)`;
  return { ...network, segments: { name: '', segments: [], on: () => relation, spans: always } };
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
