/** The pages of a pack as sheets of paper: long tables go on over several. */
import type { PackSection } from '../../../analytics/api/documents/pack.ts';
import type { PackColumn, PackPage } from '../../../analytics/api/results.ts';

export interface Sheet {
  readonly page: PackPage;
  /** Which page of the pack this belongs to. */
  readonly index: number;
  /** Rows of the page on this sheet: from, and one past the last. */
  readonly from: number;
  readonly to: number;
  /** Last sheet of its page: the total stands here. */
  readonly last: boolean;
}

/** What fits under a title on a sheet of either paper at the size it is printed. */
export const ROWS_PER_SHEET = 18;
/** A table of many columns is printed smaller to fit the width, so more of its rows fit too. */
const WIDE_COLUMNS = 13;
const ROWS_WHEN_WIDE = 24;
/** Text wraps, so fewer rows of prose fit. */
const PROSE_ROWS = 9;

export function sheetsOf(pages: readonly PackPage[]): Sheet[] {
  return pages.flatMap((page, index) => {
    const fits = rowsThatFit(page);
    const count = Math.max(1, Math.ceil(page.rows.length / fits));
    return Array.from(
      { length: count },
      (_, sheet): Sheet => ({
        page,
        index,
        from: sheet * fits,
        to: Math.min(page.rows.length, (sheet + 1) * fits),
        last: sheet === count - 1,
      }),
    );
  });
}

function rowsThatFit({ section, columns }: PackPage): number {
  if (section === 'definitions') return PROSE_ROWS;
  // In two columns.
  if (section === 'summary') return ROWS_PER_SHEET * 2;
  return readColumns(columns).shown.length > WIDE_COLUMNS ? ROWS_WHEN_WIDE : ROWS_PER_SHEET;
}

/** `4`, or `4–24` for a section that goes over several sheets; empty when it has none. */
export function sheetNumbers(sheets: readonly Sheet[], section: PackSection): string {
  const first = sheets.findIndex((sheet) => sheet.page.section === section);
  const last = sheets.findLastIndex((sheet) => sheet.page.section === section);
  if (first < 0) return '';
  return first === last ? String(first + 1) : `${first + 1}–${last + 1}`;
}

export interface Shown {
  readonly place: number;
  readonly column: PackColumn;
}

/** Columns that are read; the parts behind them are folded in the workbook, and so here. */
export function readColumns(columns: readonly PackColumn[]): { shown: Shown[]; folded: number } {
  const lead = columns.find(({ unit }) => unit !== 'text')?.key;
  const shown = columns
    .map((column, place) => ({ place, column }))
    .filter(({ column: { key } }, place) => {
      if (/__(numerator|denominator)$/.test(key)) return false;
      if (key.endsWith('__prior')) return key === `${lead}__prior`;
      // The id behind a name.
      return !(place > 0 && columns.some((other) => other.key === `${key}_name`));
    });
  return { shown, folded: columns.length - shown.length };
}
