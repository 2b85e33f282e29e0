/** The cells of a table as it lies on the clipboard. */

/**
 * Spreadsheets part cells by tabs and quote a cell that holds a tab, a line break or a quote; mails and wikis part them
 * by bars, files by semicolons or commas. Line breaks inside a cell become spaces, empty rows and columns go.
 */
export function readGrid(text: string): string[][] {
  const separator = separatorOf(text);
  const rows = records(text.replace(/\r\n?/g, '\n'), separator).map((row) => row.map(plain));
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

function separatorOf(text: string): string {
  const known = ['\t', '|', ';'].find((separator) => text.includes(separator));
  return known ?? (isCommaTable(text) ? ',' : ';');
}

/** As many commas in each of several lines, none of them between two digits, where it may be a decimal mark. */
function isCommaTable(text: string): boolean {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
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
