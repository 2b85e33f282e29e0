/** What every question about pay needs of a workspace. What other parts of the product know is handed in. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { Measure } from '../api/documents/measure.ts';
import type { TierException } from '../api/documents/tierProgram.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab } from '../metrics/lab.ts';

/** What a promoted tier program asks for at its reviews, as far as it is one figure for all. */
export interface TierReviews {
  readonly program: string;
  /** Of amounts; the base currency when left out. */
  readonly currency?: string | undefined;
  /** The last day that counts, of each review in the data while the program was in force, oldest first. */
  readonly asOfs: readonly string[];
  /** Where everybody has reviews of his own: by partner, those of `asOfs` that are his. Null where all are everybody's. */
  readonly own: ReadonlyMap<string, readonly string[]> | null;
  /** The last day that counts for the first review after the data; null when none is known, or each partner has his own. */
  readonly next: string | null;
  readonly tests: readonly { readonly level: string; readonly measure: Measure; readonly value: string }[];
}

export interface IncentiveDesk {
  readonly context: QueryContext;
  readonly lab: Lab;
  /**
   * Levels over time by the reviews of a tier program: a relation with partner_id, level, from_on, to_on without overlaps.
   * @throws QuarterdeckError `program-invalid`
   */
  levelsBy(program: Readonly<Record<string, unknown>>, options: RunOptions): Promise<string>;
  /** Every promoted version of every plan, oldest first: the rules that were in force. */
  readonly promoted: readonly {
    readonly plan: IncentivePlan;
    readonly effectiveFrom: string;
    /** The day before a later version of the same plan came into force, or the plan's own end. */
    readonly effectiveTo: string | null;
  }[];
  /** Approved exceptions of tiers: a cause of pay that differs, and no error. */
  readonly exceptions: readonly TierException[];
  readonly tierReviews: readonly TierReviews[];
}
