/** The figures and verdicts of one partner, node by node, from the record. */
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { formatDate } from '../../present/dates.ts';
import type { Condition, Expression, NumberExpression } from '../../rules/expression.ts';
import { toSql } from '../../rules/sql.ts';
import type { CompiledLevel, CompiledProgram, CompiledRequirement } from '../compiled.ts';
import type { RecordRow } from '../evaluate/columns.ts';
import { answer, type RecordRequest, readRecord } from '../evaluate/record.ts';
import { recordRows } from '../evaluate/recordRows.ts';
import { tablesNeeded } from '../evaluate/rows.ts';

/** The space of the partners themselves. */
const OWN_ROWS = -1;

export interface Figures {
  holds(condition: Condition, space?: number): boolean;
  /** Exact decimal text; null for none. */
  number(expression: NumberExpression, space?: number): string | null;
  /** The row of another space that speaks for the partner; null when there is none, and for the partners' own rows. */
  row(space: number): { readonly label: string; readonly day: string } | null;
}

export type FiguresRequest = RecordRequest & { readonly partner: number };

/** Reads everything an explanation names. Of the rows of a day or region it takes the one that meets most. */
export async function readFigures(
  context: QueryContext,
  compiled: CompiledProgram,
  request: FiguresRequest,
  options: RunOptions,
): Promise<Figures> {
  const named = expressionsBySpace(compiled);
  const rows = new Map<number, HeldRow>();
  const [own] = await readRecord(context, compiled, byName(named.get(OWN_ROWS)!), request, options);
  rows.set(OWN_ROWS, { figures: own!, label: '', day: request.asOf });
  for (const space of compiled.held.keys()) {
    const expressions = named.get(space);
    const row = expressions && (await readBest(context, compiled, space, byName(expressions), request, options));
    if (row) rows.set(space, row);
  }
  const find = (expression: Expression, space: number) => {
    const name = named.get(space)?.get(expression);
    if (name === undefined) throw new Error('An explanation names a figure that was not read');
    return rows.get(space)?.figures[name] ?? null;
  };
  return {
    holds: (condition, space = OWN_ROWS) => find(condition, space) === true,
    number: (expression, space = OWN_ROWS) => {
      const value = find(expression, space);
      return typeof value === 'string' ? value : null;
    },
    row: (space) => (space === OWN_ROWS ? null : (rows.get(space) ?? null)),
  };
}

interface HeldRow {
  readonly figures: RecordRow;
  readonly label: string;
  readonly day: string;
}

type Named = Map<Expression, string>;

function byName(named: Named): Record<string, Expression> {
  return Object.fromEntries([...named].map(([expression, name]) => [name, expression]));
}

/** What is named of each space. Nodes are shared, so that each is read once. */
function expressionsBySpace(compiled: CompiledProgram): Map<number, Named> {
  const spaces = new Map<number, Named>([[OWN_ROWS, new Map()]]);
  const name = (space: number, ...expressions: readonly Expression[]): void => {
    const named = spaces.get(space) ?? new Map<Expression, string>();
    spaces.set(space, named);
    for (const expression of expressions) {
      if (!named.has(expression)) named.set(expression, `x${named.size}`);
    }
  };
  for (const level of compiled.levels) {
    name(OWN_ROWS, level.entry, level.keep, ...level.tracks.map(({ open }) => open));
  }
  const roots = [
    ...compiled.levels.flatMap(rootsOf),
    ...compiled.scores.flatMap(({ parts }) => parts.flatMap(({ gate }) => gate ?? [])),
  ];
  for (const node of roots.flatMap(nodesWithin)) name(node.space, node.entry, node.keep);
  for (const { space, value, entry, exit, peers } of compiled.tests) {
    name(space, value, entry, exit, ...(peers ? [peers] : []));
  }
  for (const { points, parts } of compiled.scores) {
    name(OWN_ROWS, points);
    for (const part of parts) {
      name(OWN_ROWS, part.points, ...(part.most ? [part.most] : []), ...(part.measure ? [part.measure.value] : []));
    }
  }
  return spaces;
}

function rootsOf({ requirement, keepRequirement, invitation, tracks }: CompiledLevel): CompiledRequirement[] {
  const own = [requirement, keepRequirement, invitation].filter((node) => node !== null);
  return [...own, ...tracks.map((track) => track.requirement)];
}

function nodesWithin(node: CompiledRequirement): CompiledRequirement[] {
  return [node, ...node.of.flatMap(nodesWithin)];
}

async function readBest(
  context: QueryContext,
  compiled: CompiledProgram,
  index: number,
  expressions: Readonly<Record<string, Expression>>,
  request: FiguresRequest,
  options: RunOptions,
): Promise<HeldRow | null> {
  const { present, condition, space } = compiled.held[index]!;
  const { inputs = compiled.inputs } = request;
  const need = tablesNeeded(compiled, [request.asOf], context.network)[index + 1]!;
  const asked = { ...expressions, held: condition };
  const read = [...Object.values(asked), present];
  const rows = recordRows(context.network, compiled, need, read, request.traits, new Map());
  const keys = ['d', ...(need.slice ? ['slice'] : [])];
  const tail = `WHERE p = ${request.partner} AND ${toSql(present, { ...rows, inputs })} ORDER BY ${keys.join(', ')}`;
  const found = await answer(context, { rows, expressions: asked, inputs, keys, tail }, options);
  const best = found.reduce<RecordRow | null>((best, row) => (best && meets(best) > meets(row) ? best : row), null);
  if (!best) return null;
  const day = need.asOfs[Number(best.d)]!;
  const label = space.kind === 'days' ? formatDate(day, context.network.policy.locale) : String(best.slice ?? '(none)');
  return { figures: best, label, day };
}

/** How much of what is asked holds on a row; all of it counts most. */
function meets(row: RecordRow): number {
  const held = Object.values(row).filter((value) => value === true).length;
  return row.held === true ? held + Object.keys(row).length : held;
}
