/** The grid of a rate card: bands or names in rows, and what they pay in columns. */
import { amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';
import { isLimit } from './limit.ts';
import { type Range, readRange } from './range.ts';

export interface CardRow {
  /** The whole row as it was written. */
  readonly text: string;
  readonly name: string;
  readonly range: Range | null;
  /** A heading between the rows: `Cloud`. */
  readonly section: string;
  /** One cell a column. */
  readonly cells: readonly string[];
}

export interface RateCard {
  /** Lines above the table, and heads of columns that name no rate. */
  readonly titles: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly CardRow[];
  /** Lines that limit what all the rows pay: `Cap per partner | 55,000`. */
  readonly limits: readonly string[];
  /** Lines beside the table that name no part of it: `Claim within 60 days`. */
  readonly rest: readonly string[];
  readonly unread: readonly Unread[];
}

/** A line that holds figures of which nothing was made. */
export interface Unread {
  readonly text: string;
  readonly why: string;
}

const LOWER = /^(?:threshold|schwelle|entry|from|min(?:imum|\.)?|lower|≥|>=|ab|von)\b|^(?:≥|>=)/i;
const UPPER = /^(?:to|max(?:imum|\.)?|upper|up to|below|until|bis|unter)\b|^(?:≤|<)/i;
/** Heads of columns that count the rows, as far as only 1, 2, 3 … stands under them. */
const NUMBERS = /^(?:#|no\.?|nr\.?|tiers?|levels?|bands?|steps?|stages?|stufen?|lines?)$/i;
/** Above the table words set the scene; these are terms of their own. */
const TERMS = /\bclaim|\bwithin\b|\bonly\b|\bexcept|\bexclud|\bminimum\b/i;
const BESIDE = /^(?:notes?|comments?|remarks?|sources?|description|bemerkung(?:en)?)$/i;

/** Heads of columns whose cells say how much has to be sold. */
const SALES = /revenue|sales|bookings|purchases|volume|spend|turnover|umsatz|absatz/i;
/** What is left above the bands before it. */
const ABOVE_ALL = /^(?:above|over|more|beyond|thereafter|darüber|mehr)$/i;

/** A longer line is prose. */
const MOST_LETTERS = 200;

/** Null for what has no row that pays anything. */
export function readCard(grid: readonly (readonly string[])[], mark: DecimalMark): RateCard | null {
  const limits = grid.map((row) => filled(row).join(' ')).filter((line) => isLimit(line, mark));
  const kept = withoutNumbers(grid.filter((row) => !limits.includes(filled(row).join(' '))));
  const wide = expanded(kept.map((row) => (filled(row).length === 1 ? partedLine(filled(row)[0]!, mark) : row)));
  const first = wide.findIndex((row) => filled(row).length > 1);
  if (first < 0) return null;
  const heads = isHead(wide[first]!, mark) ? wide[first]! : [];
  const titles = wide.slice(0, first).flatMap(filled);
  const body = wide.slice(heads.length > 0 ? first + 1 : first);
  const lower = heads.findIndex((head) => LOWER.test(head));
  const upper = heads.findIndex((head) => UPPER.test(head));
  const key = lower >= 0 || upper >= 0 ? Math.max(lower, 0) : Math.max(boundsColumn(heads, body, mark), 0);
  const width = Math.max(...wide.map((row) => row.length));
  const columns = [...Array(width).keys()].filter(
    (column) => column !== key && column !== upper && !BESIDE.test(heads[column] ?? ''),
  );
  // Without heads, the line right above the rows is the first of those that part them.
  const underWords = heads.length === 0 && body.some((row) => filled(row).length === 1);
  let section = (underWords ? titles.pop() : undefined) ?? '';
  const rest = titles.filter((title) => TERMS.test(title));
  /** A heading that no row has followed yet. */
  let waiting: string | null = null;
  let last: Range | null = null;
  const rows = body.flatMap((row): CardRow[] => {
    const [only, ...others] = filled(row);
    if (others.length === 0 && only !== undefined) {
      if (waiting !== null) rest.push(waiting);
      waiting = only;
      return [];
    }
    section = waiting ?? section;
    waiting = null;
    const name = row[key] ?? '';
    const to = upper < 0 || upper === key ? '' : (row[upper] ?? '');
    const told = lower < 0 && upper < 0 ? readRange(name, mark) : boundsOf(name, to, mark);
    const range = told ?? (ABOVE_ALL.test(name) ? openAbove(last) : null);
    last = range;
    return [{ text: filled(row).join(' | '), name, range, section, cells: columns.map((column) => row[column] ?? '') }];
  });
  if (rows.length === 0) return null;
  if (waiting !== null) rest.push(waiting);
  return {
    titles: [...titles, heads[key] ?? ''].filter((text) => text !== ''),
    columns: columns.map((at) => heads[at] ?? ''),
    rows,
    limits,
    rest,
    unread: [],
  };
}

/** Without the column that only counts the rows. */
function withoutNumbers(grid: readonly (readonly string[])[]): string[][] {
  const counts = (column: number): boolean => {
    const all = grid.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    const cells = all.slice(all.findIndex((cell) => NUMBERS.test(cell)) + 1);
    return cells.length > 1 && cells.length < all.length && cells.every((cell, at) => cell === String(at + 1));
  };
  const numbers = new Set([...(grid[0] ?? []).keys()].filter(counts));
  return grid.map((row) => row.filter((_, column) => !numbers.has(column) || filled(row).length === 1));
}

function filled(row: readonly string[]): string[] {
  return row.filter((cell) => cell !== '');
}

/** Names of columns that hold a figure: `Tier 1`, `Q3`, `FY26`, `Year 2`. */
const NUMBERED_HEAD = /\b(?:tier|level|stufe|year|jahr)\s*\d|^(?:q|h|fy\s?)\d|\b(?:q[1-4]|h[12])\b|^20\d\d$/i;

/** A row without figures, or with figures only where it names columns. */
function isHead(row: readonly string[], mark: DecimalMark): boolean {
  return row.slice(1).every((cell) => amountsIn(cell, mark).length === 0 || NUMBERED_HEAD.test(cell));
}

/** The column of a table with heads in which every cell is a band of what was sold; −1 for none. */
function boundsColumn(heads: readonly string[], body: readonly (readonly string[])[], mark: DecimalMark): number {
  const rows = body.filter((row) => filled(row).length > 1);
  return heads.findIndex(
    (head, at) => SALES.test(head) && rows.every((row) => readRange(row[at] ?? '', mark)?.percent === false),
  );
}

function openAbove(last: Range | null): Range | null {
  return last?.to ? { ...last, from: last.to, to: null, above: true, closed: false } : null;
}

function boundsOf(lower: string, upper: string, mark: DecimalMark): Range | null {
  const [from, to] = [readRange(lower, mark), readRange(upper, mark)];
  if (!from && !to) return null;
  return {
    from: from?.from ?? '0',
    to: to ? (to.to ?? to.from) : null,
    percent: (from ?? to)!.percent,
    above: from?.above ?? false,
    doubtful: (from?.doubtful ?? false) || (to?.doubtful ?? false),
    closed: false,
    units: (from?.units ?? false) || (to?.units ?? false),
  };
}

/** `≥ 2 M: 3 %`, `0–100k 2 %`, `3 % / 5 % at 2 M / 4 M` and `Cloud = $200 per unit` as two cells, the rates second. */
function partedLine(line: string, mark: DecimalMark): string[] {
  if (line.length > MOST_LETTERS) return [line];
  const spaced = /^([^%]*\d[^%\s]*)\s+(\d+(?:[.,]\d+)?\s?%)$/.exec(line);
  if (spaced && readRange(spaced[1]!, mark) !== null) return [spaced[1]!, spaced[2]!];
  const at = /^(.*?%.*?)\s+(?:at|from|above|over|for|ab|über)\s+(.*\d.*)$/i.exec(line);
  if (at) return [at[2]!, at[1]!];
  const [left, right, ...more] = line.split(/\s*(?::|→|=>|=(?!\s*\d*\s*=))\s*/);
  return left && right && more.length === 0 && /\d/.test(right) ? [left, right] : [line];
}

/** Cells with the same number of parts, `2 M / 4 M / 6 M` beside `3 % / 5 % / 7 %`, are as many rows; in a column, columns. */
function expanded(grid: readonly (readonly string[])[]): string[][] {
  const rows = grid.flatMap((row) => {
    const parts = row.map(slashed);
    const counts = new Set(parts.filter((list) => list.length > 1).map((list) => list.length));
    const several = parts.filter((list) => list.length > 1).length > 1 && counts.size === 1;
    const named = parts.some((list) => list.length > 1 && list.every((part) => !/\d/.test(part)));
    if (!several || named) return [[...row]];
    const count = [...counts][0]!;
    return [...Array(count).keys()].map((at) => parts.map((list) => (list.length > 1 ? list[at]! : (list[0] ?? ''))));
  });
  const width = Math.max(0, ...rows.map((row) => row.length));
  const split = [...Array(width).keys()].map((column) => {
    const counts = rows
      .map((row) => slashed(row[column] ?? '').length)
      .filter((_, at) => (rows[at]![column] ?? '') !== '');
    const [count] = counts;
    return count !== undefined && count > 1 && rows.length > 1 && counts.every((other) => other === count) ? count : 1;
  });
  return rows.map((row) =>
    split.flatMap((count, column) => {
      const cell = row[column] ?? '';
      if (count === 1) return [cell];
      const parts = slashed(cell);
      return [...Array(count).keys()].map((at) => parts[at] ?? '');
    }),
  );
}

/** `$200/unit` is one: what is parted stands between spaces, or has a figure in every part. */
function slashed(cell: string): string[] {
  const spaced = cell.split(/\s+\/\s+/);
  if (spaced.length > 1) return spaced.map((part) => part.trim());
  const close = cell.split('/');
  return close.length > 1 && close.every((part) => /\d/.test(part)) ? close.map((part) => part.trim()) : [cell];
}
