/** The answer of record: the same conditions as the kernel's, in SQL over the measures of the network. */
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { Expression, Inputs } from '../../rules/expression.ts';
import { isCondition } from '../../rules/expression.ts';
import { toSql, toSqlColumns } from '../../rules/sql.ts';
import { flagsOf } from '../../rules/walk.ts';
import type { CompiledProgram } from '../compiled.ts';
import type { Evaluation, TestResults } from '../evaluate.ts';
import { RecordColumns, type RecordRow } from './columns.ts';
import { type RecordRows, recordRows } from './recordRows.ts';
import { tablesNeeded } from './rows.ts';
import type { PartnerTraits } from './traits.ts';

export interface RecordRequest {
  readonly asOf: string;
  /** Everybody the program is for: places among peers are found among them. */
  readonly traits: PartnerTraits;
  /** Those of the program when left out. */
  readonly inputs?: Inputs;
  /** Only this one is answered for, though all are ranked. */
  readonly partner?: number;
}

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
  const wanted = new Set(flagsOf(...Object.values(expressions)).map(({ name }) => name));
  const held = new Map<string, Uint8Array>();
  for (const [index, { flag, condition }] of compiled.held.entries()) {
    if (!wanted.has(flag)) continue;
    const rows = await readHeld(context, compiled, index, { [flag]: condition }, request, options);
    held.set(flag, flagOf(rows, flag));
  }
  return readMain(context, compiled, expressions, request, held, options);
}

/** All that the kernel says of a program, by SQL: the record that its answers must equal. It stays valid. */
export async function readEvaluation(
  context: QueryContext,
  compiled: CompiledProgram,
  { asOfs, ...request }: Omit<RecordRequest, 'asOf' | 'partner'> & { readonly asOfs: readonly string[] },
  options: RunOptions = {},
): Promise<Evaluation> {
  const { held } = compiled;
  const partners = request.traits.partners.length;
  const columns = new RecordColumns(asOfs.length * partners);
  const own = ownExpressions(compiled);
  const [entry, keep]: [Uint32Array[], Uint32Array[]] = [[], []];
  for (const [day, asOf] of asOfs.entries()) {
    const flags = new Map<string, Uint8Array>();
    for (const [index, { flag, condition }] of held.entries()) {
      const asked = { [flag]: condition, ...testExpressions(compiled, index) };
      const rows = await readHeld(context, compiled, index, asked, { ...request, asOf }, options);
      columns.put(asked, day * partners, rows);
      flags.set(flag, flagOf(rows, flag));
    }
    const rows = await readMain(context, compiled, own, { ...request, asOf }, flags, options);
    columns.put(own, day * partners, rows);
    entry.push(maskOf(compiled, rows, 'entry'));
    keep.push(maskOf(compiled, rows, 'keep'));
  }
  return {
    entry,
    keep,
    test: (index): TestResults => ({
      value: columns.number(`value.${index}`),
      entry: columns.number(`threshold.${index}`),
      exit: columns.number(`exit.${index}`),
      met: columns.flag(`met.${index}`)!,
      kept: columns.flag(`kept.${index}`)!,
    }),
    score: (id) => columns.number(`score.${id}`),
    benefit: (index) => columns.number(`benefit.${index}`),
    flag: (name) => columns.flag(name) ?? request.traits.flag(name, asOfs),
  };
}

/** What is read on the partners' own rows. Thresholds are read there for all tests: they depend on the partner alone. */
function ownExpressions(compiled: CompiledProgram): Record<string, Expression> {
  const { tests, scores, benefits } = compiled;
  return {
    ...levelExpressions(compiled),
    ...testExpressions(compiled, -1),
    ...Object.fromEntries(tests.map(({ entry }, index) => [`threshold.${index}`, entry])),
    ...Object.fromEntries(tests.map(({ exit }, index) => [`exit.${index}`, exit])),
    ...Object.fromEntries(scores.map(({ id, points }) => [`score.${id}`, points])),
    ...Object.fromEntries(benefits.map(({ amount }, index) => [`benefit.${index}`, amount])),
  };
}

function levelExpressions({ levels }: CompiledProgram): Record<string, Expression> {
  return Object.fromEntries(
    levels.flatMap(({ entry, keep }, index) => [
      [`entry.${index}`, entry],
      [`keep.${index}`, keep],
    ]),
  );
}

function testExpressions({ tests }: CompiledProgram, space: number): Record<string, Expression> {
  return Object.fromEntries(
    tests.flatMap((test, index) =>
      test.space === space
        ? [
            [`value.${index}`, test.value],
            [`met.${index}`, test.met],
            [`kept.${index}`, test.kept],
          ]
        : [],
    ),
  );
}

function maskOf({ levels }: CompiledProgram, rows: readonly RecordRow[], reading: 'entry' | 'keep'): Uint32Array {
  return Uint32Array.from(rows, (row) =>
    levels.reduce((mask, _, level) => (row[`${reading}.${level}`] === true ? mask | (1 << level) : mask), 0),
  );
}

function flagOf(rows: readonly (RecordRow | undefined)[], name: string): Uint8Array {
  return Uint8Array.from(rows, (row) => (row?.[name] === true ? 1 : 0));
}

async function readMain(
  context: QueryContext,
  compiled: CompiledProgram,
  expressions: Readonly<Record<string, Expression>>,
  request: RecordRequest,
  held: ReadonlyMap<string, Uint8Array>,
  options: RunOptions,
): Promise<RecordRow[]> {
  const [need] = tablesNeeded(compiled, [request.asOf], context.network);
  const rows = recordRows(context.network, compiled, need!, Object.values(expressions), request.traits, held);
  const tail = `${request.partner === undefined ? '' : `WHERE p = ${request.partner}`} ORDER BY p`;
  return answer(context, { rows, expressions, inputs: request.inputs ?? compiled.inputs, tail }, options);
}

/**
 * Expressions over the rows of another space, brought together by partner: conditions that hold on any row, and of numbers
 * the one that comes closest to meeting its test. In the order of the partners; undefined for who has no such row.
 */
async function readHeld(
  context: QueryContext,
  compiled: CompiledProgram,
  index: number,
  expressions: Readonly<Record<string, Expression>>,
  request: RecordRequest,
  options: RunOptions,
): Promise<(RecordRow | undefined)[]> {
  const need = tablesNeeded(compiled, [request.asOf], context.network)[index + 1]!;
  const { present } = compiled.held[index]!;
  const read = [...Object.values(expressions), present];
  const rows = recordRows(context.network, compiled, need, read, request.traits, new Map());
  const inputs = request.inputs ?? compiled.inputs;
  const counted = `FILTER (WHERE ${toSql(present, { ...rows, inputs })})`;
  const together = (sql: string, name: string, condition: boolean) =>
    `${condition ? 'bool_or' : bestOf(compiled, name)}(${sql}) ${counted}`;
  const found = await answer(context, { rows, expressions, inputs, together, tail: 'GROUP BY p' }, options);
  const byPartner = new Map(found.map((row) => [Number(row.p), row]));
  return request.traits.partners.map((_, partner) => byPartner.get(partner));
}

function bestOf({ tests }: CompiledProgram, name: string): 'min' | 'max' {
  const sign = tests[Number(name.slice('value.'.length))]?.sign;
  return sign === '<' || sign === '<=' ? 'min' : 'max';
}

/** A statement over rows. */
export interface Question {
  readonly rows: RecordRows;
  readonly expressions: Readonly<Record<string, Expression>>;
  readonly inputs: Inputs;
  /** Columns of the rows that come too, as text: `p`, the index of the partner, when left out. */
  readonly keys?: readonly string[];
  /** How rows are brought together; each as it is when left out. */
  together?(sql: string, name: string, condition: boolean): string;
  /** Which rows, in which order or groups. */
  readonly tail: string;
}

export async function answer(
  { reader }: QueryContext,
  { rows, expressions, inputs, keys = ['p'], together = (sql) => sql, tail }: Question,
  options: RunOptions,
): Promise<RecordRow[]> {
  const { column, flag } = rows;
  const shared = toSqlColumns(`(${rows.sql}) AS rows`, expressions, { column, flag, inputs });
  const named = Object.entries(expressions).map(([name, expression], index) => {
    const condition = isCondition(expression);
    // Numbers as text, so that every digit arrives.
    const sql = together(shared.columns[name]!, name, condition);
    return { name, as: `e${index}`, sql: condition ? sql : `CAST(${sql} AS VARCHAR)` };
  });
  const found = await reader.rows<Record<string, string | number | boolean | null>>(
    `SELECT ${[...keys, ...named.map(({ sql, as }) => `${sql} AS ${as}`)].join(', ')} FROM ${shared.from} ${tail}`,
    rows.bindings,
    options,
  );
  return found.map((row) => ({
    ...Object.fromEntries(keys.map((key) => [key, row[key] === null ? null : String(row[key])])),
    ...Object.fromEntries(named.map(({ name, as }) => [name, row[as] as string | boolean | null])),
  }));
}
