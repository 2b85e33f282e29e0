/** Reads the units of a line as columns for the kernel. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { QueryContext } from '../metrics/context.ts';
import { BASE_SCALE, type CompiledLine } from './compiled.ts';
import type { PayPeriod } from './periods.ts';
import { prepare, type RateOptions } from './prepared.ts';
import { LineKernel, type UnitTable } from './rateKernel.ts';
import { payKeys, unitKeys } from './rateSql.ts';

const BASE = { name: 'base', scale: BASE_SCALE };

/** A line ready to be rated again. */
export interface KeptLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  readonly table: UnitTable;
}

/**
 * The units of one line of a plan, ordered by payee, period and what tells units apart: what its rules read, and always the
 * base.
 * @throws what `ratePlan` throws
 */
export async function readUnits(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  index: number,
  options: RateOptions = {},
): Promise<KeptLine> {
  const prepared = await prepare(context, plan, options);
  const line = prepared.lines[index]!;
  const read = LineKernel.columns(line.compiled);
  const columns = read.some(({ name }) => name === BASE.name) ? read : [...read, BASE];
  const figures = columns.map(
    ({ name, scale }) => `CAST(CAST(${name} AS DECIMAL(38,${scale})) * ${10 ** scale} AS DOUBLE) AS ${name}`,
  );
  const { versioned } = line.compiled;
  const keys = payKeys(line.compiled).join(', ');
  const order = unitKeys(line.compiled).join(', ');
  const rows = await prepared.read<UnitRow>(
    line,
    'units',
    (units) => `SELECT ${keys}, ${figures.join(', ')} FROM ${units} AS units ORDER BY ${order}`,
  );
  const values = new Map(columns.map(({ name }) => [name, new Float64Array(rows.length)]));
  rows.forEach((row, at) => {
    for (const { name } of columns) {
      const figure = row[name];
      values.get(name)![at] = figure === null ? Number.NaN : Number(figure);
    }
  });
  return {
    compiled: line.compiled,
    periods: line.periods,
    table: {
      units: rows.length,
      ...(versioned ? versionsOf(rows) : groupsOf(rows)),
      column: (name) => values.get(name)!,
    },
  };
}

type UnitRow = Readonly<Record<string, string | number | null>>;
type Groups = Pick<UnitTable, 'payees' | 'groupOf' | 'payeeOf' | 'periodOf'>;

/** Rows come by payee, then period. */
function groupsOf(rows: readonly UnitRow[]): Groups {
  const payees: string[] = [];
  const groupOf = new Int32Array(rows.length);
  const payeeOf: number[] = [];
  const periodOf: number[] = [];
  rows.forEach((row, at) => {
    const payee = String(row.payee);
    const period = Number(row.period);
    const other = payees.at(-1) !== payee;
    if (other) payees.push(payee);
    if (other || periodOf.at(-1) !== period) {
      payeeOf.push(payees.length - 1);
      periodOf.push(period);
    }
    groupOf[at] = periodOf.length - 1;
  });
  return { payees, groupOf, payeeOf: Int32Array.from(payeeOf), periodOf: Int32Array.from(periodOf) };
}

/** Rows come by payee, period, and the period that knew of its returns, in which the version is paid. */
function versionsOf(rows: readonly UnitRow[]): Groups & Pick<UnitTable, 'versions'> {
  const keyOf = (row: UnitRow, ...names: string[]) => names.map((name) => row[name]).join('\n');
  const paid = [...new Map(rows.map((row) => [keyOf(row, 'payee', 'known_by'), row])).values()].sort(
    (a, b) => compareText(String(a.payee), String(b.payee)) || Number(a.known_by) - Number(b.known_by),
  );
  const { payees, payeeOf, periodOf } = groupsOf(paid.map((row) => ({ payee: row.payee!, period: row.known_by! })));
  const placeOf = new Map(paid.map((row, place) => [keyOf(row, 'payee', 'known_by'), place]));
  const groupOf = new Int32Array(rows.length);
  const paidIn: number[] = [];
  const before: number[] = [];
  rows.forEach((row, at) => {
    const last = rows[at - 1];
    const samePeriod = last !== undefined && keyOf(last, 'payee', 'period') === keyOf(row, 'payee', 'period');
    if (!samePeriod || last.known_by !== row.known_by) {
      before.push(samePeriod ? paidIn.length - 1 : -1);
      paidIn.push(placeOf.get(keyOf(row, 'payee', 'known_by'))!);
    }
    groupOf[at] = paidIn.length - 1;
  });
  const versions = { paidIn: Int32Array.from(paidIn), before: Int32Array.from(before) };
  return { payees, groupOf, payeeOf, periodOf, versions };
}

/** As the store orders text. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
