/** Rule documents that a workspace keeps in versions: tier programs and incentive plans. */

/** What lists say of a version. */
export interface SavedVersion {
  readonly id: number;
  readonly name: string;
  /** `in force` (the promoted version that the day falls in), `frozen` (promoted, and of other days) or `draft`. */
  readonly state: 'draft' | 'in force' | 'frozen';
  readonly version: number;
  /** The saved version that this one started from, while that is there. */
  readonly baseline: number | null;
  readonly savedAt: string;
  readonly promoted: {
    readonly approver: string;
    readonly on: string;
    readonly reason: string;
    readonly effectiveFrom: string;
  } | null;
  /** What differs from the baseline; 0 without one. */
  readonly changes: number;
}
