import type { QuerySpecInput } from '../api/documents/query.ts';
import type {
  Basis,
  Cell,
  ColumnInfo,
  DimensionInfo,
  LoadRecord,
  MetricInfo,
  WorkspaceStatus,
} from '../api/results.ts';

/** A query's answer in full: what the screen reads in batches, the pack reads at once. */
export interface SourceTable {
  readonly columns: readonly ColumnInfo[];
  /** One array a row, in the order of `columns`; money as exact decimal text. */
  readonly rows: readonly (readonly Cell[])[];
  /** The same metrics over the whole population, keyed like `columns`. */
  readonly total: Readonly<Record<string, Cell>>;
  readonly basis: Basis;
}

/** What a reader must know about the data behind the figures. */
export interface SourceQuality {
  /** Loads that are still in force and those undone, newest first. */
  readonly loads: readonly LoadRecord[];
  /** Rows now in the network, by canonical table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Won deals of the pack's scope whose partner is not known; null when there are none. */
  readonly unassigned: { readonly deals: number; readonly amount: string } | null;
  /** Currencies with amounts in the pack's scope and no exchange rate: their rows are in no figure. */
  readonly missingRates: readonly { readonly currency: string; readonly rows: number; readonly amount: string }[];
}

/**
 * Where a pack takes its figures from. A pack never computes a metric: it asks for the same specs as the screen, so
 * that screen and file cannot differ.
 */
export interface PackSource {
  readonly status: Pick<WorkspaceStatus, 'name' | 'dataVersion' | 'policyVersion' | 'policy' | 'lastLoad' | 'history'>;
  /** Whether a segmentation is in force, so that there are segments to cut by. */
  readonly segmented?: boolean;
  metrics(): readonly MetricInfo[];
  dimensions(): readonly DimensionInfo[];
  /** Throws a QuarterdeckError for an unknown metric, dimension or period. */
  query(spec: QuerySpecInput, options?: { readonly signal?: AbortSignal | undefined }): Promise<SourceTable>;
  quality(
    scope: Pick<QuerySpecInput, 'period' | 'where'>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<SourceQuality>;
}
