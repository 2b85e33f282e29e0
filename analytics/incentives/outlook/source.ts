/** All that a forecast is made of, read once: moving an assumption, a rate or the dice reads nothing. */
import type { Assumptions } from '../../api/documents/assumptions.ts';
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../../network/calendar.ts';
import type { MovedTogether } from '../chance/model.ts';
import type { LineHistory } from './lineHistory.ts';
import type { Begun } from './picks.ts';
import type { Past, Sales } from './sales.ts';

export interface PlanSource {
  readonly plan: IncentivePlan;
  readonly lines: readonly LineHistory[];
  /** What one of the plan’s currency is worth in the case’s. */
  readonly rate: number;
  /** Paid of a pool before the first quarter ahead, by the pool’s period. Like all that is spent of limits, in the plan’s currency. */
  readonly poolSpent: ReadonlyMap<string, number>;
  /** By partner: paid before by the lines of the cap over all lines, in the period of it that goes on; null without one. */
  readonly capSpent: { readonly name: string; readonly amounts: Float64Array } | null;
  /** By line, then partner: paid in the fiscal year that the first quarter ahead lies in. */
  readonly yearSpent: readonly (Float64Array | null)[];
}

/** What was paid stands for itself; plans are computed. */
export type SideSource = 'as-paid' | readonly PlanSource[];

/** Rates of each partner, as shares of bookings: what a response answers. */
export interface RateChange {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export interface OutlookSource {
  readonly calendar: FiscalCalendar;
  /** Ids, in order: all that follows by partner is in this order. */
  readonly partners: readonly string[];
  readonly past: Past;
  readonly sales: Sales;
  readonly begun: Begun;
  /** Who moves together. */
  readonly together: MovedTogether;
  /** By partner: payouts of each closed quarter, of the kinds that are compared. */
  readonly paid: ReadonlyMap<string, Float64Array>;
  readonly before: SideSource;
  readonly after: SideSource;
  readonly rates: RateChange;
  readonly assumptions: Assumptions;
}
