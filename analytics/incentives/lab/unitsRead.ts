/** The units of a line as SQL reads them, once per lab. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { LineKernel } from '../rateKernel.ts';
import type { SideRequest } from '../side.ts';
import { type KeptLine, readUnits } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';
import { keptTables } from './keptTables.ts';

const NAME_BYTES = 32;

/** @param whole before what earlier lines paid comes off */
export function unitsRead(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { where, levels }: Pick<SideRequest, 'where' | 'levels'>,
  options: LabOptions,
  whole = false,
): Promise<KeptLine> {
  const { context, lab } = desk;
  return lab.keep(
    context,
    `pay units ${unitsKey(plan, compiled, { where, levels, whole })}`,
    options.signal,
    async () => {
      const run = { where, levels, signal: options.signal, tables: await keptTables(desk), whole };
      const value = await readUnits(context, plan, compiled.index, run);
      const columns = LineKernel.columns(compiled).length + 2;
      const { units, payees, payeeOf } = value.table;
      return { value, bytes: 1_024 + units * (8 * columns + 4) + payeeOf.length * 8 + payees.length * NAME_BYTES };
    },
  );
}

/** A line may stand at another place of its plan than when it was read: inputs go by the names that the kernel knows. */
export function inputsOf(read: CompiledLine, now: CompiledLine): CompiledLine['inputs'] {
  if (read.index === now.index) return now.inputs;
  const [from, to] = [`lines.${now.index}.`, `lines.${read.index}.`];
  return Object.fromEntries(Object.entries(now.inputs).map(([name, value]) => [to + name.slice(from.length), value]));
}
