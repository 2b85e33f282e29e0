import type { ReactNode } from 'react';
import type { Cell, MetricInfo } from '../../analytics/api/results.ts';

/** What a column shows and how. */
export interface GridColumn {
  /** The column of the table it reads, and its identity. */
  readonly key: string;
  readonly label?: string;
  /** A tooltip for the head: the meaning of the metric. */
  readonly title?: string;
  /**
   * `figure` a number by its unit · `bar` the number with a bar (and `priorKey` behind it) · `change` a signed change
   * with judgement · `text`, `level` · `custom` whatever `render` gives.
   */
  readonly look: 'text' | 'level' | 'figure' | 'bar' | 'change' | 'bullet' | 'trend' | 'custom';
  readonly width?: number;
  /** Takes of the width that is left, a number for how much of it against others. */
  readonly grow?: boolean | number;
  readonly frozen?: boolean;
  /** The name of a pinned line (`Total, 84 partners`) stands in this column. */
  readonly labelled?: boolean;
  readonly sortable?: boolean;
  /** The metric behind a figure: it can be traced, and judged. */
  readonly metric?: MetricInfo;
  /** For `bar`: the prior's column. */
  readonly priorKey?: string;
  /** For `text`: a second, quieter column after the first. */
  readonly noteKey?: string;
  /** For `level`: the ladder, lowest first. */
  readonly ladder?: readonly string[];
  /** For `bullet`: where the target stands, and the floor. */
  readonly target?: number;
  readonly floor?: number;
  /** A click on the cell opens the row. */
  readonly opens?: boolean;
  /** For `custom` and `trend`: the cell of a row; pinned lines get null. */
  readonly render?: (row: number | null) => ReactNode;
}

export interface GridSort {
  readonly key: string;
  readonly descending: boolean;
}

/** A row of the table, or one of the pinned lines under it. */
export interface GridRow {
  readonly row: number;
  readonly line?: 'total' | 'network';
  readonly cells?: Readonly<Record<string, Cell>>;
  readonly label?: string;
}
