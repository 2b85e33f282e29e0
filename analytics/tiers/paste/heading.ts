/** Rows without cells: headings, and “two of the following”. */
import { NONE, type RowGroup, type RowReading } from './reading.ts';
import type { TableRow } from './table.ts';

const COUNTS: Readonly<Record<string, number>> = { one: 1, any: 1, two: 2, three: 3, four: 4, five: 5 };

/** @param group the one that the row would belong to */
export function heading(name: string, row: TableRow, group: RowGroup | null): RowReading {
  const found =
    /\b(one|any|two|three|four|five|\d)\b(?: or more)? of (?:the following|these|those below|the below)/i.exec(name);
  const all = /\ball of (?:the following|these)/i.test(name);
  const count = found ? (COUNTS[found[1]!.toLowerCase()] ?? Number(found[1])) : null;
  // A heading that says nothing of “how many” ends a group.
  const next = count === null ? null : { text: name.slice(0, 120), count };
  const as = next ? `a heading: ${count} of the rows under it` : all ? 'a heading: all rows under it' : 'a heading';
  const levels = row.cells.map(() => NONE);
  return {
    criterion: name,
    as,
    levels,
    rising: true,
    group: next ?? (all ? null : closes(name, group)),
    questions: [],
  };
}

/** A heading with words of its own begins another part of the table; an empty line does not end a group. */
function closes(name: string, group: RowGroup | null): RowGroup | null {
  return /^Row \d+$/.test(name) ? group : null;
}
