/** The cells of a table as it lies on the clipboard. */

/**
 * Spreadsheets part cells by tabs and quote a cell that holds a tab, a line break or a quote; mails and wikis part them
 * by bars, files by semicolons or commas, printed pages by wide gaps. Line breaks inside a cell become spaces, empty rows
 * and columns go.
 */
export function readGrid(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n');
  const separator = separatorOf(lines);
  const rows = records(separator === GAP ? parted(lines) : lines, separator === GAP ? '\t' : separator).map((row) =>
    row.map(plain),
  );
  const filled = (separator === '|' ? rows.map(withoutFrame).filter((row) => !isRule(row)) : rows).filter((row) =>
    row.some((cell) => cell !== ''),
  );
  const width = Math.max(0, ...filled.map((row) => row.length));
  const used = [...Array(width).keys()].filter((column) => filled.some((row) => (row[column] ?? '') !== ''));
  return filled.map((row) => used.map((column) => row[column] ?? ''));
}

export function transposed(grid: readonly (readonly string[])[]): string[][] {
  return (grid[0] ?? []).map((_, column) => grid.map((row) => row[column] ?? ''));
}

/** Whether a text has several lines whose cells something parts; else its lines are sentences. */
export function hasCells(text: string): boolean {
  const lines = text.replace(/\r\n?/g, '\n');
  const separator = separatorOf(lines);
  return separator !== ';' || filledLines(lines).filter((line) => line.includes(';')).length > 1;
}

/** Two or more spaces that no end of a sentence stands before. */
const WIDE_GAP = /(?<![.!?\s])[^\S\n]{2,}(?=\S)/;
const GAP = '  ';

function separatorOf(text: string): string {
  const known = ['\t', '|'].find((separator) => text.includes(separator));
  if (known) return known;
  if (filledLines(text).filter((line) => WIDE_GAP.test(line.trim())).length > 1) return GAP;
  return !text.includes(';') && isCommaTable(text) ? ',' : ';';
}

function filledLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Gaps as tabs; what all lines are indented by parts nothing, and a line indented further lacks its first cell. */
function parted(text: string): string {
  const lines = filledLines(text);
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines
    .map((line) =>
      line
        .slice(indent)
        .trimEnd()
        .replace(/^[^\S\n]{2,}/, '\t')
        .replace(new RegExp(WIDE_GAP, 'g'), '\t'),
    )
    .join('\n');
}

/** As many commas in each of several lines, none of them between two digits, where it may be a decimal mark. */
function isCommaTable(text: string): boolean {
  const lines = filledLines(text);
  const counts = new Set(lines.map((line) => line.split(',').length - 1));
  return lines.length > 1 && counts.size === 1 && !counts.has(0) && !/\d,\d/.test(text);
}

/** A quote opens a quoted cell only at the cell's start: elsewhere it is a character like others. */
function records(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === separator || character === '\n') {
      row.push(cell);
      cell = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += character;
  }
  rows.push([...row, cell]);
  return rows;
}

function plain(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

/** `| a | b |` has an empty cell before the first bar and after the last. */
function withoutFrame(row: readonly string[]): string[] {
  const first = row[0] === '' ? 1 : 0;
  return row.slice(first, row.at(-1) === '' ? -1 : undefined);
}

function isRule(row: readonly string[]): boolean {
  return row.every((cell) => /^:?-+:?$/.test(cell) || cell === '') && row.some((cell) => cell.includes('--'));
}
