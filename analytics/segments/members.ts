/** The partners of a segment, each with its figures and with why it is there. */
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentMember } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText } from './exact.ts';
import { UNPLACED } from './place/placement.ts';
import { placeCase } from './placeCase.ts';
import { cellOf, exactSum } from './summary/figures.ts';
import { needSegment } from './summary/needSegment.ts';
import { byBookings, levelsOf, type PlacementView, rowsWhere, viewOf } from './summary/view.ts';

/**
 * Most bookings first.
 * @throws QuarterdeckError `not-found` for a segment that is not there, and as `placeCase` does
 */
export async function segmentMembers(
  desk: SegmentDesk,
  asked: Checked<'segment.members'>,
  options: LabOptions = {},
): Promise<Result<'segment.members'>> {
  const view = await viewOf(desk, await placeCase(desk, asked, options), options);
  const { placement } = view;
  const rows = asked.segment === undefined ? placement.partners.keys() : rowsOf(view, asked.segment);
  const found = byBookings(view, rows);
  const levels = await levelsOf(desk, placement, options);
  return { rows: found.slice(0, asked.limit).map((row) => memberOf(view, levels, row)), total: found.length };
}

function rowsOf({ placement }: PlacementView, segment: string | null): Int32Array {
  return rowsWhere(placement.segment, segment === null ? UNPLACED : needSegment(placement, segment));
}

/** One partner as a row of a list. */
export function memberOf(view: PlacementView, levels: readonly (string | null)[], row: number): SegmentMember {
  const { placement, moved, bookings } = view;
  const { id, name, owner } = placement.population.partners[row]!;
  const segment = placement.segment[row]!;
  const hand = moved.get(row);
  return {
    partner: id,
    name,
    owner,
    level: levels[row]!,
    segment: segment === UNPLACED ? null : placement.segments[segment]!.id,
    amount: moneyText(exactSum(bookings, Int32Array.of(row))),
    features: placement.features.map(({ values, feature }) => cellOf(values[row]!, feature.unit)),
    why: placement.why(row),
    moved: hand ? { by: hand.by, reason: hand.reason } : null,
  };
}
