/** What a tier program is compiled to: measures to read, conditions to evaluate, and the places people can move. */
import type { RankTest, TierProgram } from '../api/documents/tierProgram.ts';
import type { Unit } from '../api/results.ts';
import type { PlannedMeasure } from '../metrics/measures/measureTable.ts';
import type { Condition, Inputs, NumberExpression } from '../rules/expression.ts';

/**
 * Rows that conditions are evaluated on. `partners`: one row a partner. `days`: a partner on each day of a window. `slice`:
 * a partner's rows of one value of a dimension. What is evaluated on days and slices becomes a flag of the partner: held on
 * any of its rows.
 */
export type RowSpace =
  | { readonly kind: 'partners' }
  | { readonly kind: 'days'; readonly within: { readonly from: string; readonly to: string } | string }
  | { readonly kind: 'slice'; readonly dim: string };

/** One comparison of the program: a metric, score or rank against a threshold. */
export interface CompiledTest {
  /** Place of the test in the document; its threshold is at `${place}.value` or `${place}.valueByRegion.<group>`. */
  readonly place: string;
  /** Index of its level, −1 for tests of definitions, gates and benefits. */
  readonly level: number;
  readonly label: string;
  readonly unit: Unit | 'points';
  readonly sign: string;
  /** What is compared, and the thresholds to enter and to stay. */
  readonly value: NumberExpression;
  readonly entry: NumberExpression;
  readonly exit: NumberExpression;
  /** The measure, score or rank that the value is: tests with the same one share a distribution. */
  readonly measure: string;
  readonly met: Condition;
  readonly kept: Condition;
}

export interface CompiledLevel {
  readonly id: string;
  readonly label: string;
  /** Whether the requirements give the level, the best track included. */
  readonly entry: Condition;
  readonly keep: Condition;
}

export interface CompiledProgram {
  readonly program: TierProgram;
  readonly measures: readonly PlannedMeasure[];
  readonly ranks: readonly { readonly name: string; readonly test: RankTest; readonly measure: PlannedMeasure }[];
  /** Lowest first. */
  readonly levels: readonly CompiledLevel[];
  readonly tests: readonly CompiledTest[];
  readonly scores: readonly { readonly id: string; readonly label: string; readonly points: NumberExpression }[];
  /** Conditions on other rows than partners, and the flag each becomes. */
  readonly held: readonly { readonly flag: string; readonly space: RowSpace; readonly condition: Condition }[];
  /** Values of the thresholds by place. */
  readonly inputs: Inputs;
}
