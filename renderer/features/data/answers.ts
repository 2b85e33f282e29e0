/**
 * A question of an inspection is about one place of the file's map, named by the question's id (`dates`, `decimal`,
 * `vanished`, `sheet`, `constants.currency`, `columns.amount`), so that an answer is an edit of the map.
 */
import type { ColumnMap } from '../../../analytics/api/documents/columnMap.ts';
import { setConstant } from './mapping.ts';

export function answerOf(map: ColumnMap, id: string): string | null {
  const [place = '', field = ''] = id.split('.', 2);
  if (place === 'constants') return field in map.constants ? String(map.constants[field]) : null;
  if (place === 'columns') return map.columns[field] ?? null;
  const value = (map as unknown as Readonly<Record<string, unknown>>)[place];
  return typeof value === 'string' ? value : null;
}

export function answer(map: ColumnMap, id: string, value: string): ColumnMap {
  const [place = '', field = ''] = id.split('.', 2);
  if (place === 'constants') return setConstant(map, field, value);
  if (place === 'columns') return { ...map, columns: { ...map.columns, [field]: value } };
  return { ...map, [place]: value };
}
