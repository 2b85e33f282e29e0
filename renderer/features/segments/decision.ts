/** Segments in the order of a decision: whom to invest in first, whom to let go of last. Pure. */
import { ADVICE, type Advice } from '../../../analytics/api/documents/segmentation.ts';
import type { SegmentProfile } from '../../../analytics/api/segments.ts';
import { capital } from '../../../analytics/present/capital.ts';

export interface DecisionGroup {
  readonly advice: Advice | null;
  readonly segments: readonly SegmentProfile[];
}

export const adviceWord = (advice: Advice | null): string => (advice === null ? 'Not decided' : capital(advice));

/**
 * The most bookings first in each group; segments that nobody has decided about come last. Where that is so of all of them
 * they are one group, in their own order.
 */
export function decisionGroups(segments: readonly SegmentProfile[]): readonly DecisionGroup[] {
  if (segments.every(({ advice }) => advice === null)) return [{ advice: null, segments }];
  return [...ADVICE, null]
    .map((advice) => ({
      advice,
      segments: segments
        .filter((segment) => segment.advice === advice)
        .sort((a, b) => Number(b.amount) - Number(a.amount)),
    }))
    .filter((group) => group.segments.length > 0);
}

/** Rows about segments in that order; those of segments that the picture does not have come last, as they came. */
export function inDecisionOrder<R>(
  rows: readonly R[],
  idOf: (row: R) => string,
  segments: readonly SegmentProfile[],
): readonly R[] {
  const order = new Map(
    decisionGroups(segments)
      .flatMap((group) => group.segments.map(({ id }) => id))
      .map((id, at) => [id, at]),
  );
  const place = (row: R): number => order.get(idOf(row)) ?? order.size;
  return [...rows].sort((a, b) => place(a) - place(b));
}
