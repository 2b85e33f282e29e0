/** Columns of rows in the order they are read: which, whose, how much, when, and the rest. */
import type { ColumnInfo } from '../../../analytics/api/results.ts';
import type { GridColumn } from '../../grid/columns.ts';

/** `write` gives a figure in full: rows are read to the cent. */
export function rowColumns(
  infos: readonly ColumnInfo[],
  write: (key: string, row: number, unit: ColumnInfo['unit']) => string,
): GridColumn[] {
  const keys = new Set(infos.map(({ key }) => key));
  return infos
    .filter(({ key }) => !keys.has(`${key}_name`))
    .map((info, place) => ({ info, place }))
    .sort((a, b) => rankOf(a.info, a.place) - rankOf(b.info, b.place) || a.place - b.place)
    .map(({ info: { key, label, unit }, place }): GridColumn => {
      const name = isName(key);
      return {
        key,
        label,
        ...(isText(unit)
          ? { look: 'text' as const }
          : { look: 'custom' as const, render: (row: number | null) => (row === null ? null : write(key, row, unit)) }),
        width: name ? 140 : unit === 'text' ? 84 : 90,
        grow: name,
        ...(place === 0 || key === 'partner_name' ? { opens: true } : {}),
      };
    });
}

function rankOf({ key, unit }: ColumnInfo, place: number): number {
  if (place === 0) return 0;
  // Where the row came from matters last.
  if (SOURCE.has(key)) return 5;
  if (isName(key)) return 1;
  if (!isText(unit)) return 2;
  return unit === 'date' ? 3 : 4;
}

const SOURCE: ReadonlySet<string> = new Set(['load_id', 'source_row']);
const isName = (key: string): boolean => key === 'customer' || key.endsWith('_name');
const isText = (unit: ColumnInfo['unit']): boolean => unit === 'text' || unit === 'date' || unit === 'flag';
