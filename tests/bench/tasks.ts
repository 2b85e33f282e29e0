import { basename, dirname } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { channelPair } from '../../analytics/api/channel.ts';
import { connect } from '../../analytics/api/client.ts';
import type { ColumnMap } from '../../analytics/api/documents/columnMap.ts';
import type { QuerySpecInput } from '../../analytics/api/documents/query.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { Engine } from '../../analytics/engine/engine.ts';
import { quoteText } from '../../analytics/engine/sql.ts';
import { Service } from '../../analytics/service/service.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import {
  drawByHand,
  drawPay,
  firstRating,
  rerate,
  rerateByHand,
  rerateStacked,
  rerateStackedByHand,
  scanByHand,
  writePay,
} from './incentives.ts';
import {
  segment,
  segmentAssign,
  segmentByHand,
  segmentHistoryByHand,
  segmentMoves,
  writeSegments,
} from './segments.ts';
import { retier, retierByHand, writeTiers } from './tiers.ts';

/**
 * What the bench does, each in a process of its own (process.ts). Times are wall-clock milliseconds of the work alone:
 * the start of the process and the loading of modules are not in them.
 */
export const TASKS = {
  writeFiles,
  importByHand,
  importByProduct,
  sliceByHand,
  sliceByProduct,
  sliceWarm,
  writeTiers,
  retier,
  retierByHand,
  writePay,
  rerate,
  rerateByHand,
  rerateStacked,
  rerateStackedByHand,
  firstRating,
  scanByHand,
  drawPay,
  drawByHand,
  writeSegments,
  segment,
  segmentByHand,
  segmentMoves,
  segmentAssign,
  segmentHistoryByHand,
};

export type TaskName = keyof typeof TASKS;
export type TaskInput<N extends TaskName> = Parameters<(typeof TASKS)[N]>[0];
export type TaskResult<N extends TaskName> = Awaited<ReturnType<(typeof TASKS)[N]>>;

/** Two years of deals, so that partner by year gives twice as many rows as there are partners. */
const DEALS = (rows: number, partners: number) => `
  SELECT
    format('D{:08d}', i) AS deal_id,
    format('P{:04d}', hash(i) % ${partners}) AS partner_id,
    CASE hash(i, 1) % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'lost' WHEN 2 THEN 'lost' ELSE 'won' END AS outcome,
    (100 + hash(i, 2) % 5000000 / 100)::DECIMAL(18,2) AS amount,
    created_on,
    CASE WHEN outcome = 'open' THEN NULL ELSE least(created_on + (hash(i, 3) % 90)::INTEGER, DATE '2025-12-31') END AS closed_on,
    format('PRD-{:02d}', hash(i, 4) % 40) AS product_id
  FROM (SELECT range AS i, DATE '2024-01-01' + (hash(range, 5) % 730)::INTEGER AS created_on FROM range(${rows}))`;

const PARTNERS = (partners: number) => `
  SELECT format('P{:04d}', range) AS partner_id, format('Partner {:04d}', range) AS partner_name,
    ['reseller', 'distributor', 'msp'][1 + range % 3] AS type, ['DE', 'FR', 'GB', 'US'][1 + range % 4] AS country
  FROM range(${partners})`;

const DEAL_MAP: ColumnMap = {
  as: 'deals',
  columns: identity('deal_id', 'partner_id', 'outcome', 'amount', 'created_on', 'closed_on', 'product_id'),
  constants: { currency: 'EUR' },
  dates: 'iso',
  decimal: '.',
  vanished: 'keep',
};
const PARTNER_MAP: ColumnMap = {
  as: 'partners',
  columns: identity('partner_id', 'partner_name', 'type', 'country'),
  constants: {},
  vanished: 'keep',
};

function identity(...fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, field]));
}

/** Additive metrics and ratios of them: what a scorecard shows first. */
const SLICE: QuerySpecInput = {
  metrics: ['won_amount', 'won_count', 'lost_count', 'win_rate', 'avg_deal'],
  by: ['partner'],
  sort: { key: 'won_amount', descending: true },
};

/** The same figures as SLICE as somebody who knows the tables would ask for them. */
const SLICE_BY_HAND = `
  SELECT d.partner_id, any_value(p.partner_name) AS partner_name,
    sum(d.amount) FILTER (d.outcome = 'won') AS won_amount,
    count(*) FILTER (d.outcome = 'won') AS won_count,
    count(*) FILTER (d.outcome = 'lost') AS lost_count,
    won_count / (won_count + lost_count) AS win_rate,
    won_amount / won_count AS avg_deal
  FROM net.deal d LEFT JOIN net.partner p USING (partner_id)
  WHERE d.outcome IN ('won', 'lost')
  GROUP BY d.partner_id ORDER BY won_amount DESC`;

/** Writes the deals and partners files. */
async function writeFiles(input: {
  deals: string;
  partners: string;
  rows: number;
  partnerCount: number;
}): Promise<void> {
  const engine = await openEngine(':memory:', dirname(input.deals));
  await engine.run(`COPY (${DEALS(input.rows, input.partnerCount)}) TO ${quoteText(input.deals)} (HEADER)`);
  await engine.run(`COPY (${PARTNERS(input.partnerCount)}) TO ${quoteText(input.partners)} (HEADER)`);
  engine.close();
}

/** DuckDB's own reading of the deals into a table of a new database, on disk when the clock stops. */
async function importByHand(input: { deals: string; database: string }): Promise<{ ms: number }> {
  const engine = await openEngine(input.database, dirname(input.deals));
  const ms = await timed(async () => {
    await engine.run(`CREATE TABLE deal AS FROM read_csv(${quoteText(input.deals)})`);
    await engine.run('CHECKPOINT');
  });
  engine.close();
  return { ms };
}

/** The product's load of the same file into a new workspace, closed (so on disk) when the clock stops. */
async function importByProduct(input: { deals: string; partners: string; workspace: string }): Promise<{ ms: number }> {
  const service = new Service();
  const api = inThisProcess(service);
  await api.call('workspace.create', { path: input.workspace });
  await api.call('dataset.load', { files: [file(input.partners, PARTNER_MAP)] });
  const ms = await timed(async () => {
    await api.call('dataset.load', { files: [file(input.deals, DEAL_MAP)] });
    await api.call('workspace.close', {});
  });
  await service.close();
  return { ms };
}

/** A figure of the slice that must come out the same both ways. */
interface Slice {
  readonly ms: number;
  readonly rows: number;
  readonly wonAmount: string;
}

async function sliceByHand(input: { workspace: string }): Promise<Slice> {
  const engine = await openEngine(input.workspace, dirname(input.workspace));
  let rows: { won_amount: string }[] = [];
  const ms = await timed(async () => {
    rows = await engine.rows(SLICE_BY_HAND);
  });
  const [total] = await engine.rows<{ won: string }>(
    "SELECT sum(amount)::DECIMAL(38,4) AS won FROM net.deal WHERE outcome = 'won'",
  );
  engine.close();
  return { ms, rows: rows.length, wonAmount: total!.won };
}

/** The first answer after the workspace was opened. */
async function sliceByProduct(input: { workspace: string }): Promise<Slice> {
  const service = new Service();
  const api = inThisProcess(service);
  await api.call('workspace.open', { path: input.workspace });
  let reply = { totalRows: 0, total: {} as Readonly<Record<string, unknown>> };
  const ms = await timed(async () => {
    reply = await api.call('query.run', { spec: SLICE });
  });
  await service.close();
  return { ms, rows: reply.totalRows, wonAmount: String(reply.total.won_amount) };
}

/** Asked again over the loopback socket, until every cell of the answer has been read from its Arrow batches. */
async function sliceWarm(input: { workspace: string; home: string }): Promise<{ ms: number; rows: number }> {
  const served = await TRANSPORTS.find(({ name }) => name === 'loopback socket')!.serve(input.home);
  const api = await served.client();
  await api.call('workspace.open', { path: input.workspace });
  const times: number[] = [];
  let rows = 0;
  for (let run = 0; run < 6; run++) {
    times.push(
      await timed(async () => {
        rows = await readAll(api, { ...SLICE, by: ['partner', 'year'] });
      }),
    );
  }
  api.close();
  await served.close();
  const [, ...warm] = times;
  return { ms: median(warm), rows };
}

/** Reads every cell and answers the number of rows. */
async function readAll(api: AnalyticsApi, spec: QuerySpecInput): Promise<number> {
  const reply = await api.call('query.run', { spec });
  let rows = readCells(reply.batch);
  let { cursor } = reply;
  while (cursor !== null) {
    const next = await api.call('cursor.next', { cursor });
    rows += readCells(next.batch);
    cursor = next.cursor;
  }
  return rows;
}

function readCells(batch: Uint8Array): number {
  const table = tableFromIPC(batch);
  for (let column = 0; column < table.numCols; column++) {
    const vector = table.getChildAt(column)!;
    for (let row = 0; row < table.numRows; row++) vector.get(row);
  }
  return table.numRows;
}

function openEngine(path: string, directory: string): Promise<Engine> {
  return Engine.open({ path, directory, temp: `${directory}/spill` });
}

function inThisProcess(service: Service): AnalyticsApi {
  const [near, far] = channelPair();
  service.connect(far);
  return connect(near);
}

const file = (path: string, map: ColumnMap) => ({ path, name: basename(path), map });

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
