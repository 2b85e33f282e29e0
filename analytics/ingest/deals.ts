/**
 * A deals file feeds up to four tables: deals, their lines, their parties and the products. Which of them depends on
 * what one record of the file is: a deal, a line of a deal, or a party of a deal.
 */
import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { Checks } from './checks.ts';
import { PARTY_COLUMNS } from './kinds.ts';
import { refuseRepeated, repeats } from './refuse.ts';
import type { Roster } from './roster.ts';
import { type StageTable, stageName } from './stage.ts';
import { count } from './words.ts';

export type DealGrain = 'deal' | 'line' | 'party';

export interface DealStages {
  readonly grain: DealGrain;
  /** One row per deal. */
  readonly deals: StageTable;
  readonly lines: StageTable | null;
  readonly parties: StageTable | null;
  readonly products: StageTable | null;
}

const LINE_FIELDS = ['product_id', 'quantity', 'unit_price', 'list_amount', 'amount', 'cost'] as const;
const PARTY_FIELDS = ['partner_id', 'role', 'credit_share', 'party_event_on'] as const;

export async function splitDeals(
  executor: Executor,
  stage: StageTable,
  loadId: number,
  roster: Roster,
  checks: Checks,
  run: RunOptions,
): Promise<DealStages> {
  const partyColumns = Object.keys(PARTY_COLUMNS).filter((column) => stage.extra.includes(column));
  await roster.resolveParties(executor, stage.name, partyColumns, loadId, run);
  const products = await productStage(executor, stage, loadId, checks, run);
  const grain = await findGrain(executor, stage, run);
  if (grain === 'single')
    return {
      grain: 'deal',
      deals: stage,
      lines: null,
      products,
      parties: await partyStage(executor, stage, loadId, partyColumns, false, run),
    };
  if (grain === 'line')
    return { grain, products, ...(await lineGrain(executor, stage, loadId, partyColumns, checks, run)) };
  const content = [...stage.filled, ...stage.extra].filter((column) => column !== 'deal_id');
  if (grain === 'party') {
    const parties = await partyStage(executor, stage, loadId, partyColumns, true, run);
    await refuseRepeated(
      executor,
      stage.name,
      ['deal_id', 'partner_id', 'role'],
      content,
      loadId,
      'parties',
      checks,
      run,
    );
    await executor.run(
      `DELETE FROM ${stage.name} WHERE rowid NOT IN (SELECT min(rowid) FROM ${stage.name} GROUP BY deal_id)`,
      undefined,
      run,
    );
    return { grain, deals: stage, lines: null, parties, products };
  }
  await refuseRepeated(executor, stage.name, ['deal_id'], content, loadId, 'deals', checks, run);
  const parties = await partyStage(executor, stage, loadId, partyColumns, false, run);
  return { grain, deals: stage, lines: null, parties, products };
}

/** What one record is; `single` when no deal has more than one. */
async function findGrain(executor: Executor, stage: StageTable, run: RunOptions): Promise<DealGrain | 'single'> {
  if (stage.extra.includes('line_id')) return 'line';
  if (!(await repeats(executor, stage.name, ['deal_id'], run))) return 'single';
  const lineFields = LINE_FIELDS.filter((column) => stage.filled.includes(column) && column !== 'amount');
  const others = [...stage.filled, ...stage.extra].filter(
    (column) =>
      column !== 'deal_id' && !(PARTY_FIELDS as readonly string[]).includes(column) && column !== 'partner_name',
  );
  const varied = (columns: readonly string[]) =>
    columns.length === 0 ? '0' : `count(*) FILTER (${columns.map((column) => `count_${column} > 1`).join(' OR ')})`;
  const counted = [...new Set([...lineFields, ...others])];
  const [found] = await executor.rows<{ lines: number; others: number }>(
    `SELECT ${varied(lineFields)} AS lines, ${varied(others)} AS others
     FROM (SELECT deal_id, ${counted.map((column) => `count(DISTINCT coalesce(CAST(${column} AS VARCHAR), '')) AS count_${column}`).join(', ') || '0 AS none'}
           FROM ${stage.name} GROUP BY deal_id HAVING count(*) > 1)`,
    undefined,
    run,
  );
  if (found && found.lines > 0 && stage.filled.includes('product_id')) return 'line';
  if (found?.others === 0 && stage.filled.includes('partner_id')) return 'party';
  return 'deal';
}

async function lineGrain(
  executor: Executor,
  stage: StageTable,
  loadId: number,
  partyColumns: readonly string[],
  checks: Checks,
  run: RunOptions,
): Promise<Omit<DealStages, 'grain' | 'products'>> {
  const hasIds = stage.extra.includes('line_id');
  // A file without line ids numbers them by their place in the deal, so that loading it again finds the same lines.
  const place = `CAST(row_number() OVER (PARTITION BY deal_id ORDER BY source_row) AS VARCHAR)`;
  const lines = stageName(loadId, 'deal_line');
  const carried = LINE_FIELDS.filter((column) => stage.filled.includes(column));
  if (!hasIds) {
    const content = [...stage.filled, ...stage.extra];
    await refuseRepeated(executor, stage.name, content, [], loadId, 'lines', checks, run);
  } else {
    const content = [...stage.filled, ...stage.extra].filter((column) => column !== 'deal_id' && column !== 'line_id');
    const missing = await executor.rows<{ n: number }>(`SELECT count(*) AS n FROM ${stage.name} WHERE line_id IS NULL`);
    if (missing[0]?.n) {
      await executor.run(
        `UPDATE ${stage.name} SET line_id = '#' || n.place FROM (SELECT source_row, ${place} AS place FROM ${stage.name}) n
         WHERE ${stage.name}.source_row = n.source_row AND line_id IS NULL`,
        undefined,
        run,
      );
      checks.add(
        'line-id-missing',
        'look',
        missing[0].n,
        `${count(missing[0].n, 'line')} without a line id were numbered by their place in the deal.`,
      );
    }
    await refuseRepeated(executor, stage.name, ['deal_id', 'line_id'], content, loadId, 'lines', checks, run);
  }
  await executor.run(
    `CREATE OR REPLACE TABLE ${lines} AS
     SELECT deal_id, ${hasIds ? 'line_id' : `${place} AS line_id`}, ${carried.map((column) => `${column}, `).join('')}source_row FROM ${stage.name}`,
    undefined,
    run,
  );
  const dealFields = stage.filled.filter(
    (column) => column !== 'deal_id' && !(LINE_FIELDS as readonly string[]).includes(column),
  );
  await checkConflicts(executor, stage, dealFields, checks, run);
  await checkRepeatedAmount(executor, lines, carried.includes('amount'), checks, run);
  const deals = stageName(loadId, 'deal');
  const summed = carried.includes('amount') ? ['CAST(sum(amount) AS DECIMAL(18,4)) AS amount'] : [];
  await executor.run(
    `CREATE OR REPLACE TABLE ${deals} AS
     SELECT deal_id, ${[...dealFields.map((column) => `arg_min(${column}, source_row) AS ${column}`), ...summed].map((part) => `${part}, `).join('')}
       true AS has_lines, min(source_row) AS source_row
     FROM ${stage.name} GROUP BY deal_id`,
    undefined,
    run,
  );
  const [counted] = await executor.rows<{ deals: number; lines: number }>(
    `SELECT (SELECT count(*) FROM ${deals}) AS deals, (SELECT count(*) FROM ${lines}) AS lines`,
  );
  checks.add(
    'lines',
    'info',
    counted?.lines ?? 0,
    `${count(counted?.lines ?? 0, 'line')} make ${count(counted?.deals ?? 0, 'deal')}; a deal's amount is the sum of its lines.`,
  );
  return {
    deals: {
      name: deals,
      rows: counted?.deals ?? 0,
      filled: ['deal_id', ...dealFields, ...(summed.length ? ['amount'] : []), 'has_lines'],
      extra: [],
    },
    lines: { name: lines, rows: counted?.lines ?? 0, filled: ['deal_id', 'line_id', ...carried], extra: [] },
    parties: await partyStage(executor, stage, loadId, partyColumns, false, run),
  };
}

async function checkConflicts(
  executor: Executor,
  stage: StageTable,
  dealFields: readonly string[],
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  const fields = dealFields.filter((column) => column !== 'attributes');
  if (fields.length === 0) return;
  const [found] = await executor.rows<Record<string, number>>(
    `SELECT ${fields.map((column) => `count(*) FILTER (${column}_n > 1) AS ${column}`).join(', ')}
     FROM (SELECT ${fields.map((column) => `count(DISTINCT ${column}) AS ${column}_n`).join(', ')} FROM ${stage.name} GROUP BY deal_id)`,
    undefined,
    run,
  );
  const named = Object.entries(found ?? {}).filter(([, n]) => n > 0);
  for (const [column, n] of named) {
    checks.add(
      `lines-differ-${column}`,
      'look',
      n,
      `${count(n, 'deal')} with lines that differ in ${column}; the first one that is filled was taken.`,
    );
  }
}

/** A total that an export repeats on every line would be added up once per line. */
async function checkRepeatedAmount(
  executor: Executor,
  lines: string,
  hasAmount: boolean,
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  if (!hasAmount) return;
  const [found] = await executor.rows<{ deals: number; equal: number }>(
    `SELECT count(*) AS deals, count(*) FILTER (one = 1) AS equal
     FROM (SELECT count(DISTINCT amount) AS one FROM ${lines} WHERE amount <> 0 GROUP BY deal_id HAVING count(*) > 1)`,
    undefined,
    run,
  );
  if (!found || found.deals < 3 || found.equal < found.deals * 0.9) return;
  checks.add(
    'amount-repeated',
    'look',
    found.equal,
    `${count(found.equal, 'deal')} of ${found.deals.toLocaleString('en-US')} with several lines have the same amount on every line: if it is the deal's total, map the line amount instead.`,
  );
}

/** The parties that do not fit on the deal's own row. */
async function partyStage(
  executor: Executor,
  stage: StageTable,
  loadId: number,
  partyColumns: readonly string[],
  furtherRows: boolean,
  run: RunOptions,
): Promise<StageTable | null> {
  const has = (column: string) => stage.filled.includes(column);
  const inlineRole = has('role') ? "coalesce(role, 'fulfilment')" : "'fulfilment'";
  const selects = partyColumns.map((column) => {
    const role = quoteText(PARTY_COLUMNS[column]!);
    const doubled = has('partner_id')
      ? `AND NOT (${column} IS NOT DISTINCT FROM partner_id AND ${inlineRole} = ${role})`
      : '';
    return `SELECT deal_id, ${column} AS partner_id, ${role} AS role, NULL::DECIMAL(18,8) AS credit_share, NULL::DATE AS event_on, source_row
      FROM ${stage.name} WHERE ${column} IS NOT NULL ${doubled}`;
  });
  if (furtherRows) {
    selects.push(`SELECT deal_id, partner_id, ${inlineRole} AS role, ${has('credit_share') ? 'credit_share' : 'NULL::DECIMAL(18,8) AS credit_share'},
        ${has('party_event_on') ? 'party_event_on' : 'NULL::DATE'} AS event_on, source_row
      FROM ${stage.name} WHERE partner_id IS NOT NULL AND rowid NOT IN (SELECT min(rowid) FROM ${stage.name} GROUP BY deal_id)`);
  }
  if (selects.length === 0) return null;
  const name = stageName(loadId, 'deal_party');
  await executor.run(
    `CREATE OR REPLACE TABLE ${name} AS
     SELECT deal_id, partner_id, role, arg_min(credit_share, source_row) AS credit_share, arg_min(event_on, source_row) AS event_on,
       min(source_row) AS source_row
     FROM (${selects.join(' UNION ALL ')}) GROUP BY deal_id, partner_id, role ORDER BY source_row`,
    undefined,
    run,
  );
  const [counted] = await executor.rows<{ n: number }>(`SELECT count(*) AS n FROM ${name}`);
  return {
    name,
    rows: counted?.n ?? 0,
    filled: ['deal_id', 'partner_id', 'role', 'credit_share', 'event_on'],
    extra: [],
  };
}

/** The products that the lines name, the first filled name and family of each. */
async function productStage(
  executor: Executor,
  stage: StageTable,
  loadId: number,
  checks: Checks,
  run: RunOptions,
): Promise<StageTable | null> {
  if (!stage.filled.includes('product_id')) return null;
  const fields = ['product_name', 'family', 'category'].filter((column) => stage.extra.includes(column));
  const name = stageName(loadId, 'product');
  const first = (column: string) => `arg_min(${column}, source_row)`;
  const columns = [
    `${fields.includes('product_name') ? `coalesce(${first('product_name')}, product_id)` : 'product_id'} AS product_name`,
    ...fields.filter((column) => column !== 'product_name').map((column) => `${first(column)} AS ${column}`),
  ];
  const differ = fields.map((column) => `count(DISTINCT ${column}) > 1`).join(' OR ') || 'false';
  await executor.run(
    `CREATE OR REPLACE TABLE ${name} AS
     SELECT product_id, ${columns.join(', ')}, min(source_row) AS source_row, ${differ} AS differs
     FROM ${stage.name} WHERE product_id IS NOT NULL GROUP BY product_id ORDER BY source_row`,
    undefined,
    run,
  );
  const [counted] = await executor.rows<{ n: number; differ: number }>(
    `SELECT count(*) AS n, count(*) FILTER (differs) AS differ FROM ${name}`,
  );
  if (!counted?.n) return null;
  checks.add(
    'products-differ',
    'look',
    counted.differ,
    `${count(counted.differ, 'product')} with lines that differ in name, family or category; the first one that is filled was taken.`,
  );
  return {
    name,
    rows: counted.n,
    filled: ['product_id', 'product_name', ...fields.filter((column) => column !== 'product_name')],
    extra: [],
  };
}
