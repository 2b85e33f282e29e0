/**
 * A line of a plan, compiled: what its rows are added up to, and the expressions over these sums. In the order of computing:
 *
 * 1. Rows that count, each with its base; what earlier lines paid on the row comes off first (`less`). A return is judged as
 *    its sale was. Rows that were not claimed in time are out (`claim`).
 * 2. The base is added up by payee, period and scope (the **unit**), and held to `capBase`. What a unit earned is then
 *    taken in proportion from all its rows. Where the scope is a group, what it reached is asked of the whole group's base,
 *    and each payee has its part of the amount.
 * 3. Nothing under the `floor`, which is asked of the whole base.
 * 4. The rate, the bands or the sum. Multipliers raise the part that the rate pays, row by row: of a sum that rests on the
 *    whole base, in proportion to the rows' bases.
 * 5. Surcharges, which no multiplier raises. `capRate` limits rate and surcharges together, before multipliers.
 * 6. The accelerator.
 * 7. `capDeal`, where the unit is a deal or a line.
 * 8. The units of a payee and period are added up; `capPartner`; rounding, once, unless each row is rounded by itself.
 *
 * With `trueUp` a period is rated once for each later period in which its returns came; each pays the difference.
 *
 * What follows (pool, minimum payment, hold-back, expiry) is settlement.
 */
import type { PlanLine } from '../api/documents/incentivePlan.ts';
import type { Inputs, NumberExpression, Scale } from '../rules/expression.ts';

/** Amounts of money and of units, as they come from the store. */
export const BASE_SCALE: Scale = 4;
/** What is earned, before it is rounded: exact for bases in cents at rates of up to six digits. */
export const PAY_SCALE: Scale = 8;

/** What a sum counts of a unit's rows. */
export interface SumColumn {
  readonly name: string;
  /** Rows whose key (level, region group) is the one at this place. */
  readonly key?: number;
  /** Rows to which exactly these multipliers apply: bit i for the i-th. */
  readonly mask?: number;
  /** Rows to which this surcharge applies. */
  readonly surcharge?: number;
  /** Rows that were not claimed in time too. */
  readonly unclaimed?: true;
  /** The number of rows, and not their base. */
  readonly count?: true;
}

/** Steps of a unit's amount, each after the limits before it. The last one is what it earned. */
export const UNIT_STEPS = ['plain', 'claim', 'capBase', 'floor', 'capRate', 'capDeal'] as const;
export type UnitStep = (typeof UNIT_STEPS)[number];

export interface CompiledLine {
  readonly line: PlanLine;
  /** Its place in the plan. */
  readonly index: number;
  /** What rates depend on, row by row; null where all rows have one rate. */
  readonly keys: { readonly by: 'level' | 'region'; readonly names: readonly string[] } | null;
  /** What is rated by itself before a payee's amounts are added up. */
  readonly unit: 'payee' | 'deal' | 'line';
  readonly sums: readonly SumColumn[];
  /** Columns that a unit has beside its sums. */
  readonly needs: {
    readonly baseline: boolean;
    readonly part: boolean;
    readonly measure: boolean;
    readonly accelerator: boolean;
    /** The base of the group that a payee belongs to. */
    readonly scope: boolean;
  };
  /** Whether a period is rated again when returns of its sales come: its units have the column `known_by`. */
  readonly versioned: boolean;
  /** Over the columns of a unit; only steps that the line has, `plain` always. */
  readonly unitSteps: readonly { readonly step: UnitStep; readonly rule: NumberExpression }[];
  /** Over `pay`, the sum of a payee's units at PAY_SCALE: after the cap, and rounded. */
  readonly capped: NumberExpression;
  readonly earned: NumberExpression;
  /** Over a unit's columns: the rate that its rows share, before multipliers; zero where rows have keys. */
  readonly rowRate: NumberExpression;
  /**
   * What a row would earn without limits, over `base`, `rate` and the flags `key_0` …, `multiplier_0` …, `surcharge_0` …: by
   * this the payee's amount is divided among its rows.
   */
  readonly rowPay: NumberExpression;
  /** Thresholds, rates and limits by their place in the plan: moving one compiles nothing. */
  readonly inputs: Inputs;
}
