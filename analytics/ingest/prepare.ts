/** Reads, types and checks one file in tables beside the network's own: nothing that the workspace shows is touched. */
import type { ColumnMap } from '../api/documents/columnMap.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import { Checks, moneyAtStake } from './checks.ts';
import { type DealStages, splitDeals } from './deals.ts';
import { type LoadPlan, planLoad } from './plan.ts';
import { keyColumns, refuseRepeated, refuseUnreadable } from './refuse.ts';
import type { Roster } from './roster.ts';
import { checkRows } from './rowChecks.ts';
import { readSample, type Sample } from './sample.ts';
import { emptyFile, fillStage, NotClean, type StageTable } from './stage.ts';
import { hashFile, modifiedAt, type StagedTable, stageTable } from './staging.ts';
import { count } from './words.ts';

export interface LoadContext {
  readonly engine: Executor & {
    transaction<T>(work: (transaction: Executor) => Promise<T>, options?: RunOptions): Promise<T>;
  };
  /** The only folder SQL can read. */
  readonly stagingDir: string;
  readonly baseCurrency: string;
  readonly now?: () => Date;
}

export interface LoadFile {
  readonly path: string;
  readonly name: string;
  readonly map: ColumnMap;
}

export interface LoadProgress {
  readonly stage: 'read' | 'check' | 'load';
  readonly file: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'files';
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Runs the last step; by default in a transaction of the engine. A command bus passes its own, to journal the load. */
  readonly commit?: <T>(work: (transaction: Executor) => Promise<T>) => Promise<T>;
}

/** One file, read, typed and checked in tables of its own. */
export interface Prepared {
  readonly file: LoadFile;
  readonly loadId: number;
  readonly plan: LoadPlan;
  readonly read: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly checks: Checks;
  readonly main: StageTable;
  readonly swap: boolean;
  readonly deals: DealStages | null;
}

export async function prepare(
  context: LoadContext,
  file: LoadFile,
  loadId: number,
  roster: Roster,
  options: LoadOptions,
): Promise<Prepared> {
  const { engine } = context;
  const run: RunOptions = { signal: options.signal };
  const checks = new Checks();
  const modified = await modifiedAt(file.path).catch(() => 0);
  const sample = await readSample(engine, context.stagingDir, {
    path: file.path,
    name: file.name,
    sheet: file.map.sheet,
  });
  // The map is checked before anything is copied.
  const planned = planLoad(file.map, sample);
  const progress = (done: number) =>
    options.onProgress?.({ stage: 'read', file: file.name, done, total: sample.file.bytes, unit: 'bytes' });
  const hashing = hashFile(file.path, options.signal, progress);
  // The hash is awaited below; until then a failure elsewhere must not leave its rejection unheard.
  hashing.catch(() => undefined);
  const { stage, plan, dropped } = await readStage(context, planned, sample, loadId, run);
  if (stage.rows === 0) throw emptyFile(file.name);
  const { sha256, bytes } = await hashing;
  if (modified !== (await modifiedAt(file.path)) && modified !== 0) {
    throw new QuarterdeckError(
      'file-unreadable',
      `${file.name} was changed while it was read. Load it again when it is finished.`,
    );
  }
  options.onProgress?.({ stage: 'check', file: file.name, done: bytes, total: bytes, unit: 'bytes' });
  noteDropped(dropped, checks);
  const prepared = await check(context, { plan, stage, sample, loadId, roster, checks, run });
  return { file, loadId, plan, read: stage.rows, bytes, sha256, checks, ...prepared };
}

async function readStage(
  context: LoadContext,
  planned: LoadPlan,
  sample: Sample,
  loadId: number,
  run: RunOptions,
): Promise<{ stage: StageTable; plan: LoadPlan; dropped: StagedTable['dropped'] }> {
  for (const rewrite of [false, true]) {
    const table = await stageTable(sample, context.stagingDir, { signal: run.signal, rewrite });
    try {
      const plan = await settle(context.engine, planned, sample, table, run);
      const options = { loadId, baseCurrency: context.baseCurrency };
      return { stage: await fillStage(context.engine, plan, table, options, run), plan, dropped: table.dropped };
    } catch (thrown) {
      if (!(thrown instanceof NotClean)) throw thrown;
    } finally {
      await table.remove();
    }
  }
  throw new QuarterdeckError('file-unreadable', `${sample.name} cannot be read as a table. Export it again.`);
}

/** The plan, with the whole file consulted where its first rows leave open how dates or numbers are meant. */
async function settle(
  engine: Executor,
  plan: LoadPlan,
  sample: Sample,
  table: StagedTable,
  run: RunOptions,
): Promise<LoadPlan> {
  if (plan.unsettled.length === 0) return plan;
  const more = new Map<number, readonly string[]>();
  if (!sample.whole) {
    for (const { header } of plan.unsettled) {
      const column = sample.headers.indexOf(header);
      const rows = await engine.rows<{ text: string }>(
        `SELECT DISTINCT CAST(c${column} AS VARCHAR) AS text FROM ${table.relation} WHERE c${column} IS NOT NULL LIMIT 200000`,
        undefined,
        run,
      );
      more.set(
        column,
        rows.map(({ text }) => text),
      );
    }
  }
  const settled = planLoad(plan.map, sample, more);
  const [open] = settled.unsettled;
  if (!open) return settled;
  throw new QuarterdeckError(
    'load-refused',
    open.what === 'dates'
      ? `The dates in “${open.header}” of ${sample.name} can be read day-first or month-first (${open.example}). Say which: "dates": "day-first" or "dates": "month-first" in the map.`
      : `The numbers in “${open.header}” of ${sample.name} can be read two ways (${open.example}). Say which sign is the decimal one: "decimal": "." or "decimal": "," in the map.`,
  );
}

function noteDropped(dropped: StagedTable['dropped'], checks: Checks): void {
  checks.add(
    'footers',
    'info',
    dropped.footers,
    `${count(dropped.footers, 'row')} below the data left out (totals, notices, blank rows).`,
  );
  checks.add('comments', 'info', dropped.comments, `${count(dropped.comments, 'comment line')} left out.`);
  checks.add(
    'short',
    'look',
    dropped.short,
    `${count(dropped.short, 'row')} with fewer values than the header; the missing ones are empty.`,
  );
  checks.add(
    'repaired',
    'look',
    dropped.repaired,
    `${count(dropped.repaired, 'character')} not in the file's encoding were read as Windows-1252.`,
  );
}

interface CheckInput {
  readonly plan: LoadPlan;
  readonly stage: StageTable;
  readonly sample: Sample;
  readonly loadId: number;
  readonly roster: Roster;
  readonly checks: Checks;
  readonly run: RunOptions;
}

async function check(context: LoadContext, input: CheckInput): Promise<Pick<Prepared, 'main' | 'swap' | 'deals'>> {
  const { engine } = context;
  const { plan, loadId, roster, checks, run } = input;
  await refuseUnreadable(engine, plan, input.stage, loadId, input.sample.headers, checks, run);
  const stage = await roster.resolveNames(engine, input.stage, loadId, checks, run);
  const { as, noun } = plan.kind;
  let main = stage;
  let deals: DealStages | null = null;
  if (as === 'deals') {
    deals = await splitDeals(engine, stage, loadId, roster, checks, run);
    main = deals.deals;
  } else {
    const keys = keyColumns(plan);
    await refuseRepeated(
      engine,
      stage.name,
      keys,
      stage.filled.filter((column) => !keys.includes(column)),
      loadId,
      noun,
      checks,
      run,
    );
  }
  const swap = main.name === stage.name;
  if (swap) await dropColumns(engine, stage);
  const options = {
    baseCurrency: context.baseCurrency,
    today: (context.now?.() ?? new Date()).toISOString().slice(0, 10),
  };
  const rowKind = as === 'deals' || as === 'payouts' ? as : 'other';
  // A target may count partners or be a share, so it needs no currency.
  if (as !== 'targets') await checkRows(engine, main, rowKind, noun, options, checks, run);
  await checkDeals(engine, plan, main, checks);
  await checkExponentIds(engine, input, main);
  if (as === 'partners') roster.add(main);
  else if (main.filled.includes('partner_id')) {
    await roster.checkUnknown(engine, main.name, moneyAtStake(main.filled), noun, checks, run);
  }
  return { main, swap, deals };
}

async function checkDeals(engine: Executor, plan: LoadPlan, deals: StageTable, checks: Checks): Promise<void> {
  if (plan.kind.as !== 'deals') return;
  const [rows] = await engine.rows<{ n: number; won: number; lost: number }>(
    `SELECT count(*) AS n, count(*) FILTER (outcome = 'won') AS won, count(*) FILTER (outcome = 'lost') AS lost FROM ${
      deals.filled.includes('outcome') ? deals.name : `(SELECT NULL AS outcome FROM ${deals.name})`
    }`,
  );
  if (!rows) return;
  if (!deals.filled.includes('outcome')) {
    checks.add(
      'outcome-missing',
      'look',
      rows.n,
      `Nothing in the file says whether deals are open, won or lost; they are in no figure of bookings or pipeline. Map “outcome”, or set it for every row under "constants".`,
    );
  } else if (!Object.hasOwn(plan.map.columns, 'outcome') && !Object.hasOwn(plan.map.constants, 'outcome')) {
    checks.add(
      'outcome-from-stage',
      'info',
      rows.n,
      `Whether a deal is won or lost was read from its stage: ${count(rows.won, 'deal')} won, ${rows.lost.toLocaleString('en-US')} lost, ${(rows.n - rows.won - rows.lost).toLocaleString('en-US')} open.`,
    );
  }
}

/**
 * Ids that a spreadsheet has turned into numbers: 1.2E+05 may be one id for several. Looked for when the first rows have
 * some, because scanning ten million texts for it takes half a second.
 */
async function checkExponentIds(
  engine: Executor,
  { plan, sample, checks, run }: CheckInput,
  main: StageTable,
): Promise<void> {
  const [key] = keyColumns(plan);
  const column = plan.fields.find(({ field }) => field.field === key && field.type === 'id')?.column;
  if (!key || column === null || column === undefined) return;
  if (!sample.rows.some((row) => /^\d+([.,]\d+)?E\+\d+$/i.test(row[column]!))) return;
  const [found] = await engine.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${main.name} WHERE regexp_full_match(${key}, '\\d+([.,]\\d+)?[eE]\\+\\d+')`,
    undefined,
    run,
  );
  const n = found?.n ?? 0;
  checks.add(
    'id-in-exponent',
    'look',
    n,
    `${count(n, 'row')} whose ${key} a spreadsheet has turned into a number (1.2E+05); one such id may stand for several. Export it again as text.`,
  );
}

async function dropColumns(engine: Executor, stage: StageTable): Promise<void> {
  for (const column of [...stage.extra, 'remarks']) await engine.run(`ALTER TABLE ${stage.name} DROP COLUMN ${column}`);
}
