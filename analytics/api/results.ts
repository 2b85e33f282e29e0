/** What the methods answer. Plain data only: what is here crosses a wire. */
import type { ColumnMap, FileKind } from './documents/columnMap.ts';
import type { PackSection } from './documents/pack.ts';
import type { Policy } from './documents/policy.ts';
import type { DimensionId, Filter } from './documents/query.ts';

/** Money is exact decimal text, never a binary float; counts and ratios are numbers; dates are `YYYY-MM-DD`. */
export type Cell = string | number | boolean | null;

export type Unit = 'money' | 'count' | 'ratio' | 'days' | 'quantity' | 'index' | 'factor';

export interface MetricInfo {
  readonly id: string;
  readonly label: string;
  /** One sentence. */
  readonly meaning: string;
  /** The formula in words. */
  readonly formula: string;
  readonly unit: Unit;
  /** Whether a higher figure is better, worse, or neither. */
  readonly good: 'up' | 'down' | 'none';
  /** Which date puts a row into a period, in words. */
  readonly dateBasis: string;
  readonly kind: 'additive' | 'distinct' | 'ratio' | 'statistic';
  readonly group: MetricGroup;
  readonly numerator?: string;
  readonly denominator?: string;
  /** Dimensions it can be cut by. */
  readonly dimensions: readonly DimensionId[];
  /** Of an index: the measures it is made of. */
  readonly parts?: readonly IndexPart[];
}
export type MetricGroup =
  | 'Revenue'
  | 'Pipeline'
  | 'Partners'
  | 'Enablement'
  | 'Incentives'
  | 'Concentration'
  | 'Indices';

/** A measure of an index. */
export interface IndexPart {
  /** Id of the metric. */
  readonly metric: string;
  /** Points that it brings when its target is reached; those of an index add up to 100. */
  readonly weight: number;
  /** In the metric's unit as decimal text (`0.75` for 75 %), or the term of the policy it follows. A policy may set another. */
  readonly target: string | { readonly term: 'approvalDays' | 'paymentDays' };
  /** Which way is better; left out where the metric itself says so. */
  readonly good?: 'up' | 'down';
}

export interface DimensionInfo {
  readonly id: DimensionId;
  readonly label: string;
  readonly meaning: string;
  /** `as is` (the partner's present attribute), `end of period`, or `on the event date`. */
  readonly asOf: 'as is' | 'end of period' | 'on the event date';
}

export interface ResolvedPeriod {
  /** As people write it: `FY26-Q3`, `Q3 2026`, `all time`. */
  readonly label: string;
  /** As the period field takes it; absent for all time. */
  readonly spec?: string;
  readonly from: string;
  readonly to: string;
  /** The last day with data in an unfinished period; the comparison is cut at the same elapsed part. */
  readonly elapsedTo?: string;
}

/** What must stand beside a figure so that it can be quoted. */
export interface Basis {
  readonly period: ResolvedPeriod;
  readonly comparison: ResolvedPeriod | null;
  readonly currency: string;
  readonly rates: Policy['rates'];
  readonly filters: readonly Filter[];
  readonly policyVersion: number;
  readonly dataVersion: number;
  /** How far the rows add up to more than the total, because partners share deals; null when they do not. */
  readonly overlap: { readonly metric: string; readonly amount: string } | null;
  /** Sentences a reader must know: unfinished period, missing rates, level as loaded. */
  readonly notes: readonly string[];
}

export type ColumnRole =
  | 'dimension'
  | 'name'
  | 'metric'
  | 'prior'
  | 'change'
  | 'numerator'
  | 'denominator'
  /** Of an index: the share of its weights whose measures are known, now (`__coverage`) or in what it is compared with. */
  | 'coverage'
  | 'field';

export interface ColumnInfo {
  /** `partner`, `won_amount`, `won_amount__prior`, `won_amount__change`, `win_rate__numerator` … */
  readonly key: string;
  readonly label: string;
  readonly role: ColumnRole;
  readonly unit: Unit | 'text' | 'date' | 'flag';
  readonly metric?: string;
}

/** The first answer of a cursor. `cursor` is null when the batch holds everything. */
export interface TableReply {
  readonly cursor: string | null;
  readonly columns: readonly ColumnInfo[];
  /** One self-contained Arrow IPC stream holding the first rows. */
  readonly batch: Uint8Array;
  readonly rows: number;
}

export interface BatchReply {
  readonly cursor: string | null;
  readonly batch: Uint8Array;
  readonly rows: number;
}

export interface QueryReply extends TableReply {
  readonly basis: Basis;
  /** The same metrics with no dimension: each deal once, ratios recomputed. Keys as in `columns`. */
  readonly total: Readonly<Record<string, Cell>>;
  readonly totalRows: number;
}

export interface SourceInfo {
  readonly loadId: number;
  readonly file: string;
  readonly sha256: string;
  readonly loadedAt: string;
  readonly rows: number;
  readonly firstRow: number | null;
  readonly lastRow: number | null;
}

/** A figure's passport. */
export interface Passport {
  readonly metric: MetricInfo;
  readonly value: Cell;
  readonly prior: Cell;
  /** The formula with its parts filled in; money as exact text. */
  readonly parts: readonly {
    readonly label: string;
    readonly value: Cell;
    readonly unit: Unit;
    readonly rows: number | null;
  }[];
  /** Of an index, in place of the parts of a formula; null for every other metric. */
  readonly index: IndexAccount | null;
  readonly basis: Basis;
  readonly population: string;
  readonly sources: readonly SourceInfo[];
  /** The SQL that answered, for those who want to check it. */
  readonly sql: string;
  /** What the figure was before the newest load, when that load moved it. */
  readonly before: { readonly value: Cell; readonly load: string } | null;
}

/** How an index came about. */
export interface IndexAccount {
  readonly measures: readonly {
    readonly metric: string;
    readonly label: string;
    readonly unit: Unit;
    readonly weight: number;
    readonly good: 'up' | 'down';
    readonly actual: Cell;
    /** Decimal text, from the policy. */
    readonly target: string;
    /** 0 to 1, and weight × attainment; null for a measure that is not known. */
    readonly attainment: number | null;
    readonly points: number | null;
  }[];
  /** The share of the weights that is known, and that which was in the period compared with; null without a comparison. */
  readonly coverage: number;
  readonly coveragePrior: number | null;
}

export interface WorkspaceStatus {
  readonly path: string;
  readonly name: string;
  readonly schemaVersion: number;
  readonly dataVersion: number;
  readonly policyVersion: number;
  readonly policy: Policy;
  readonly rows: Readonly<Record<string, number>>;
  readonly lastLoad: { readonly loadId: number; readonly at: string } | null;
  /** First and last day with deals or payouts. */
  readonly history: { readonly from: string; readonly to: string } | null;
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface PeriodChoice {
  readonly spec: string;
  readonly label: string;
  /** Its last day. */
  readonly to: string;
  readonly grain: 'month' | 'quarter' | 'year' | 'range';
}

export type Confidence = 0 | 1 | 2 | 3;

export interface ColumnInspection {
  readonly header: string;
  readonly samples: readonly string[];
  /** The canonical field, or null when the column is not used. */
  readonly field: string | null;
  readonly confidence: Confidence;
  readonly why: string;
  readonly filled: number;
}

export interface InspectionQuestion {
  /**
   * Where the answer goes in the file's map: `dates`, `decimal`, `sheet`, `vanished`, `constants.FIELD` or
   * `columns.FIELD`. It is answered once the map holds one of the options there.
   */
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly detail: string }[];
}

export interface FileInspection {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly format: 'csv' | 'parquet' | 'jsonl' | 'xlsx';
  /** `UTF-8, comma`, `Windows-1252, semicolon, decimal comma`, `sheet Deals of 3`. */
  readonly reading: string;
  readonly rows: number;
  readonly as: FileKind | null;
  readonly confidence: Confidence;
  readonly why: readonly string[];
  readonly columns: readonly ColumnInspection[];
  readonly map: ColumnMap;
  readonly questions: readonly InspectionQuestion[];
  /** Sentences on what will happen to odd rows: footers dropped, blank lines, preamble skipped. */
  readonly notes: readonly string[];
  /** Set when the file cannot be loaded as it stands. */
  readonly problem: string | null;
  /** First rows as they will load, canonical field → text. */
  readonly preview: readonly Readonly<Record<string, string | null>>[];
}

export interface KindField {
  readonly field: string;
  readonly label: string;
  readonly meaning: string;
  readonly required: boolean;
  readonly type: string;
}

export interface LoadCheck {
  readonly id: string;
  readonly level: 'info' | 'look' | 'refused';
  readonly sentence: string;
  readonly rows: number;
  readonly amount: string | null;
}

export interface LoadRecord {
  readonly loadId: number;
  readonly file: string;
  readonly as: FileKind;
  readonly sha256: string;
  readonly bytes: number;
  readonly at: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly vanished: number;
  readonly refused: number;
  readonly checks: readonly LoadCheck[];
  readonly undone: boolean;
  /** Null when it can be undone now, else the sentence that says what stands in the way. */
  readonly blockedBy: string | null;
}

export interface LoadReport {
  readonly loads: readonly LoadRecord[];
  readonly dataVersion: number;
  /** What else the load settled, in sentences. */
  readonly notes: readonly string[];
}

/** Sentence parts; `strong` ones are the decisive figures. */
export type Words = readonly { readonly text: string; readonly strong?: true }[];

export interface Finding {
  readonly id: string;
  readonly kind:
    | 'Concentration'
    | 'Decline'
    | 'Pipeline'
    | 'Payouts'
    | 'Enablement'
    | 'Levels'
    | 'Renewals'
    | 'Dormant'
    | 'Segments';
  readonly words: Words;
  /** Exact decimal text in the base currency. */
  readonly amount: string;
  readonly amountKind: string;
  readonly rows: { readonly count: number; readonly noun: string };
  readonly confidence: 1 | 2 | 3;
  readonly confidenceWhy: string;
  readonly action: { readonly label: string; readonly address: string };
  readonly snoozed: { readonly until: string; readonly reason: string } | null;
}

export interface HistoryEntry {
  readonly id: number;
  readonly at: string;
  readonly label: string;
  readonly state: 'done' | 'undone';
}

export interface PackColumn {
  readonly key: string;
  readonly label: string;
  readonly unit: ColumnInfo['unit'];
}

/** One page of the pack: the same figures go to the preview, the workbook and, later, slides and PDF. */
export interface PackPage {
  readonly section: PackSection;
  readonly title: string;
  readonly basis: string;
  readonly columns: readonly PackColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: readonly Cell[] | null;
}

export interface PackPreview {
  readonly fileName: string;
  readonly pages: readonly PackPage[];
  readonly checks: readonly { readonly label: string; readonly passed: boolean; readonly detail: string }[];
}

export interface PackFile {
  readonly fileName: string;
  /** The file itself when no path was given, else null. */
  readonly bytes: Uint8Array | null;
  readonly path: string | null;
  readonly sheets: readonly string[];
  readonly checks: PackPreview['checks'];
}
