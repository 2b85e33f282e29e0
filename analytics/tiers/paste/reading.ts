/** What rows of a requirements table are read as. */
import type { Window } from '../../api/documents/measure.ts';
import type { PastedProgram } from '../../api/tiers.ts';
import type { DecimalMark } from '../../rules/pasted/amount.ts';

/** What holds for the whole table. */
export interface RowSetting {
  readonly levels: readonly string[];
  readonly mark: DecimalMark;
  readonly currency: string | null;
  /** Named above the table: holds where a row names none. */
  readonly window: Window | null;
  readonly titles: string;
}

/** A level as the rows together make it, still to be checked. */
export interface LevelDraft {
  readonly name: string;
  readonly requirement?: unknown;
  readonly invitation?: string;
  readonly benefits: readonly unknown[];
}

/** Rows under “at least two of the following”. */
export interface RowGroup {
  readonly text: string;
  readonly count: number;
}

/** What a row says of one level. */
export interface LevelReading {
  readonly requirement: unknown;
  readonly benefit: unknown;
  readonly invitation: string | null;
  /** The threshold, to tell which way the levels rise. */
  readonly figure: number | null;
  readonly words: string | null;
}

export interface RowReading {
  readonly criterion: string;
  readonly as: string;
  readonly levels: readonly LevelReading[];
  /** Whether a higher figure asks for more. */
  readonly rising: boolean;
  readonly group: RowGroup | null;
  readonly questions: PastedProgram['questions'];
}

export const NONE: LevelReading = { requirement: null, benefit: null, invitation: null, figure: null, words: null };
