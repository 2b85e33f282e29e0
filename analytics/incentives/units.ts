/** Reads the units of a line as columns for the kernel. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { QueryContext } from '../metrics/context.ts';
import { BASE_SCALE, type CompiledLine } from './compiled.ts';
import type { PayPeriod } from './periods.ts';
import { prepare, type RateOptions } from './rate.ts';
import { LineKernel, type UnitTable } from './rateKernel.ts';

const BASE = { name: 'base', scale: BASE_SCALE };

/** A line ready to be rated again. */
export interface KeptLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  readonly table: UnitTable;
}

/**
 * The units of one line of a plan, ordered by payee and period: what its rules read, and always the base.
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
  const { sql, bindings } = prepared.statement(line, 'units');
  const figures = columns.map(
    ({ name, scale }) => `CAST(CAST(${name} AS DECIMAL(38,${scale})) * ${10 ** scale} AS DOUBLE) AS ${name}`,
  );
  const rows = await context.reader.rows<Record<string, string | number | null>>(
    `SELECT ${['payee', 'period', ...figures].join(', ')} FROM (${sql}) AS units ORDER BY payee, period`,
    bindings,
    options,
  );
  const values = new Map(columns.map(({ name }) => [name, new Float64Array(rows.length)]));
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
      payees,
      groupOf,
      payeeOf: Int32Array.from(payeeOf),
      periodOf: Int32Array.from(periodOf),
      column: (name) => values.get(name)!,
    },
  };
}
