import type { ColumnMap } from '../analytics/api/documents/columnMap.ts';
import type { Export } from './exports.ts';

/** RFC 4180 with LF line ends: cells are quoted only where they must be, empty cells are empty. */
export function csvText({ columns, rows }: Export): string {
  const lines = [columns.map(({ header }) => header), ...rows].map((cells) => cells.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}

const QUOTED = /[",\n\r]/;

function cell(value: string | null): string {
  if (value === null) return '';
  return QUOTED.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The map that says which header fills which field. */
export function mapOf({ kind, columns }: Export): ColumnMap {
  const named = columns.flatMap(({ field, header }) => (field === null ? [] : [[field, header] as const]));
  return { as: kind, columns: Object.fromEntries(named), constants: {}, dates: 'iso', decimal: '.', vanished: 'keep' };
}
