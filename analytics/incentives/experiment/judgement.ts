/** What an experiment of history came to, before it is said. */
import type { Estimate } from './estimate.ts';
import type { PayEvent } from './events.ts';

export interface Judgement {
  readonly event: PayEvent;
  readonly estimate: Estimate | null;
  /** Rank correlation of the changes of rates and sales before the event, where rates are those of payouts. */
  readonly follows: number | null;
  /** Mean growth into the quarters before the event of the treated and of their peers, as shares. */
  readonly growth: { readonly treated: number; readonly peers: number; readonly apart: boolean };
}

/** Fewer pairs than this say more about who is among them than about pay. */
export const FEWEST_PAIRS = 15;
/** An experiment that would miss an effect of half of all sales has no figure to give. */
export const MOST_DETECTABLE = 0.5;
