/** The units of a line as they stand to its thresholds: a payee and period each, or a deal where deals are rated alone. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { lastDay } from '../../network/period.ts';
import { compileLine } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { asksFor, rowsToPay } from '../lab/chosenPayees.ts';
import { keptUnits } from '../lab/keptUnits.ts';
import { payRoster } from '../lab/payRoster.ts';
import type { PayPeriod } from '../periods.ts';
import type { UnitTable } from '../rateKernel.ts';
import type { SideRequest } from '../side.ts';
import { type Axis, axisColumn } from './thresholds.ts';

export interface LineUnits {
  readonly plan: IncentivePlan;
  readonly compiled: CompiledLine;
  readonly table: UnitTable;
  /** Those of the asked period, oldest first. */
  readonly periods: readonly PayPeriod[];
  /** Places in the table of units of these periods, of payees who are asked for. */
  readonly chosen: readonly number[];
  payeeAt(unit: number): string;
  periodAt(unit: number): PayPeriod;
}

/** What earlier periods reached is not changed by returns that came later, so a true-up is left aside. */
export async function readLineUnits(
  desk: IncentiveDesk,
  asked: IncentivePlan,
  index: number,
  request: Pick<SideRequest, 'where' | 'levels'> & { readonly period: ResolvedPeriod },
  options: LabOptions,
): Promise<LineUnits> {
  const plan = withoutTrueUp(asked);
  const compiled = compileLine(plan, index);
  const { period: span, levels } = request;
  const roster = await payRoster(desk, lastDay(span), undefined, options);
  const rows = rowsToPay([plan], roster, request.where);
  const isAsked = asksFor(rows, compiled.line);
  const { table, periods: all } = await keptUnits(desk, plan, compiled, { where: rows.where, levels }, options);
  const { from, to } = span;
  const periods = all.filter((period) => period.to >= from && period.to <= to);
  const byIndex = new Map(periods.map((period) => [period.index, period]));
  const periodIndex = (unit: number) => table.periodOf[table.groupOf[unit]!]!;
  const chosen: number[] = [];
  const payeeAt = (unit: number) => table.payees[table.payeeOf[table.groupOf[unit]!]!]!;
  for (let unit = 0; unit < table.units; unit++) {
    if (byIndex.has(periodIndex(unit)) && isAsked(payeeAt(unit))) chosen.push(unit);
  }
  return {
    plan,
    compiled,
    table,
    periods,
    chosen,
    payeeAt,
    periodAt: (unit) => byIndex.get(periodIndex(unit))!,
  };
}

/** What a unit has on an axis, in whole numbers of 1/10,000; NaN where it has none. */
export function reachedOf({ table }: Pick<LineUnits, 'table'>, axis: Axis, unit: number): number {
  const base = table.column('base')[unit]!;
  const name = axisColumn(axis);
  if (name === null) return base;
  const other = table.column(name)[unit]!;
  if (axis === 'measure') return other;
  return other > 0 ? (base / other) * 10_000 : Number.NaN;
}

function withoutTrueUp(plan: IncentivePlan): IncentivePlan {
  if (!plan.lines.some(({ terms }) => terms.trueUp)) return plan;
  const lines = plan.lines.map((line) => {
    const { trueUp: _, ...terms } = line.terms;
    return { ...line, terms };
  });
  return { ...plan, lines };
}
