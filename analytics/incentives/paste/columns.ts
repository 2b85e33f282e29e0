/** Columns of a rate card that pay something, each with the name that it is for. */
import type { RateCard } from './card.ts';
import type { Question } from './question.ts';
import { nameIn } from './setting.ts';

export interface Column {
  readonly name: string;
  readonly head: string;
  readonly at: number;
}

/** `Q1`, `Q3 2026`, `FY26-Q2`, `H1`, `2027`. */
const TIME = /^(?:fy\s?\d{2,4}[\s-]*)?(?:q[1-4]|h[12])(?:[\s/'’-]*(?:fy\s?)?\d{2,4})?$|^(?:fy\s?\d{2,4}|20\d\d)$/i;

/**
 * A plan pays one rate on all the days that it is in force: of columns by quarter the first one is read, and those that differ
 * from it are asked about. A column of names beside bands labels them.
 */
export function columnsOf(card: RateCard, questions: Question[]): Column[] {
  const used = card.columns
    .map((head, at): Column => ({ name: nameIn(head), head, at }))
    .filter(({ at }) => card.rows.some((row) => row.cells[at] !== ''));
  const paying = used.filter((column) => !isLabel(card, column, questions));
  const [first, ...later] = paying.filter(({ head }) => TIME.test(head.trim()));
  if (!first) return paying;
  for (const column of later) {
    if (card.rows.every((row) => row.cells[column.at] === row.cells[first.at])) continue;
    const text = card.rows.map((row) => row.cells[column.at] ?? '').join('; ');
    const why = `its rates differ from “${first.head}”, and a plan has the same rates on all its days: only “${first.head}” was read. Paste the others as plans of their own, in force from their first day`;
    questions.push({ cell: column.head, text, why });
  }
  return paying.flatMap((column) => {
    if (later.includes(column)) return [];
    return column === first ? [{ ...column, name: '', head: '' }] : [column];
  });
}

function isLabel({ rows, columns }: RateCard, { at, head }: Column, questions: Question[]): boolean {
  const banded = rows.length > 0 && rows.every(({ range }) => range !== null);
  if (!banded || columns.length < 2 || rows.some((row) => /\d/.test(row.cells[at] ?? ''))) return false;
  const text = rows.map((row) => row.cells[at] ?? '').join('; ');
  const why =
    'these names stand beside bands: they were taken for names of the bands and left out. If a tier program gives these levels, leave the column of thresholds out and paste again';
  questions.push({ cell: head || 'Names', text, why });
  return true;
}
