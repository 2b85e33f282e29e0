import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { FieldType } from '../network/model.ts';
import type { Checks } from './checks.ts';
import type { LoadPlan } from './plan.ts';
import { PART, REMARK, type StageTable, stageColumn, stageName } from './stage.ts';
import { count } from './words.ts';

/** Why a text could not be read, by the type it should have had. */
const REASONS: Partial<Record<FieldType, string>> = {
  money: 'This is not an amount that can be read.',
  decimal: 'This is not a number that can be read.',
  integer: 'This is not a whole number.',
  date: 'This is not a date that can be read, or it is before 1900 or after 2199.',
  timestamp: 'This is not a point in time that can be read.',
  flag: 'This is neither yes nor no.',
};

/**
 * Takes out of a stage what cannot be kept: blank rows silently, unreadable and keyless rows with their reasons into
 * `<stage>_refused`, where later steps add theirs. Values that were not understood but may be missing are counted.
 */
export async function refuseUnreadable(
  executor: Executor,
  plan: LoadPlan,
  stage: StageTable,
  loadId: number,
  headers: readonly string[],
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  const refused = stageName(loadId, 'refused');
  await executor.run(
    `CREATE OR REPLACE TABLE ${refused} (source_row INTEGER, column_name VARCHAR, value VARCHAR, reason VARCHAR)`,
  );
  const headerOf = (field: string) => {
    const column = plan.fields.find((planned) => planned.field.field === field)?.column;
    return column === null || column === undefined ? field : headers[column]!;
  };
  const dated = plan.fields.filter(({ column }) => column !== null);
  const cases = (value: (planned: LoadPlan['fields'][number]) => string) =>
    dated.map((planned) => `WHEN ${quoteText(planned.field.field)} THEN ${quoteText(value(planned))}`).join(' ');
  if (dated.length > 0) {
    await executor.run(
      `INSERT INTO ${refused}
       SELECT source_row,
         CASE field ${cases(({ field }) => headerOf(field.field))} END,
         CASE WHEN field[1] = '!' THEN NULL ELSE text END,
         CASE WHEN field[1] = '!' THEN 'The row has ' || field[2:] || ' values where the header has ${headers.length} columns; a value may hold a separator that is not quoted.'
           ELSE CASE field ${cases(({ field }) => REASONS[field.type] ?? 'This value cannot be read.')} END END
       FROM (SELECT source_row, split_part(remark, ${PART}, 1) AS field, split_part(remark, ${PART}, 2) AS text
             FROM (SELECT source_row, unnest(string_split(remarks, ${REMARK})) AS remark FROM ${stage.name} WHERE remarks IS NOT NULL))
       WHERE field[1] NOT IN ('?', '~')
       -- Values that have shifted say nothing by themselves.
       QUALIFY field[1] = '!' OR count(*) FILTER (field[1] = '!') OVER (PARTITION BY source_row) = 0`,
      undefined,
      run,
    );
  }
  await countMisunderstood(executor, plan, stage, headerOf, checks, run);
  const [unreadable] = await executor.rows<{ n: number }>(`SELECT count(DISTINCT source_row) AS n FROM ${refused}`);
  checks.add(
    'unreadable',
    'refused',
    unreadable?.n ?? 0,
    `${count(unreadable?.n ?? 0, 'row')} refused because a value cannot be read.`,
  );
  if (unreadable?.n) {
    await executor.run(
      `DELETE FROM ${stage.name} WHERE source_row IN (SELECT source_row FROM ${refused})`,
      undefined,
      run,
    );
  }
  await refuseKeyless(executor, plan, stage, loadId, checks, run);
}

async function countMisunderstood(
  executor: Executor,
  plan: LoadPlan,
  stage: StageTable,
  headerOf: (field: string) => string,
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  const found = await executor.rows<{ field: string; n: number; examples: string }>(
    `SELECT field, count(*) AS n, string_agg(DISTINCT text, ', ' ORDER BY text) AS examples
     FROM (SELECT split_part(remark, ${PART}, 1)[2:] AS field, split_part(remark, ${PART}, 2) AS text
           FROM (SELECT unnest(string_split(remarks, ${REMARK})) AS remark FROM ${stage.name} WHERE contains(remarks, '?'))
           WHERE remark[1] = '?')
     GROUP BY field ORDER BY field`,
    undefined,
    run,
  );
  for (const { field, n, examples } of found) {
    const known = plan.fields.find((planned) => planned.field.field === field)?.field.choices ?? [];
    const shown = examples.length > 80 ? `${examples.slice(0, 80)}…` : examples;
    checks.add(
      `not-understood-${field}`,
      'look',
      n,
      `${count(n, 'value')} in “${headerOf(field)}” not understood and left empty (${shown}); known are ${known.join(', ')}.`,
    );
  }
}

/** The columns that make a row of the kind's table one row. */
export function keyColumns(plan: LoadPlan): string[] {
  switch (plan.kind.as) {
    case 'targets':
      return ['scope', 'scope_value', 'period_start', 'metric'];
    case 'costs':
      return ['period_start', 'category', 'scope'];
    default:
      return plan.kind.fields
        .filter(({ field, table }) => table === plan.kind.table && KEYS.has(`${table}.${field}`))
        .map(({ field }) => field);
  }
}

const KEYS: ReadonlySet<string> = new Set([
  'partner.partner_id',
  'deal.deal_id',
  'payout.payout_id',
  'product.product_id',
  'enrollment.partner_id',
  'enrollment.program',
  'enrollment.from_on',
  'certification.partner_id',
  'certification.person',
  'certification.certification',
  'certification.earned_on',
  'activity.activity_id',
  'fund.fund_id',
  'fx_rate.on_date',
  'fx_rate.from_currency',
  'fx_rate.to_currency',
  'fx_rate.kind',
]);

/** Parts of a key that may be empty. */
const OPTIONAL_KEY: ReadonlySet<string> = new Set(['scope_value', 'scope']);

async function refuseKeyless(
  executor: Executor,
  plan: LoadPlan,
  stage: StageTable,
  loadId: number,
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  // Partners may still be found by name.
  const named = stage.extra.includes('partner_name');
  const keys = keyColumns(plan).filter((column) => !OPTIONAL_KEY.has(column));
  const missing = keys.map((column) =>
    column === 'partner_id' && named ? '(partner_id IS NULL AND partner_name IS NULL)' : `${column} IS NULL`,
  );
  const [keyless] = await executor.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${stage.name} WHERE ${missing.join(' OR ')}`,
    undefined,
    run,
  );
  if (!keyless?.n) return;
  const fromFile = plan.fields.filter(({ column }) => column !== null).map(({ field }) => stageColumn(plan, field));
  const blank = fromFile.map((column) => `${column} IS NULL`).join(' AND ');
  const [blanks] = await executor.rows<{ n: number }>(`SELECT count(*) AS n FROM ${stage.name} WHERE ${blank}`);
  await executor.run(`DELETE FROM ${stage.name} WHERE ${blank}`, undefined, run);
  checks.add('blank', 'info', blanks?.n ?? 0, `${count(blanks?.n ?? 0, 'blank row')} left out.`);
  const which = `CASE ${keys.map((column, i) => `WHEN ${missing[i]} THEN '${column}'`).join(' ')} END`;
  await executor.run(
    `INSERT INTO ${stageName(loadId, 'refused')}
     SELECT source_row, ${which}, NULL, 'The row has no ' || ${which} || ', without which it cannot be kept.'
     FROM ${stage.name} WHERE ${missing.join(' OR ')}`,
    undefined,
    run,
  );
  await executor.run(`DELETE FROM ${stage.name} WHERE ${missing.join(' OR ')}`, undefined, run);
  const rest = keyless.n - (blanks?.n ?? 0);
  checks.add('no-key', 'refused', rest, `${count(rest, 'row')} refused because ${keys.join(' or ')} is empty.`);
}

/**
 * Whether a column repeats. Exports come sorted by their id more often than not, and that they are is proved ten times
 * faster than a distinct count.
 */
export async function repeats(
  executor: Executor,
  table: string,
  columns: readonly string[],
  run: RunOptions,
): Promise<boolean> {
  if (columns.length === 1) {
    const [order] = await executor.rows<{ unsorted: number }>(
      `SELECT count(*) AS unsorted FROM (SELECT ${columns[0]} <= lag(${columns[0]}) OVER () AS back FROM ${table}) WHERE back`,
      undefined,
      run,
    );
    if (order?.unsorted === 0) return false;
  }
  const key =
    columns.length === 1
      ? columns[0]
      : `(${columns.map((column) => `coalesce(CAST(${column} AS VARCHAR), '')`).join(', ')})`;
  const [distinct] = await executor.rows<{ repeated: number }>(
    `SELECT count(*) - count(DISTINCT ${key}) AS repeated FROM ${table}`,
    undefined,
    run,
  );
  return (distinct?.repeated ?? 0) > 0;
}

/**
 * Removes rows whose key an earlier row has: an exact repetition is only counted, other content is refused.
 */
export async function refuseRepeated(
  executor: Executor,
  table: string,
  keys: readonly string[],
  content: readonly string[],
  loadId: number,
  noun: string,
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  if (!(await repeats(executor, table, keys, run))) return;
  const same =
    content.length > 0 ? content.map((column) => `${column} IS NOT DISTINCT FROM first.${column}`) : ['true'];
  const repeated = `(SELECT t.source_row, t.rowid AS repeat, ${keys.map((key) => `t.${key}`).join(', ')}, first.source_row AS first_row,
      (${same.map((test) => `t.${test}`).join(' AND ')}) AS same
    FROM ${table} t JOIN (
      SELECT *, rowid AS place FROM ${table} QUALIFY row_number() OVER (PARTITION BY ${keys.join(', ')} ORDER BY source_row, rowid) = 1
        AND count(*) OVER (PARTITION BY ${keys.join(', ')}) > 1) first
      ON ${keys.map((key) => `t.${key} IS NOT DISTINCT FROM first.${key}`).join(' AND ')}
    WHERE t.rowid <> first.place)`;
  const list = stageName(loadId, 'repeated');
  await executor.run(`CREATE OR REPLACE TABLE ${list} AS FROM ${repeated}`, undefined, run);
  const [counted] = await executor.rows<{ same: number; other: number }>(
    `SELECT count(*) FILTER (same) AS same, count(*) FILTER (NOT same) AS other FROM ${list}`,
  );
  const shown = keys.map((key) => `coalesce(CAST(${key} AS VARCHAR), '')`).join(` || ' / ' || `);
  await executor.run(
    `INSERT INTO ${stageName(loadId, 'refused')}
     SELECT source_row, ${quoteText(keys.join(', '))}, ${shown}, 'Row ' || first_row || ' has the same ${keys.join(' and ')} with other values; that row was kept.'
     FROM ${list} WHERE NOT same`,
    undefined,
    run,
  );
  await executor.run(`DELETE FROM ${table} WHERE rowid IN (SELECT repeat FROM ${list})`, undefined, run);
  await executor.run(`DROP TABLE ${list}`);
  checks.add(
    'repeated',
    'info',
    counted?.same ?? 0,
    `${count(counted?.same ?? 0, 'row')} repeat another row exactly and count once.`,
  );
  checks.add(
    'repeated-key',
    'refused',
    counted?.other ?? 0,
    `${count(counted?.other ?? 0, 'row')} refused because an earlier row has the same ${keys.join(' and ')} with other values; ${noun} have one row each.`,
  );
}
