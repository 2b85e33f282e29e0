/** The answer of record: the same conditions as the kernel's, in SQL over the measures of the network. */

import type { RunOptions } from '../engine/engine.ts';
import { quoteName } from '../engine/sql.ts';
import type { QueryContext } from '../metrics/context.ts';
import { measureStatement } from '../metrics/measures/statement.ts';
import type { Expression, Inputs } from '../rules/expression.ts';
import { isCondition } from '../rules/expression.ts';
import { toSql } from '../rules/sql.ts';
import { columnsOf, flagsOf } from '../rules/walk.ts';
import type { CompiledProgram } from './compiled.ts';
import type { LevelMasks } from './evaluate.ts';
import { type TableNeed, tablesNeeded } from './evaluateRows.ts';
import type { PartnerTraits } from './evaluateTraits.ts';

export interface RecordRequest {
  readonly asOf: string;
  /** Everybody the program is for: places among peers are found among them. */
  readonly traits: PartnerTraits;
  /** Those of the program when left out. */
  readonly inputs?: Inputs;
  /** Only this one is answered for, though all are ranked. */
  readonly partner?: number;
}

/** Numbers as exact decimal text, conditions as true or false, by the names of the expressions. */
export type RecordRow = Readonly<Record<string, string | boolean | null>>;

/**
 * Expressions over the partners' own rows on a day, in the order of the partners; one row when one partner is asked for.
 * @param context with amounts in the currency of the program (`inCurrency`)
 */
export async function readRecord(
  context: QueryContext,
  compiled: CompiledProgram,
  expressions: Readonly<Record<string, Expression>>,
  request: RecordRequest,
  options: RunOptions = {},
): Promise<RecordRow[]> {
  const named = Object.entries(expressions).map(([name, expression], index) => ({ name, expression, as: `e${index}` }));
  const wanted = new Set(flagsOf(...named.map(({ expression }) => expression)).map(({ name }) => name));
  const held = new Map<string, Uint8Array>();
  for (const [index, { flag }] of compiled.held.entries()) {
    if (wanted.has(flag)) held.set(flag, await heldByRecord(context, compiled, index, request, options));
  }
  const [need] = tablesNeeded(compiled, [request.asOf], context.network);
  const rows = rowsOf(
    context,
    compiled,
    need!,
    named.map(({ expression }) => expression),
    request,
    held,
  );
  const columns = named.map(({ expression, as }) => `${printed(expression, rows, request, compiled)} AS ${as}`);
  const chosen = request.partner === undefined ? '' : `WHERE p = ${request.partner}`;
  const found = await context.reader.rows<Record<string, string | number | boolean | null>>(
    `SELECT ${['p', ...columns].join(', ')} FROM (${rows.sql}) AS rows ${chosen} ORDER BY p`,
    rows.bindings,
    options,
  );
  return found.map((row) =>
    Object.fromEntries(
      named.map(({ name, as }) => {
        const value = row[as]!;
        return [name, typeof value === 'number' ? String(value) : value];
      }),
    ),
  );
}

/** Levels on days by SQL: the record that the kernel's answer must equal. */
export async function readLevels(
  context: QueryContext,
  compiled: CompiledProgram,
  {
    asOfs,
    traits,
    inputs,
  }: { readonly asOfs: readonly string[]; readonly traits: PartnerTraits; readonly inputs?: Inputs },
  options: RunOptions = {},
): Promise<LevelMasks> {
  const expressions = Object.fromEntries(
    compiled.levels.flatMap(({ entry, keep }, index) => [
      [`entry.${index}`, entry],
      [`keep.${index}`, keep],
    ]),
  );
  const [entry, keep]: [Uint32Array[], Uint32Array[]] = [[], []];
  for (const asOf of asOfs) {
    const request = { asOf, traits, ...(inputs && { inputs }) };
    const rows = await readRecord(context, compiled, expressions, request, options);
    const mask = (reading: 'entry' | 'keep') =>
      Uint32Array.from(rows, (row) =>
        compiled.levels.reduce((mask, _, level) => (row[`${reading}.${level}`] ? mask | (1 << level) : mask), 0),
      );
    entry.push(mask('entry'));
    keep.push(mask('keep'));
  }
  return { entry, keep };
}

/** 1 for the partners of whom any row of another space meets the condition. */
async function heldByRecord(
  context: QueryContext,
  compiled: CompiledProgram,
  index: number,
  request: RecordRequest,
  options: RunOptions,
): Promise<Uint8Array> {
  const { condition } = compiled.held[index]!;
  const need = tablesNeeded(compiled, [request.asOf], context.network)[index + 1]!;
  const rows = rowsOf(context, compiled, need, [condition], request, new Map());
  const found = await context.reader.rows<{ p: number }>(
    `SELECT p FROM (${rows.sql}) AS rows GROUP BY p HAVING bool_or(${printed(condition, rows, request, compiled)})`,
    rows.bindings,
    options,
  );
  const held = new Uint8Array(request.traits.partners.length);
  for (const { p } of found) held[p] = 1;
  return held;
}

/** Rows of a space with what the expressions read: p, measures, places among peers, flags. */
interface RecordRows {
  readonly sql: string;
  readonly bindings: Record<string, string>;
  column(name: string): string;
  flag(name: string): string;
}

function rowsOf(
  { network }: QueryContext,
  { ranks }: CompiledProgram,
  need: TableNeed,
  expressions: readonly Expression[],
  { traits }: RecordRequest,
  held: ReadonlyMap<string, Uint8Array>,
): RecordRows {
  const read = new Set(columnsOf(...expressions).map(({ name }) => name));
  const ranked = ranks.filter(({ name, peers }) => read.has(name) || read.has(peers));
  const keys = new Set([...read, ...ranked.map(({ measure }) => measure.key)]);
  const measures = need.measures.filter(({ key }) => keys.has(key));
  const partners = traits.partners.map(({ id }) => id);
  const asked = { network, measures, asOfs: need.asOfs, partners, ...(need.slice && { slice: need.slice }) };
  const measured = measureStatement(asked);

  const place = new Map(measures.map(({ key }, index) => [key, `m${index}`]));
  const flags = flagsOf(...expressions).map(({ name }, index) => ({
    name,
    as: `f${index}`,
    rows: held.get(name) ?? traits.flag(name, need.asOfs),
  }));
  const peers = ranked.map((rank, index) => ({ as: `g${index}`, rows: traits.peers(rank.scope, need.asOfs) }));
  const lists = [...flags, ...peers];
  const bindings: Record<string, string> = { ...measured.bindings };
  const unnested = lists.map(({ as, rows }) => {
    bindings[`traits_${as}`] = JSON.stringify([...rows]);
    return `unnest(from_json($traits_${as}, '["INTEGER"]')) AS ${as}`;
  });
  const size = partners.length * need.asOfs.length;
  const known = `(SELECT ${[`unnest(range(${size})) AS place`, ...unnested].join(', ')})`;
  const figures = measures.map((_, index) => `measured.m${index}`);
  const columns = [
    'measured.p',
    ...figures,
    ...ranked.flatMap((rank, index) => placesSql(`measured.${place.get(rank.measure.key)}`, index)),
    ...flags.map(({ as }) => `known.${as} = 1 AS ${as}`),
  ];
  const names = new Map([
    ...place,
    ...ranked.flatMap(({ name, peers }, index) => [[name, `r${index}`] as const, [peers, `n${index}`] as const]),
  ]);
  const flagNames = new Map(flags.map(({ name, as }) => [name, as]));
  return {
    sql: `SELECT ${columns.join(', ')} FROM (${measured.sql}) AS measured
      JOIN ${known} AS known ON known.place = measured.d * ${partners.length} + measured.p`,
    bindings,
    column: (name) => quoteName(names.get(name)!),
    flag: (name) => quoteName(flagNames.get(name)!),
  };
}

/** Places among peers with a figure, on the same day; partners with the same figure share the better place. */
function placesSql(figure: string, index: number): string[] {
  const group = `known.g${index}`;
  const counted = `${figure} IS NOT NULL AND ${group} >= 0`;
  return [
    `CASE WHEN ${counted} THEN rank() OVER (PARTITION BY measured.d, ${group}, ${figure} IS NULL ORDER BY ${figure} DESC) END AS r${index}`,
    `CASE WHEN ${counted} THEN count(${figure}) OVER (PARTITION BY measured.d, ${group}) END AS n${index}`,
  ];
}

function printed(
  expression: Expression,
  { column, flag }: RecordRows,
  { inputs }: RecordRequest,
  compiled: CompiledProgram,
): string {
  const sql = toSql(expression, { column, flag, inputs: inputs ?? compiled.inputs });
  // As text, so that every digit arrives.
  return isCondition(expression) ? sql : `CAST(${sql} AS VARCHAR)`;
}
