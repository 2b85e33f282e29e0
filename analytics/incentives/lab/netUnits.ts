/**
 * The units of a line from whose base comes off what earlier lines paid, by the kernel: rows and whole bases are read once, and
 * a rate of an earlier line that moves reads nothing.
 */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { compileLine } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { LineKernel } from '../rateKernel.ts';
import { addByDeal, offRows, RowKernel, type RowTable, withoutOff } from '../rowKernel.ts';
import type { SideRequest } from '../side.ts';
import type { KeptLine } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';
import { keptRows } from './keptRows.ts';
import { inputsOf, unitsRead } from './unitsRead.ts';

type Desk = Pick<IncentiveDesk, 'context' | 'lab'>;
type Asked = Pick<SideRequest, 'where' | 'levels'>;

/** A line with its rows, after what comes off them. */
interface NetLine {
  readonly kept: KeptLine;
  readonly rows: RowTable;
  /** Of each row, in whole numbers of 1/10,000. */
  readonly base: Float64Array;
}

const KERNEL_BYTES = 64 * 1_024;

/** Whether the kernel can take the line off later ones, and earlier ones off it: its columns rest on nothing but sums of rows. */
function isPlain({ versioned, needs }: CompiledLine, later: boolean): boolean {
  return !versioned && !(later && (needs.baseline || needs.scope));
}

/**
 * Null where SQL has to read the units: a line with true-up, growth or a group's scope whose base others reduce, a ledger that is
 * too large, amounts that are too large.
 */
export async function netUnits(
  desk: Desk,
  plan: IncentivePlan,
  compiled: CompiledLine,
  asked: Asked,
  options: LabOptions,
): Promise<KeptLine | null> {
  return (await netLine(desk, plan, compiled, asked, options))?.kept ?? null;
}

async function netLine(
  desk: Desk,
  plan: IncentivePlan,
  compiled: CompiledLine,
  asked: Asked,
  options: LabOptions,
): Promise<NetLine | null> {
  const { less } = compiled.line.on;
  if (!isPlain(compiled, less.length > 0)) return null;
  const rows = await keptRows(desk, plan, compiled, asked, options);
  if (!rows) return null;
  const whole = await unitsRead(desk, plan, compiled, asked, options, less.length > 0);
  if (less.length === 0) return { kept: whole, rows, base: rows.base };
  const key = `pay net ${unitsKey(plan, compiled, asked)}`;
  const known = desk.lab.find<NetLine>(desk.context, key);
  if (known) return known;
  const paid = new Float64Array(rows.dealOf.reduce((most, deal) => Math.max(most, deal + 1), 0));
  for (const id of less) {
    const earlier = compileLine(
      plan,
      plan.lines.findIndex((line) => line.id === id),
    );
    const line = await netLine(desk, plan, earlier, asked, options);
    const amounts = line && paidRows(desk, plan, earlier, line, unitsKey(plan, earlier, asked));
    if (!amounts) return null;
    addByDeal(paid, line.rows, amounts, 10 ** (4 - plan.rounding.digits));
  }
  const off = offRows(rows, paid);
  const table = withoutOff(whole.compiled, whole.table, rows, off);
  const base = rows.base.map((amount, row) => amount - off[row]!);
  return desk.lab.make(desk.context, key, () => ({
    value: { kept: { ...whole, table }, rows, base },
    bytes: 8 * (rows.rows + table.units * (LineKernel.columns(compiled).length + 1)),
  }));
}

/** What the line pays on each of its rows; null where that is not exact. */
function paidRows(
  { context, lab }: Desk,
  plan: IncentivePlan,
  compiled: CompiledLine,
  { kept, rows, base }: NetLine,
  key: string,
): Float64Array | null {
  const inputs = inputsOf(kept.compiled, compiled);
  const { digits } = plan.rounding;
  const { table } = kept;
  const { value, giveBack } = lab.borrow(context, `pay row kernel ${key}`, () => ({
    value: { units: new LineKernel(kept.compiled, table), rows: new RowKernel(kept.compiled, rows) },
    bytes: KERNEL_BYTES + table.units * 64 + rows.rows * 64,
  }));
  try {
    const paid = value.units.run(inputs);
    return paid.exact ? value.rows.run(table, base, paid, digits, inputs) : null;
  } finally {
    giveBack();
  }
}
