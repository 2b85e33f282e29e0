/** Columns of rows in the order they are read: which, whose, how much, when, and the rest. */
import type { ColumnInfo } from '../../../analytics/api/results.ts';
import type { GridColumn } from '../../grid/columns.ts';

export function rowColumns(infos: readonly ColumnInfo[]): GridColumn[] {
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
        look: isText(unit) ? 'text' : 'figure',
        width: name ? 140 : unit === 'text' ? 88 : 92,
        grow: name,
        ...(place === 0 || key === 'partner_name' ? { opens: true } : {}),
      };
    });
}

function rankOf({ key, unit }: ColumnInfo, place: number): number {
  if (place === 0) return 0;
  if (isName(key)) return 1;
  if (!isText(unit)) return 2;
  return unit === 'date' ? 3 : 4;
}

const isName = (key: string): boolean => key === 'customer' || key.endsWith('_name');
const isText = (unit: ColumnInfo['unit']): boolean => unit === 'text' || unit === 'date' || unit === 'flag';
