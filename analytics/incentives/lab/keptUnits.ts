/** Lines rated by the kernel on units that are read once per lab. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { compileLine, SCOPE_BASE } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { LineKernel, summedUnits } from '../rateKernel.ts';
import type { RatedColumns, SideRequest } from '../side.ts';
import type { KeptLine } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';
import { netUnits } from './netUnits.ts';
import { inputsOf, unitsRead } from './unitsRead.ts';

/** Rough bytes of a kernel beside its buffers. */
const KERNEL_BYTES = 64 * 1_024;

/**
 * Every line of the plan over all periods of the data. Lines that were read before are not read again. Null where amounts are
 * too large for the kernel to be exact.
 */
export async function ratedByKernel(
  desk: IncentiveDesk,
  plan: IncentivePlan,
  request: Pick<SideRequest, 'where' | 'levels' | 'volume'>,
  options: LabOptions,
  tell: () => void,
): Promise<RatedColumns[] | null> {
  const rated: RatedColumns[] = [];
  for (const index of plan.lines.keys()) {
    tell();
    const compiled = compileLine(plan, index);
    const key = unitsKey(plan, compiled, request);
    const kept = await keptUnits(desk, plan, compiled, request, options);
    const columns = request.volume
      ? ratedAt(kept, compiled, request.volume, plan.rounding.digits)
      : ratedWith(desk, kept, compiled, key, plan.rounding.digits);
    if (!columns) return null;
    rated.push(columns);
  }
  return rated;
}

/** The units of a line, read when they are not known. Its rules are those of the plan that was read first. */
export async function keptUnits(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plan: IncentivePlan,
  compiled: CompiledLine,
  asked: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
): Promise<KeptLine> {
  const stacked = compiled.line.on.less.length > 0;
  const net = stacked ? await netUnits(desk, plan, compiled, asked, options) : null;
  return net ?? unitsRead(desk, plan, compiled, asked, options);
}

function ratedWith(
  desk: IncentiveDesk,
  kept: KeptLine,
  compiled: CompiledLine,
  key: string,
  digits: number,
): RatedColumns | null {
  const { table, periods } = kept;
  const { payees, payeeOf, periodOf } = table;
  const earned = runKernel(desk, kept, key, inputsOf(kept.compiled, compiled), digits);
  return earned && { compiled, periods, payees, payeeOf, periodOf, base: groupBases(table), earned };
}

/**
 * What each payee and period of a line earns, in whole numbers of 1/10,000; null where amounts are too large to be exact.
 * @param key as `unitsKey` names the line
 * @param inputs by the names of the line that was read: see `inputsOf`
 */
export function runKernel(
  { context, lab }: IncentiveDesk,
  { table, compiled }: KeptLine,
  key: string,
  inputs: CompiledLine['inputs'],
  digits: number,
): Float64Array | null {
  const { value: kernel, giveBack } = lab.borrow(context, `pay kernel ${key}`, () => ({
    value: new LineKernel(compiled, table),
    bytes: KERNEL_BYTES + table.units * 64,
  }));
  try {
    const { earned, exact } = kernel.run(inputs);
    const unit = 10 ** (4 - digits);
    return exact ? earned.map((amount) => amount * unit) : null;
  } finally {
    giveBack();
  }
}

/** The same as if payees had sold so much more or less: sums of rows move with them, what is held against them does not. */
function ratedAt(
  { table, periods, compiled: read }: KeptLine,
  compiled: CompiledLine,
  volume: ReadonlyMap<string, number>,
  digits: number,
): RatedColumns {
  const { payees, payeeOf, periodOf, groupOf, versions } = table;
  const factors = payees.map((id) => volume.get(id) ?? 1);
  const moving = new Set([SCOPE_BASE, ...read.sums.filter(({ count }) => !count).map(({ name }) => name)]);
  const moved = new Map<string, Float64Array>();
  const column = (name: string): Float64Array => {
    if (!moving.has(name)) return table.column(name);
    const known = moved.get(name);
    if (known) return known;
    const made = table.column(name).map((figure, unit) => {
      const group = groupOf[unit]!;
      return Math.round(figure * factors[payeeOf[versions ? versions.paidIn[group]! : group]!]!);
    });
    moved.set(name, made);
    return made;
  };
  const sold = { ...table, column };
  const { earned } = new LineKernel(read, sold).run(inputsOf(read, compiled));
  const unit = 10 ** (4 - digits);
  return {
    compiled,
    periods,
    payees,
    payeeOf,
    periodOf,
    base: summedUnits(sold, column('base')),
    earned: earned.map((amount) => amount * unit),
  };
}

const bases = new WeakMap<KeptLine['table'], Float64Array>();

function groupBases(table: KeptLine['table']): Float64Array {
  const known = bases.get(table);
  if (known) return known;
  const sums = summedUnits(table, table.column('base'));
  bases.set(table, sums);
  return sums;
}
