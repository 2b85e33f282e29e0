/** What a tier program is compiled to: measures to read, conditions to evaluate, and the places people can move. */
import type { Window } from '../api/documents/measure.ts';
import type { Filter } from '../api/documents/query.ts';
import type { InAny, RankTest, TierProgram } from '../api/documents/tierProgram.ts';
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
  | { readonly kind: 'days'; readonly within: Window }
  | { readonly kind: 'slice'; readonly dim: InAny['inAny'] };

/** A threshold that people can move: its place names the input. */
export interface CompiledHandle {
  /** Path of the value in the document: `levels.2.requirement.all.0.value`. */
  readonly place: string;
  /** The region group that the value is for, `else` included; null when it is for all. */
  readonly group: string | null;
}

/** One comparison of the program: a metric, score or rank against a threshold. */
export interface CompiledTest {
  /** Place of the test in the document; its thresholds are the `handles`. */
  readonly place: string;
  /** Index of its level, −1 for tests of gates and benefits. A test of a definition is listed once for each level that uses it. */
  readonly level: number;
  readonly label: string;
  /** As it stands in a sentence after a figure: `certified people`, `bookings`. */
  readonly noun: string;
  /** `place` is a place among peers, 1 the best. */
  readonly unit: Unit | 'points' | 'place';
  readonly sign: '>=' | '>' | '<=' | '<' | '=';
  /** What is compared, and the thresholds to enter and to stay. */
  readonly value: NumberExpression;
  readonly entry: NumberExpression;
  readonly exit: NumberExpression;
  /** Of a rank: how many partners have a figure and are ranked with this one. */
  readonly peers?: NumberExpression;
  /** The measure, score or rank that the value is (`score:<id>`, `rank:<n>`): tests with the same one share a distribution. */
  readonly measure: string;
  readonly handles: readonly CompiledHandle[];
  readonly met: Condition;
  readonly kept: Condition;
  /** Index in `held` of the rows that it is evaluated on; −1 for the partners themselves. */
  readonly space: number;
}

/** A requirement of the document with its readings, for verdicts line by line. */
export interface CompiledRequirement {
  readonly kind: 'all' | 'any' | 'atLeast' | 'not' | 'test';
  readonly place: string;
  readonly label: string;
  readonly entry: Condition;
  readonly keep: Condition;
  readonly of: readonly CompiledRequirement[];
  /** How many of the parts must hold. */
  readonly count: number;
  /** Index of the comparison; −1 for what is only yes or no (attested, held on a day or in a region) and for groups. */
  readonly test: number;
  /** Index in `held` of the rows that its parts are evaluated on; −1 for the partners themselves. */
  readonly space: number;
}

export interface CompiledLevel {
  readonly id: string;
  readonly label: string;
  /** Whether the requirements give the level, the best track included. */
  readonly entry: Condition;
  readonly keep: Condition;
  /** The main way up; null when everybody has the level, or only tracks lead to it. */
  readonly requirement: CompiledRequirement | null;
  /** What keeps the level, where that is another list. */
  readonly keepRequirement: CompiledRequirement | null;
  readonly tracks: readonly {
    readonly id: string;
    readonly label: string;
    /** Whether the track is for the partner. */
    readonly open: Condition;
    readonly requirement: CompiledRequirement;
  }[];
  readonly invitation: CompiledRequirement | null;
}

/** A yes or no of a partner that is no measure. */
export type FlagSource =
  | { readonly kind: 'filter'; readonly where: readonly Filter[] }
  /** In the register of attestations. */
  | { readonly kind: 'attested'; readonly attested: string }
  /** An exception waives the requirement: one of these names (lower case), at this level or at any. */
  | { readonly kind: 'waived'; readonly names: readonly string[]; readonly level: string | null }
  /** Held on one of the rows of `held[index]`. */
  | { readonly kind: 'held'; readonly index: number };

export interface CompiledFlag {
  readonly name: string;
  readonly source: FlagSource;
}

export interface CompiledRank {
  /** Column of the place, 1 for the best; partners with the same figure share the better place. */
  readonly name: string;
  /** Column of the number of partners with a figure in the same scope. */
  readonly peers: string;
  readonly scope: RankTest['scope'];
  readonly measure: PlannedMeasure;
}

/** What a score is added up from, or the best of; on the partners' own rows. */
export interface CompiledScorePart {
  readonly place: string;
  readonly label: string;
  readonly points: NumberExpression;
  /** The most that the part can bring, where it says so. */
  readonly most: NumberExpression | null;
  /** What a term measures; null for a part that is a score. */
  readonly measure: { readonly planned: PlannedMeasure; readonly value: NumberExpression } | null;
  readonly gate: CompiledRequirement | null;
  /** The score that the part is; null for a term. */
  readonly score: string | null;
}

export interface CompiledScore {
  readonly id: string;
  readonly label: string;
  readonly points: NumberExpression;
  readonly parts: readonly CompiledScorePart[];
}

/** What a level is worth a year to a partner who has it, in the program's currency; 0 where it does not apply. */
export interface CompiledBenefit {
  readonly place: string;
  readonly level: number;
  readonly id: string;
  readonly label: string;
  readonly kind: 'fixed' | 'rate';
  readonly amount: NumberExpression;
}

/** A condition on other rows than partners, and the flag it becomes. */
export interface CompiledHeld {
  readonly flag: string;
  readonly space: Exclude<RowSpace, { kind: 'partners' }>;
  /**
   * Rows that count. Of a slice those on which the partner has something at all: a region without sales is none of its
   * regions, whichever days the table was read for.
   */
  readonly present: Condition;
  /** Holds on no row that does not count. */
  readonly condition: Condition;
  /** What must be read on those rows, by key. */
  readonly measures: readonly PlannedMeasure[];
}

export interface CompiledProgram {
  readonly program: TierProgram;
  /** What must be read for the partners themselves. Columns of the conditions are named by their keys. */
  readonly measures: readonly PlannedMeasure[];
  readonly ranks: readonly CompiledRank[];
  /** Lowest first. */
  readonly levels: readonly CompiledLevel[];
  readonly tests: readonly CompiledTest[];
  readonly scores: readonly CompiledScore[];
  readonly benefits: readonly CompiledBenefit[];
  readonly held: readonly CompiledHeld[];
  readonly flags: readonly CompiledFlag[];
  /** Values of the figures that people can move, by place. */
  readonly inputs: Inputs;
}
