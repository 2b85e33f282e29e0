/** What a line of a plan had to pay on in every closed quarter: the columns of its units, as history that can be drawn. */

import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Inputs, Scale } from '../../rules/expression.ts';
import { compileKernel } from '../../rules/kernel.ts';
import { ATTAINED, compileLine, TARGET } from '../compile.ts';
import { type CompiledLine, PAY_SCALE } from '../compiled.ts';
import { BASELINE, MEASURED, PART } from '../compileRate.ts';
import type { IncentiveDesk } from '../desk.ts';
import { keptUnits } from '../lab/keptUnits.ts';
import { LineKernel, summedUnits } from '../rateKernel.ts';
import type { KeptLine } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';

/** Columns that are no sums of rows. */
const HELD = [MEASURED, ATTAINED, TARGET];

export interface LineHistory {
  readonly plan: IncentivePlan;
  readonly compiled: CompiledLine;
  /** Lines of one key have the same history. */
  readonly key: string;
  readonly grain: 'month' | 'quarter';
  /** What is drawn: sums of rows, or what the deals earned where each is rated by itself. */
  readonly columns: readonly { readonly name: string; readonly scale: Scale }[];
  readonly payees: readonly string[];
  /** The column's figures by payee, then by period of the grain, from `firstPeriod` on: `payee × periods + period`. */
  readonly firstPeriod: number;
  readonly periods: number;
  /** @param inputs of the plan, for what deals earned one by one */
  figures(column: string, inputs: Inputs): Float64Array;
  /** The newest known figure of a column that cannot be drawn; NaN where there is none. */
  readonly held: ReadonlyMap<string, Float64Array>;
}

/** The column of what the deals of a payee earned, where each is rated by itself. */
export const DEAL_PAY = 'pay';

interface Asked {
  readonly where: readonly Filter[];
  readonly levels?: string | undefined;
}

/**
 * The line's units by month or quarter, whatever its own periods are, as if the plan had always been in force.
 * @throws what `readUnits` throws
 */
export async function lineHistory(
  desk: IncentiveDesk,
  plan: IncentivePlan,
  index: number,
  asked: Asked,
  options: LabOptions,
): Promise<LineHistory> {
  const compiled = compileLine(plan, index);
  const steady = undated(plan);
  const read = compileLine(steady, index);
  const kept = await keptUnits(desk, steady, read, asked, options);
  const key = unitsKey(steady, read, asked);
  const columns =
    compiled.unit === 'payee'
      ? LineKernel.columns(compiled)
          .filter(({ name }) => ![...HELD, BASELINE, PART].includes(name))
          .map(({ name, scale }) => ({ name, scale: scale as Scale }))
      : [{ name: DEAL_PAY, scale: PAY_SCALE }];
  if (compiled.unit === 'payee' && !columns.some(({ name }) => name === 'base'))
    columns.push({ name: 'base', scale: 4 });
  const ordinals = [...kept.table.periodOf];
  const firstPeriod = ordinals.reduce((least, one) => Math.min(least, one), ordinals[0] ?? 0);
  const periods = ordinals.reduce((most, one) => Math.max(most, one), firstPeriod) - firstPeriod + 1;
  const spread = (sums: Float64Array) => {
    const { payees, payeeOf, periodOf } = kept.table;
    const figures = new Float64Array(payees.length * periods);
    sums.forEach((sum, group) => {
      figures[payeeOf[group]! * periods + periodOf[group]! - firstPeriod] = sum;
    });
    return figures;
  };
  const made = new Map<string, Float64Array>();
  let earnedUnder = '';
  const needsHeld = compiled.needs.measure || compiled.needs.accelerator;
  return {
    plan,
    compiled,
    key,
    grain: steady.lines[index]!.period === 'month' ? 'month' : 'quarter',
    columns,
    payees: kept.table.payees,
    firstPeriod,
    periods,
    figures(column, inputs) {
      if (column === DEAL_PAY) {
        const under = JSON.stringify(inputs);
        if (under !== earnedUnder) made.delete(DEAL_PAY);
        earnedUnder = under;
      }
      const known = made.get(column);
      if (known) return known;
      const own = column === DEAL_PAY ? dealPay(kept, read, inputs) : kept.table.column(column);
      const figures = spread(summedUnits(kept.table, own));
      made.set(column, figures);
      return figures;
    },
    held:
      needsHeld && compiled.unit === 'payee'
        ? await heldFigures(desk, plan, compiled, kept, asked, options)
        : new Map(),
  };
}

/** The plan by months or quarters, without the dates between which it is in force. */
function undated({ effectiveFrom: _from, effectiveTo: _to, ...plan }: IncentivePlan): IncentivePlan {
  return { ...plan, lines: plan.lines.map(undatedLine) };
}

function undatedLine(line: PlanLine): PlanLine {
  const { from: _from, to: _to, ...on } = line.on;
  const { trueUp: _trueUp, ...terms } = line.terms;
  return { ...line, period: line.period === 'month' ? 'month' : 'quarter', on, terms: { ...terms, graceDays: 0 } };
}

function dealPay({ table }: KeptLine, read: CompiledLine, inputs: Inputs): Float64Array {
  const kernel = compileKernel({
    pay: {
      kind: 'add',
      of: [read.unitSteps.at(-1)!.rule, { kind: 'constant', value: '0.00000000', scale: PAY_SCALE }],
    },
  });
  const none = new Uint8Array(0);
  const pay = kernel
    .run({ rows: table.units, number: (name) => table.column(name), flag: () => none }, inputs)
    .number('pay');
  // What has no figure earns nothing.
  return pay.map((amount) => (Number.isNaN(amount) ? 0 : amount));
}

/** By the payees of `kept`. */
async function heldFigures(
  desk: IncentiveDesk,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { table: { payees } }: KeptLine,
  asked: Asked,
  options: LabOptions,
): Promise<Map<string, Float64Array>> {
  const own = (await keptUnits(desk, plan, compiled, asked, options)).table;
  const places = new Map(payees.map((id, place) => [id, place]));
  const held = new Map<string, Float64Array>();
  for (const { name } of LineKernel.columns(compiled).filter((column) => HELD.includes(column.name))) {
    const newest = new Float64Array(payees.length).fill(Number.NaN);
    const column = own.column(name);
    // Units come by payee, then period: the last one wins.
    own.groupOf.forEach((group, unit) => {
      const place = places.get(own.payees[own.payeeOf[group]!]!);
      if (place !== undefined) newest[place] = column[unit]!;
    });
    held.set(name, newest);
  }
  return held;
}
