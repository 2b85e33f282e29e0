/** Segments of a movement by their places in it, in the order of a decision; and which flow of them is looked at. Pure. */
import type { SegmentMovement, SegmentProfile } from '../../../../analytics/api/segments.ts';
import { inDecisionOrder } from '../decision.ts';

/** Not enrolled, or not placed. */
export const NOWHERE = -1;

/** What sizes and flows are told in. */
export const COUNTED = ['partners', 'bookings'] as const;
export type Counted = (typeof COUNTED)[number];

export function orderedPlaces(
  segments: SegmentMovement['segments'],
  profiles: readonly SegmentProfile[],
): readonly number[] {
  return inDecisionOrder([...segments.keys()], (place) => segments[place]!.id, profiles);
}

/** From one segment to another by id; null is nowhere. */
export interface Flow {
  readonly from: string | null;
  readonly to: string | null;
}

/** Ids of segments have no colon. */
const BETWEEN = ':';

/** `Stars:Core`, `:Tail` of who came, `Tail:` of who left. */
export const flowText = ({ from, to }: Flow): string => `${from ?? ''}${BETWEEN}${to ?? ''}`;

/** Null for what is no flow. */
export function flowOf(text: string | undefined): Flow | null {
  const ids = text?.split(BETWEEN);
  return ids?.length === 2 ? { from: ids[0] || null, to: ids[1] || null } : null;
}
