/** The few columns of rows that fit a drawer: which row, of whom, when, how much. */
import type { Column, Table } from '../../../analytics/present/table.ts';

/** Columns that say nothing here go first: empty ones, ids with a name beside them, and those alike in every row. */
export function briefColumns(table: Table): Column[] {
  const telling = table.columns.filter(({ info, cell }, place) => {
    if (table.column(`${info.key}_name`)) return false;
    if (place === 0 || isFigure(info.unit)) return true;
    const first = cell(0);
    for (let row = 0; row < table.rows; row += 1) if (cell(row) !== first) return true;
    return table.rows === 1 && first !== null;
  });
  const [id, ...others] = telling;
  const names = others.filter(({ info }) => info.unit === 'text');
  const dates = others.filter(({ info }) => info.unit === 'date');
  const named = names.find(({ info }) => info.key.endsWith('_name') && info.key !== 'deal_name') ?? names[0];
  // What a reader knows a deal by is its customer.
  const who = names.find(({ info }) => info.key === 'customer') ?? named;
  const when = dates.find(({ info }) => WHEN.has(info.key)) ?? dates.at(-1);
  return [id, who, when, ...others.filter(({ info }) => isFigure(info.unit) && !SOURCE.has(info.key))].filter(
    (column) => column !== undefined,
  );
}

/** The dates that rows are read by. */
const WHEN: ReadonlySet<string> = new Set(['closed_on', 'earned_on']);
const SOURCE: ReadonlySet<string> = new Set(['load_id', 'source_row']);

export const isFigure = (unit: string): boolean => unit !== 'text' && unit !== 'date' && unit !== 'flag';
