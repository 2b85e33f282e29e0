/** What a measure is narrowed to, in words: `product family Cloud or Security`, `not motion renewal`. */
import type { MeasureFilter } from '../../analytics/api/documents/measure.ts';
import { NO_VALUE } from '../../analytics/present/labels.ts';

export function filterText({ dim, values, not }: MeasureFilter): string {
  const list = values.map((value) => value ?? NO_VALUE).join(' or ');
  return `${not ? 'not ' : ''}${dim.replaceAll('_', ' ')} ${list}`;
}
