/**
 * Reviews of levels, one after the other: promotion, demotion, grace, the most that one review may move, floors,
 * grandfathering. Levels are numbers from 0 for the lowest; −1 is none. Days are day numbers since 1970-01-01.
 */

/** Why a partner has the level that a review left. */
export const REVIEW_REASONS = [
  'same',
  'placed',
  'promoted',
  'demoted',
  'held-by-rule',
  'held-by-consecutive',
  'held-by-grace',
  'held-for-newcomer',
  'held-by-max-drop',
  'limited-rise',
  'not-promoted-now',
  'floor',
  'grandfathered',
  'exception-hold',
  'exception-place',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];
