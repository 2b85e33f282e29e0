/** Lines rated by the kernel on units that are read once per lab. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { compileLine } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { LineKernel, summedUnits } from '../rateKernel.ts';
import type { RatedColumns, SideRequest } from '../side.ts';
import { type KeptLine, readUnits } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';

/** Rough bytes of a kernel beside its buffers. */
const KERNEL_BYTES = 64 * 1_024;
const NAME_BYTES = 32;

/** Every line of the plan over all periods of the data. Lines that were read before are not read again. */
export async function ratedByKernel(
  desk: IncentiveDesk,
  plan: IncentivePlan,
  request: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
  tell: () => void,
): Promise<RatedColumns[]> {
  const rated: RatedColumns[] = [];
  for (const index of plan.lines.keys()) {
    tell();
    const compiled = compileLine(plan, index);
    const key = unitsKey(plan, compiled, request);
    const kept = await keptUnits(desk, plan, compiled, request, options);
    rated.push(ratedWith(desk, kept, compiled, key, plan.rounding.digits));
  }
  return rated;
}

/** The units of a line, read when they are not known. Its rules are those of the plan that was read first. */
export function keptUnits(
  { context, lab }: IncentiveDesk,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { where, levels }: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
): Promise<KeptLine> {
  return lab.keep(context, `pay units ${unitsKey(plan, compiled, { where, levels })}`, options.signal, async () => {
    const value = await readUnits(context, plan, compiled.index, { where, levels, signal: options.signal });
    const columns = LineKernel.columns(compiled).length + 2;
    const { units, payees, payeeOf } = value.table;
    return { value, bytes: 1_024 + units * (8 * columns + 4) + payeeOf.length * 8 + payees.length * NAME_BYTES };
  });
}

function ratedWith(
  { context, lab }: IncentiveDesk,
  { table, periods, compiled: read }: KeptLine,
  compiled: CompiledLine,
  key: string,
  digits: number,
): RatedColumns {
  const { value: kernel, giveBack } = lab.borrow(context, `pay kernel ${key}`, () => ({
    value: new LineKernel(read, table),
    bytes: KERNEL_BYTES + table.units * 64,
  }));
  try {
    const unit = 10 ** (4 - digits);
    const earned = kernel.run(inputsOf(read, compiled)).earned.map((amount) => amount * unit);
    return {
      compiled,
      periods,
      payees: table.payees,
      payeeOf: table.payeeOf,
      periodOf: table.periodOf,
      base: groupBases(table),
      earned,
    };
  } finally {
    giveBack();
  }
}

/** A line may stand at another place of its plan than when it was read: inputs go by the names that the kernel knows. */
export function inputsOf(read: CompiledLine, now: CompiledLine): CompiledLine['inputs'] {
  if (read.index === now.index) return now.inputs;
  const [from, to] = [`lines.${now.index}.`, `lines.${read.index}.`];
  return Object.fromEntries(Object.entries(now.inputs).map(([name, value]) => [to + name.slice(from.length), value]));
}

const bases = new WeakMap<KeptLine['table'], Float64Array>();

function groupBases(table: KeptLine['table']): Float64Array {
  const known = bases.get(table);
  if (known) return known;
  const sums = summedUnits(table, table.column('base'));
  bases.set(table, sums);
  return sums;
}
