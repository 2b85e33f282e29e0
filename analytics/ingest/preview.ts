import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { LoadPlan } from './plan.ts';
import type { Sample } from './sample.ts';
import { nativeColumn, typedColumn } from './typing.ts';

const PREVIEW_ROWS = 8;

/** The first rows as they would load, by the very SQL that loads them. */
export async function previewRows(
  executor: Executor,
  plan: LoadPlan,
  sample: Sample,
  options: RunOptions,
): Promise<Readonly<Record<string, string | null>>[]> {
  const used = [...new Set(plan.fields.flatMap(({ column }) => (column === null ? [] : [column])))];
  const rows = sample.rows.slice(0, PREVIEW_ROWS);
  if (rows.length === 0 || plan.fields.length === 0) return [];
  const columns = plan.fields.map(({ field, column, format, constant }, i) => {
    const fallback = constant === null ? null : quoteText(constant);
    if (column === null) return `${fallback} AS f${i}`;
    const type = sample.types[column];
    const x = type ? `TRY_CAST(c${column} AS ${type})` : `c${column}`;
    const { value } = type ? nativeColumn(field, format, type, x) : typedColumn(field, format, x);
    return `coalesce(CAST(${value} AS VARCHAR), ${fallback ?? 'NULL'}) AS f${i}`;
  });
  const values = rows.map(
    (row, i) =>
      `(${[String(i), ...used.map((column) => (row[column] === '' ? 'NULL::VARCHAR' : quoteText(row[column]!)))].join(', ')})`,
  );
  const read = await executor.rows<Record<string, string | null>>(
    `SELECT ${columns.join(', ')} FROM (VALUES ${values.join(', ')}) t(${['place', ...used.map((column) => `c${column}`)].join(', ')}) ORDER BY place`,
    undefined,
    options,
  );
  return read.map((row) => Object.fromEntries(plan.fields.map(({ field }, i) => [field.field, row[`f${i}`] ?? null])));
}
