/** One side of a case, paid: what everything that compares, forecasts or searches starts from. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import type { CompiledLine } from './compiled.ts';
import type { PayPeriod } from './periods.ts';

/** What is to be paid: plans, checked, on the history of a period. */
export interface SideRequest {
  readonly plans: readonly IncentivePlan[];
  readonly period: ResolvedPeriod;
  readonly where: readonly Filter[];
  /** Levels to pay by, as `RateOptions.levels`. */
  readonly levels?: string | undefined;
  /** By SQL, the answer of record, instead of by the kernel. */
  readonly record: boolean;
  /** Of the amounts; plans in other currencies are converted at the rates of their periods' last days. */
  readonly currency: string;
}

/** Amounts are whole numbers of 1/10,000. */
export interface SideLine {
  readonly plan: IncentivePlan;
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  /** Each payee-and-period of the asked period: places in `payees` and `periods`. By payee, then period. */
  readonly payeeOf: Int32Array;
  readonly periodOf: Int32Array;
  readonly base: Float64Array;
  /** Rounded, before pool and terms; what the pool and the year's cap leave of it. */
  readonly earned: Float64Array;
  readonly pay: Float64Array;
}

export interface PaySide {
  /** Ids, in order. */
  readonly payees: readonly string[];
  /** By payee, all lines together. */
  readonly pay: Float64Array;
  readonly lines: readonly SideLine[];
  readonly total: number;
}
