/** One side of a case, paid: what everything that compares, forecasts or searches starts from. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import type { CompiledLine } from './compiled.ts';
import type { EarnedColumns } from './earnedColumns.ts';
import type { ChosenPayees } from './lab/chosenPayees.ts';
import type { PayPeriod } from './periods.ts';

/** What is to be paid: plans, checked, on the history of a period. */
export interface SideRequest {
  readonly plans: readonly IncentivePlan[];
  readonly period: ResolvedPeriod;
  /** Whose rows are read: everybody’s where pay rests on others. */
  readonly where: readonly Filter[];
  /** Who is asked for, where the rows of others are read too; whoever is paid on the rows when left out. */
  readonly chosen?: ChosenPayees | undefined;
  /** Levels to pay by, as `RateOptions.levels`. */
  readonly levels?: string | undefined;
  /** By SQL, the answer of record, instead of by the kernel. */
  readonly record: boolean;
  /** What payees would sell, as factors on what they sold; never with `record`. Who is not named sells as before. */
  readonly volume?: ReadonlyMap<string, number> | undefined;
  /** Of the amounts; plans in other currencies are converted at the rates of their periods' last days. */
  readonly currency: string;
}

/** A line over all periods of the data, in the plan's currency: limits of a year look beyond the asked period. */
export interface RatedColumns extends Omit<EarnedColumns, 'line'> {
  readonly compiled: CompiledLine;
}

/** Amounts are whole numbers of 1/10,000. */
export interface SideLine {
  readonly plan: IncentivePlan;
  readonly compiled: CompiledLine;
  /** Those whose last day lies in the asked period, oldest first. */
  readonly periods: readonly PayPeriod[];
  /** Each payee-and-period of the asked period: places in `payees` and `periods`. By payee, then period. */
  readonly payeeOf: Int32Array;
  readonly periodOf: Int32Array;
  /** What the line counts: money in the plan's own currency, or units. */
  readonly base: Float64Array;
  /** Rounded, before pool and terms; what the year's cap leaves of it, then the cap over all lines, and then the pool. */
  readonly earned: Float64Array;
  readonly capped: Float64Array;
  readonly partnerCapped: Float64Array;
  readonly pay: Float64Array;
  /** Of the pay, what waits after each period: held back for some days, and carried forward as too small. */
  readonly waiting: { readonly heldBack: Float64Array; readonly carried: Float64Array } | null;
  /** By the kernel: the place of each row among the payees and periods of the units that were read; null by SQL. */
  readonly groups: Int32Array | null;
  /** An amount of the plan's currency in that of the side, by the place of its period; null where they are the same. */
  readonly convert: ((amount: number, period: number) => number) | null;
}

/** Payouts of the ledger, added up by payee, fiscal quarter, kind, program and product family. */
export interface PaidRows {
  /** Places in the payees of the side. */
  readonly payeeOf: Int32Array;
  readonly amount: Float64Array;
  /** What the payouts say that they were paid on; NaN where none says it. */
  readonly base: Float64Array;
  readonly quarter: readonly string[];
  /** As the ledger writes it. */
  readonly kind: readonly string[];
  readonly program: readonly (string | null)[];
  readonly family: readonly (string | null)[];
}

export interface PaySide {
  /** Ids, in order. */
  readonly payees: readonly string[];
  /** By payee, all lines together. */
  readonly pay: Float64Array;
  /** None where the side is as paid. */
  readonly lines: readonly SideLine[];
  /** Where the side is as paid. */
  readonly paid: PaidRows | null;
  readonly total: number;
}

/** Payees of two sides, in order, each with what it is paid under both. */
export interface PayPairs {
  readonly payees: readonly string[];
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export function payPairs(before: PaySide, after: PaySide): PayPairs {
  const payees =
    before.payees === after.payees ? before.payees : [...new Set([...before.payees, ...after.payees])].sort();
  const places = new Map(payees.map((id, index) => [id, index]));
  const spread = (side: PaySide) => {
    const pay = new Float64Array(payees.length);
    side.payees.forEach((id, index) => {
      pay[places.get(id)!] = side.pay[index]!;
    });
    return pay;
  };
  return { payees, before: spread(before), after: spread(after) };
}
