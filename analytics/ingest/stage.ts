/**
 * A file as a table of typed rows, before anything is compared with what the workspace has. The table is laid out like
 * its target, so that on a first load it becomes the target by a rename and ten million rows are written once.
 */
import { QuarterdeckError } from '../api/errors.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import { EngineError, type EngineError as EngineFailure } from '../engine/failure.ts';
import { quoteText } from '../engine/sql.ts';
import type { TableName } from '../network/model.ts';
import { storeColumns } from '../network/store.ts';
import { emptyColumn } from './columns.ts';
import type { IngestField } from './kinds.ts';
import { isShare, type LoadPlan, type PlannedField } from './plan.ts';
import type { StagedTable } from './staging.ts';
import { cleanText, nativeColumn, type TypedColumn, typedColumn } from './typing.ts';

/** Separates the remarks on a row, and the field from its text within one. */
export const REMARK = 'chr(30)';
export const PART = 'chr(31)';

export interface StageOptions {
  readonly loadId: number;
  readonly baseCurrency: string;
}

export interface StageTable {
  readonly name: string;
  readonly rows: number;
  /** Columns of the table that the file fills. */
  readonly filled: readonly string[];
  /** Columns beside the target's own: fields that go to other tables. */
  readonly extra: readonly string[];
}

/** The records of a file did not come out as the sample promised; reading it record by record will do. */
export class NotClean extends Error {}

/** Column of the stage that a field goes to. */
export function stageColumn(plan: LoadPlan, field: IngestField): string {
  return plan.kind.as === 'deals' && field.field === 'event_on' ? 'party_event_on' : field.field;
}

/** Name of the stage of a load and of the tables beside it. Whatever is called so and left over may be dropped. */
export function stageName(loadId: number, part = ''): string {
  return `store.stage_${loadId}${part && `_${part}`}`;
}

export async function fillStage(
  executor: Executor,
  plan: LoadPlan,
  table: StagedTable,
  options: StageOptions,
  run: RunOptions,
): Promise<StageTable> {
  const first = await tryStage(executor, plan, table, options, run);
  if (!first.padded && !first.percent) return first.stage;
  // Beyond the sample some text has blanks around it, or a share is a percent: read again with that known.
  return (await tryStage(executor, corrected(plan, first), table, options, run)).stage;
}

interface Surprise {
  readonly padded: boolean;
  readonly percent: boolean;
}

function corrected(plan: LoadPlan, { padded, percent }: Surprise): LoadPlan {
  const fields = plan.fields.map((planned): PlannedField => {
    const { format } = planned;
    if (padded && format.kind === 'text') return { ...planned, format: { ...format, padded } };
    return percent && format.kind === 'number' && isShare(planned.field)
      ? { ...planned, format: { ...format, percent } }
      : planned;
  });
  return { ...plan, fields };
}

async function tryStage(
  executor: Executor,
  plan: LoadPlan,
  table: StagedTable,
  options: StageOptions,
  run: RunOptions,
): Promise<Surprise & { stage: StageTable }> {
  const name = stageName(options.loadId);
  const { columns, select, filled, extra } = stageSelect(plan, table, options);
  await executor.run(`DROP TABLE IF EXISTS ${name}`);
  await executor.run(`CREATE TABLE ${name} (${columns.join(', ')})`, undefined, run);
  try {
    await executor.run(
      `INSERT INTO ${name} (${select.map(([column]) => column).join(', ')})
      ${selectSql(select, plan, table)}`,
      undefined,
      run,
    );
  } catch (thrown) {
    if (!table.rewritten && isReadFailure(thrown)) throw new NotClean(String(thrown), { cause: thrown });
    throw thrown;
  }
  // Rows of a table that nothing was deleted from keep the order of the file. A sequence would not: several threads draw
  // from it once there are more rows than a row group holds. And row_number() would read the file on one thread.
  await executor.run(`ALTER TABLE ${name} ADD COLUMN source_row INTEGER`, undefined, run);
  await executor.run(`UPDATE ${name} SET source_row = rowid + 1`, undefined, run);
  const shares = plan.fields.filter(
    ({ field, format }) => isShare(field) && format.kind === 'number' && !format.percent,
  );
  const percent = shares.map(({ field }) => `max(abs(${field.field})) >= 2`).join(' OR ') || 'false';
  const [counted] = await executor.rows<{ rows: number; padded: boolean; percent: boolean | null }>(
    `SELECT count(*) AS rows, count(*) FILTER (contains(remarks, '~')) > 0 AS padded, ${percent} AS percent FROM ${name}`,
    undefined,
    run,
  );
  return {
    stage: { name, rows: counted?.rows ?? 0, filled, extra },
    padded: counted?.padded ?? false,
    percent: counted?.percent ?? false,
  };
}

function isReadFailure(thrown: unknown): thrown is EngineFailure {
  return thrown instanceof EngineError && /CSV|JSON|unicode|utf-?8/i.test(thrown.message);
}

/** Columns that are filled after the file was read, from other tables. */
const WRITTEN_LATER: Partial<Record<TableName, readonly string[]>> = {
  deal: ['partner_id'],
  payout: ['partner_id', 'deal_id'],
};

interface StageSelect {
  /** Definitions of the stage's columns. */
  readonly columns: readonly string[];
  /** Column and expression, in the order of the insert. */
  readonly select: readonly (readonly [string, string])[];
  readonly filled: readonly string[];
  readonly extra: readonly string[];
}

interface Placed {
  readonly planned: PlannedField;
  readonly column: string;
  readonly x: string | null;
  readonly typed: TypedColumn | null;
  readonly alias: string;
}

function place(plan: LoadPlan, table: StagedTable): Placed[] {
  return plan.fields.map((planned, i) => {
    const { field, column, format } = planned;
    const x = column === null ? null : `c${column}`;
    const type = column === null ? null : (table.types[column] ?? null);
    const typed = x === null ? null : type ? nativeColumn(field, format, type, x) : typedColumn(field, format, x);
    return { planned, column: stageColumn(plan, field), x, typed, alias: `v${i}` };
  });
}

function stageSelect(plan: LoadPlan, table: StagedTable, options: StageOptions): StageSelect {
  const values = new Map<string, string>();
  for (const { planned, column, typed, alias } of place(plan, table)) {
    const constant = planned.constant === null ? null : quoteText(planned.constant);
    const value = typed ? (constant ? `coalesce(${alias}, ${constant})` : alias) : constant!;
    values.set(column, value);
  }
  derive(values, plan, options);
  const target = storeColumns(plan.kind.table);
  const written = new Set(WRITTEN_LATER[plan.kind.table] ?? []);
  const targetNames = new Set(target.map(({ name }) => name));
  const extra = [...values.keys()].filter((column) => !targetNames.has(column));
  const select: [string, string][] = [
    ...target.flatMap(({ name, sqlType }): [string, string][] => {
      const value = values.get(name);
      return value === undefined ? [] : [[name, `CAST(${value} AS ${sqlType})`]];
    }),
    ...extra.map((name): [string, string] => [name, values.get(name)!]),
    ['from_load', String(options.loadId)],
    ['remarks', remarksSql(plan, table)],
  ];
  return {
    columns: [
      ...target.map(({ name, sqlType }) =>
        values.has(name) || written.has(name) ? `${name} ${sqlType}` : emptyColumn(name, sqlType),
      ),
      'from_load INTEGER',
      'to_load INTEGER',
      ...extra.map((name) => `${name} VARCHAR`),
      'remarks VARCHAR',
    ],
    select,
    filled: target.map(({ name }) => name).filter((name) => values.has(name)),
    extra,
  };
}

function selectSql(select: StageSelect['select'], plan: LoadPlan, table: StagedTable): string {
  const inner = place(plan, table).flatMap(({ typed, alias }) => (typed ? [`${typed.value} AS ${alias}`] : []));
  return `SELECT ${select.map(([, expression]) => expression).join(',\n  ')}
    FROM (SELECT *${inner.map((part) => `,\n  ${part}`).join('')} FROM ${table.relation})`;
}

/** Fields that follow from others, and defaults that the model gives. */
function derive(values: Map<string, string>, plan: LoadPlan, options: StageOptions): void {
  const has = (name: string) => values.has(name);
  const fallback = (name: string, other: string) => {
    const own = values.get(name);
    values.set(name, own === undefined ? other : `coalesce(${own}, ${other})`);
  };
  const { as } = plan.kind;
  if (as === 'partners' && has('partner_name')) fallback('partner_id', values.get('partner_name')!);
  if ((as === 'products' || as === 'deals') && has('product_name')) fallback('product_id', values.get('product_name')!);
  if (as === 'products' && has('product_id')) fallback('product_name', values.get('product_id')!);
  if (as === 'deals' && !has('amount') && has('quantity') && has('unit_price')) {
    values.set(
      'amount',
      `TRY_CAST(CAST(${values.get('quantity')} AS DECIMAL(38,8)) * ${values.get('unit_price')} AS DECIMAL(18,4))`,
    );
  }
  if (as === 'enrollments') fallback('program', "'main'");
  if (as === 'rates') {
    fallback('kind', "'dated'");
    fallback('on_date', "DATE '1900-01-01'");
  }
  if (as === 'targets') {
    fallback(
      'scope',
      has('scope_value')
        ? `CASE WHEN ${values.get('scope_value')} IS NULL THEN 'network' ELSE 'partner' END`
        : "'network'",
    );
  }
  if (storeColumns(plan.kind.table).some(({ name }) => name === 'currency')) {
    const own = values.get('currency');
    if (own !== undefined) values.set('currency', `upper(${own})`);
    if (plan.currencyFrom !== null)
      fallback('currency', writtenCurrency(`c${plan.currencyFrom}`, options.baseCurrency));
  }
  if (plan.attributes.length > 0) {
    const pairs = plan.attributes.map(
      ({ header, column }) => `${quoteText(header)}, ${cleanText(`CAST(c${column} AS VARCHAR)`)}`,
    );
    values.set('attributes', `CAST(json_object(${pairs.join(', ')}) AS VARCHAR)`);
  }
}

/** The currency written beside an amount. `$` is the workspace's own dollar, if it counts in one. */
function writtenCurrency(x: string, base: string): string {
  const dollar = ['AUD', 'CAD', 'HKD', 'NZD', 'SGD', 'USD'].includes(base) ? base : 'USD';
  const signs: readonly (readonly [string, string])[] = [
    ['US$', 'USD'],
    ['CA$', 'CAD'],
    ['AU$', 'AUD'],
    ['R$', 'BRL'],
    ['$', dollar],
    ['€', 'EUR'],
    ['£', 'GBP'],
    ['¥', 'JPY'],
    ['₹', 'INR'],
  ];
  return `CASE ${signs.map(([sign, code]) => `WHEN contains(${x}, ${quoteText(sign)}) THEN '${code}'`).join(' ')}
    ELSE upper(nullif(regexp_extract(${x}, '(^|[^A-Za-z])([A-Za-z]{3})([^A-Za-z]|$)', 2), '')) END`;
}

/** What is wrong with a row, as `field␟text` parts: `?` marks what only leaves a field empty, `~` a text to be cleaned, `!` too many values. */
function remarksSql(plan: LoadPlan, table: StagedTable): string {
  const suspicions: string[] = [];
  const remarks: string[] = [];
  for (const { planned, x, typed, alias } of place(plan, table)) {
    if (!typed || x === null) continue;
    const suspicious = typed.suspicious(alias);
    if (suspicious) suspicions.push(suspicious);
    const { field } = planned;
    if (planned.format.kind === 'text') {
      if (suspicious) remarks.push(`CASE WHEN ${suspicious} THEN '~' END`);
      continue;
    }
    remarks.push(
      `CASE WHEN ${typed.unreadable(alias)} THEN '${typed.lenient ? '?' : ''}${field.field}' || ${PART} || left(CAST(${x} AS VARCHAR), 200) END`,
    );
  }
  if (table.surplus) {
    suspicions.push(`${table.surplus} IS NOT NULL`);
    remarks.push(`'!' || ${table.surplus}`);
  }
  if (suspicions.length === 0) return 'NULL';
  return `CASE WHEN ${suspicions.join('\n  OR ')} THEN nullif(concat_ws(${REMARK}, ${remarks.join(',\n  ')}), '') END`;
}

/** Drops what loads that never ended have left in the store. */
export async function dropLeftovers(executor: Executor): Promise<void> {
  const tables = await executor.rows<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'store' AND starts_with(table_name, 'stage_')",
  );
  for (const { name } of tables) await executor.run(`DROP TABLE IF EXISTS store."${name}"`);
}

export function emptyFile(name: string): QuarterdeckError {
  return new QuarterdeckError('file-empty', `${name} has a header but no rows. Export it again.`);
}
