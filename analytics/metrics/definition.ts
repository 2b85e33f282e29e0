/**
 * What a metric is: data. Pieces say which rows of which fact are counted or added; the metric is a piece, a ratio of
 * two expressions over pieces, or one expression. Screens, packs and the terminal read the same definition, and the
 * compiler turns the pieces of several metrics into few scans.
 */
import type { DimensionId } from '../api/documents/query.ts';
import type { MetricGroup, Unit } from '../api/results.ts';
import type { FactId, Need } from '../network/facts.ts';
import type { Evidence } from '../network/profile.ts';
import type { MeasuredPart } from './indices/readIndex.ts';

/**
 * `sum` and `count` can be added up from parts; the others need all rows together. `survival` is the day by which
 * half have had the event, those still waiting counted as waiting (Kaplan–Meier).
 */
export type Aggregate = 'count' | 'sum' | 'distinct' | 'median' | 'p90' | 'max' | 'min' | 'survival';

/** SQL over the fact's columns under `f.`; `:from`, `:to`, `:asOf` and `:before` are days of the window. */
export type RowSql = string;

export interface Piece {
  readonly label: string;
  readonly unit: Unit;
  readonly fact: FactId;
  /** The date that puts a row into the period; none for what is a state on the window's last day. */
  readonly date?: string;
  readonly where?: RowSql;
  readonly aggregate?: Aggregate;
  readonly value?: RowSql;
  /** For `survival`: whether the event has happened. */
  readonly event?: RowSql;
  /** First added up per partner or customer, then looked at together. Takes the place of `aggregate`. */
  readonly per?: PerEach;
  readonly needs?: readonly Need[];
  /** Without any such data the piece is unknown rather than zero. */
  readonly requires?: readonly Evidence[];
  /** What no row means. Sums and counts are 0 unless a missing value must not read as nothing. */
  readonly empty?: 0 | null;
  /** The same days a year earlier than the window. */
  readonly window?: 'year-ago';
  /** Known only as it is now, so it has no comparison. */
  readonly nowOnly?: true;
}

export interface PerEach {
  readonly key: 'partner' | 'customer';
  readonly inner: Readonly<
    Record<string, { readonly aggregate: 'count' | 'sum'; readonly value?: RowSql; readonly where?: RowSql }>
  >;
  /** Which of them are looked at, over `i.`. */
  readonly having?: string;
  /** An inner value to rank by: gives `i.up`, `i.down` (places from 1), `i.n`, `i.total`, `i.above` (sum of larger ones). */
  readonly rankBy?: string;
  /** Over `i.<inner>` and the ranks. */
  readonly outer: string;
  /** Which of them the figure is made of, over the same; all when left out. */
  readonly counted?: string;
  /** What each of them brings to the figure, over the same. */
  readonly share: string;
}

/** An expression over pieces in braces: `{plan} - {won}`. */
export type PieceSql = string;

export interface MetricDefinition {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  readonly formula: string;
  readonly unit: Unit;
  readonly good: 'up' | 'down' | 'none';
  readonly dateBasis: string;
  readonly kind: 'additive' | 'distinct' | 'ratio' | 'statistic';
  readonly pieces: Readonly<Record<string, Piece>>;
  /** Of a ratio; left out when the pieces are called so. */
  readonly numerator?: PieceSql;
  readonly denominator?: PieceSql;
  /** Of what is neither one piece nor a ratio. */
  readonly expression?: PieceSql;
  /** Dimensions that would give a figure without meaning. */
  readonly except?: readonly DimensionId[];
}

/** A definition that was found to hold together. */
export interface Metric extends MetricDefinition {
  readonly group: MetricGroup;
  readonly dimensions: readonly DimensionId[];
  /** Of an index: what it is made of. Its pieces are theirs. */
  readonly parts?: readonly MeasuredPart[];
}

export type MetricGroupDefinition = { readonly group: MetricGroup; readonly metrics: readonly MetricDefinition[] };
