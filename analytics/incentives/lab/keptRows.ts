/** The rows of a line that may be taken off, or that something comes off, read once per lab. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { prepare } from '../prepared.ts';
import { unitKeys } from '../rateSql.ts';
import { PART_SCALE, type RowTable } from '../rowKernel.ts';
import { type Grain, lineRelation } from '../rows.ts';
import type { SideRequest } from '../side.ts';
import { unitsKey } from '../unitsKey.ts';
import { keptTables } from './keptTables.ts';

const ROW_BYTES = 40;

/** What a line counts, before what earlier ones paid comes off; null where the ledger is too large to be kept. */
export async function keptRows(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { where, levels }: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
): Promise<RowTable | null> {
  const { context, lab } = desk;
  const tables = await keptTables(desk);
  if (!tables) return null;
  const key = `pay rows ${unitsKey(plan, compiled, { where, levels, whole: true })}`;
  return lab.keep(context, key, options.signal, async () => {
    const run = { where, levels, signal: options.signal, tables, whole: true };
    const prepared = await prepare(context, plan, run);
    const line = prepared.lines[compiled.index]!;
    const numbers = { sql: numberedDeals(context.network, prepared.grainOf(line.compiled)), bindings: {} };
    const rows = await tables(numbers, options, (deals) =>
      prepared.read<RowRead>(line, 'unrated', (relation) => rowSql(line.compiled, relation, deals)),
    );
    return { value: tableOf(rows, line.compiled), bytes: 1_024 + rows.length * ROW_BYTES };
  });
}

interface RowRead {
  readonly unit: number;
  readonly number: number;
  readonly base: number;
  readonly row_key: number | null;
  readonly mask: number;
  readonly extra: number;
  readonly claimed: boolean;
  readonly part: number | null;
}

/** Every deal that was won (or line of one) with its place in the order of ids, by which equal remainders are served. */
function numberedDeals(network: Network, grain: Grain): string {
  const won = `SELECT deal_id FROM ${network.table('deal')} AS deals WHERE outcome = 'won'`;
  const ids =
    grain === 'line'
      ? `SELECT l.deal_id, l.line_id FROM ${lineRelation(network)} l SEMI JOIN (${won}) won ON won.deal_id = l.deal_id`
      : `SELECT deal_id, CAST(NULL AS VARCHAR) AS line_id FROM (${won}) AS won`;
  return `SELECT deal_id, line_id, CAST(row_number() OVER (ORDER BY deal_id, line_id) - 1 AS INTEGER) AS number FROM (${ids}) AS ids`;
}

/** Units are numbered in the order of `readUnits`. */
function rowSql(compiled: CompiledLine, relation: string, deals: string): string {
  const { line } = compiled;
  const keys = unitKeys(compiled).map((key) => `r.${key}`);
  const extra = line.surcharges.map((_, index) => `CASE WHEN r.s${index} THEN ${2 ** index} ELSE 0 END`);
  const claimed = line.terms.claimWithinDays === undefined ? 'TRUE' : 'r.claimed';
  return `SELECT CAST(dense_rank() OVER (ORDER BY ${keys.join(', ')}) - 1 AS INTEGER) AS unit, n.number,
      CAST(r.base * 10000 AS DOUBLE) AS base, r.row_key, r.mask, ${extra.length > 0 ? extra.join(' + ') : '0'} AS extra,
      coalesce(${claimed}, FALSE) AS claimed, ${isShared(compiled) ? `CAST(r.part * ${10 ** PART_SCALE} AS DOUBLE)` : 'NULL'} AS part
    FROM ${relation} r JOIN ${deals} n ON n.deal_id = r.deal_id AND n.line_id IS NOT DISTINCT FROM r.line_id
    WHERE r.counts AND r.base IS NOT NULL ORDER BY unit, number`;
}

function isShared({ line: { on } }: CompiledLine): boolean {
  return on.less.length > 0 && on.credit === 'share';
}

function tableOf(rows: readonly RowRead[], compiled: CompiledLine): RowTable {
  return {
    rows: rows.length,
    unitOf: Int32Array.from(rows, ({ unit }) => unit),
    dealOf: Int32Array.from(rows, ({ number }) => number),
    base: Float64Array.from(rows, ({ base }) => base),
    keyOf: Int16Array.from(rows, ({ row_key: key }) => key ?? -1),
    maskOf: Int32Array.from(rows, ({ mask }) => mask),
    extraOf: Int32Array.from(rows, ({ extra }) => extra),
    claimed: Uint8Array.from(rows, ({ claimed }) => Number(claimed)),
    part: isShared(compiled) ? Float64Array.from(rows, ({ part }) => part!) : null,
  };
}
