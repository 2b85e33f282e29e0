import type { Cell, ColumnInfo } from '../../analytics/api/results.ts';
import { formatCell } from '../../analytics/present/cell.ts';
import { csvCell } from '../../analytics/present/csv.ts';

export const FORMATS = ['table', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** `written`: figures of several units that are text already; a table shows them as they are, at the right. */
export type Columns = readonly (Pick<ColumnInfo, 'key' | 'label' | 'unit'> & { readonly written?: true })[];
export type Rows = readonly Readonly<Record<string, Cell>>[];

/** Results go to stdout and nothing else does, so that a pipe gets data only. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Everything that is not a result. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function render(
  format: Format,
  columns: Columns,
  rows: Rows,
  total: Readonly<Record<string, Cell>> | null,
): string {
  switch (format) {
    case 'json':
      return jsonText(columns, rows, total);
    case 'csv':
      return csvText(columns, rows, total);
    case 'table':
      return tableText(columns, rows, total);
  }
}

function jsonText(columns: Columns, rows: Rows, total: Readonly<Record<string, Cell>> | null): string {
  const keys = columns.map(({ key }) => key);
  const pick = (row: Readonly<Record<string, Cell>>) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
  const objects: object[] = rows.map(pick);
  if (total) {
    const figures = Object.fromEntries(keys.filter((key) => key in total).map((key) => [key, total[key] ?? null]));
    objects.push({ total: true, ...figures });
  }
  return jsonArray(objects);
}

/** One object a line, so that a long list can be read and compared. */
export function jsonArray(objects: readonly object[]): string {
  return `[\n${objects.map((object) => `  ${JSON.stringify(object)}`).join(',\n')}\n]`;
}

/** An answer with its keys as the columns have theirs: `keptWhole` becomes `kept_whole`, at every depth. */
export function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, of]) => [snake(key), snakeKeys(of)] as const);
  return Object.fromEntries(entries);
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function csvText(columns: Columns, rows: Rows, total: Readonly<Record<string, Cell>> | null): string {
  const lines = [columns.map(({ key }) => csvCell(key, 'text'))];
  for (const row of rows) lines.push(columns.map(({ key, unit }) => csvCell(row[key] ?? null, unit)));
  if (total)
    lines.push(
      columns.map(({ key, unit }, index) =>
        key in total ? csvCell(total[key] ?? null, unit) : index === 0 ? 'Total' : '',
      ),
    );
  return lines.map((cells) => cells.join(',')).join('\r\n');
}

function tableText(columns: Columns, rows: Rows, total: Readonly<Record<string, Cell>> | null): string {
  const style = { locale: 'en-GB', style: 'exact' } as const;
  const body = rows.map((row) => columns.map(({ key, unit }) => formatCell(row[key] ?? null, unit, style)));
  const foot = total
    ? [
        columns.map(({ key, unit }, index) =>
          key in total ? formatCell(total[key] ?? null, unit, style) : index === 0 ? 'Total' : '',
        ),
      ]
    : [];
  const head = columns.map(({ label }) => label);
  const widths = columns.map((_, i) => Math.max(...[head, ...body, ...foot].map((cells) => cells[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isRight(columns[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(head), rule, ...body.map(line), ...(foot.length > 0 ? [rule, ...foot.map(line)] : [])].join('\n');
}

function isRight({ unit, written }: Columns[number]): boolean {
  return written === true || (unit !== 'text' && unit !== 'date' && unit !== 'flag');
}
