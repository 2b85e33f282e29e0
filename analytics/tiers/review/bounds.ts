/** What binds levels beside the requirements: floors of the review, grandfathering and registered exceptions. */
import type { LevelBound, ReviewRun } from '../../rules/settlement/review.ts';

/** A bound with what people call it: `floor`, the label of a grandfather rule, the reason of an exception. */
export interface NamedBound extends LevelBound {
  readonly label: string;
}

export interface Bounds {
  readonly bounds: readonly NamedBound[];
  /** Sentences a reader must know: what could not be honoured. */
  readonly notes: readonly string[];
}

/** Reviews whose bounds can be named. */
export type BoundRun = Omit<ReviewRun, 'bounds'> & { readonly bounds: readonly NamedBound[] };

/** From before every review on. */
export const ALWAYS = Number.NEGATIVE_INFINITY;
