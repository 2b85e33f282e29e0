/**
 * The kernel reading: a set of rules compiled once to loops over typed arrays, and run as often as an input moves. What
 * several rules share is computed once, whether it is the same object or only the same computation.
 *
 * It agrees with the SQL reading to the last digit as long as figures stay below 2^53 units (nine hundred billion at four
 * decimals); larger ones are the nearest float.
 */
import type { Expression, Inputs } from './expression.ts';
import type { Slot, Source, Step } from './kernelLoops.ts';
import { buildStep } from './kernelSteps.ts';
import { checkExpressions } from './scale.ts';
import { children, distinctNodes } from './walk.ts';

/** The rows to run on. */
export interface KernelRows {
  readonly rows: number;
  /**
   * The same array always holds the same figures: what changes comes as another array. Then a run computes anew only what
   * rests on something that moved since the last one, which for a single threshold is next to nothing.
   */
  readonly steady?: boolean;
  /** Whole numbers of 10^-scale of the column node, NaN where missing. */
  number(name: string): Float64Array;
  /** 0 or 1. */
  flag(name: string): Uint8Array;
}

/** The figures of every rule by its name, one for each row. They are the kernel's buffers: the next run overwrites them. */
export interface KernelResult {
  /** Whole numbers of 10^-scale of the rule, NaN where missing. */
  number(name: string): Float64Array;
  /** 1 where the condition holds, else 0. */
  flag(name: string): Uint8Array;
}

export interface Kernel {
  /** Throws a sentence when an input is not given, or has more digits than its rule declares. */
  run(data: KernelRows, inputs: Inputs): KernelResult;
}

/** Compiles rules by name. Throws a sentence when one is not well formed. */
export function compileKernel(expressions: Readonly<Record<string, Expression>>): Kernel {
  const rules = Object.entries(expressions);
  const roots = rules.map(([, expression]) => expression);
  checkExpressions(...roots);

  const { nodes, indexOf } = distinctNodes(...roots);
  const slots: Slot[] = [];
  const slotOf = (part: Expression): Slot => slots[indexOf(part)]!;
  const steps: Step[] = nodes.map((node) => {
    const slot = newSlot(node, slotOf);
    slots.push(slot);
    return buildStep(node, slot, slotOf);
  });
  const results = new Map(rules.map(([name, expression]) => [name, slotOf(expression)]));
  const parts = nodes.map((node) => children(node).map(indexOf));
  const moved = new Array<boolean>(nodes.length);
  /** Rows of the last run, −1 when it was not steady or did not come to its end. */
  let stood = -1;
  const [spreadNumbers, spreadFlags] = [new Map<Slot, Float64Array>(), new Map<Slot, Uint8Array>()];

  return {
    run(data, inputs) {
      const all = !data.steady || stood !== data.rows;
      stood = -1;
      for (const [index, step] of steps.entries()) {
        const of = parts[index]!;
        if (of.length === 0) moved[index] = isMovedBy(step, slots[index]!, { data, inputs }) || all;
        else moved[index] = all || of.some((part) => moved[part]);
        if (of.length > 0 && moved[index]) step({ data, inputs });
      }
      if (data.steady) stood = data.rows;
      const result = (name: string): Slot => {
        const slot = results.get(name);
        if (!slot) throw new RangeError(`The kernel has no rule “${name}”.`);
        return slot;
      };
      return {
        number(name) {
          const slot = result(name);
          if (slot.mask !== 0) return slot.numbers.subarray(0, data.rows);
          return spread(spreadNumbers, slot, slot.numbers[0]!, data.rows, (rows) => new Float64Array(rows));
        },
        flag(name) {
          const slot = result(name);
          if (slot.mask !== 0) return slot.flags.subarray(0, data.rows);
          return spread(spreadFlags, slot, slot.flags[0]!, data.rows, (rows) => new Uint8Array(rows));
        },
      };
    },
  };
}

/** Reads a leaf, and tells whether it moved: a column by being another array, what is the same for all rows by its value. */
function isMovedBy(step: Step, slot: Slot, source: Source): boolean {
  const { numbers, flags } = slot;
  const value = numbers[0];
  step(source);
  return slot.mask === 0 ? !Object.is(slot.numbers[0], value) : slot.numbers !== numbers || slot.flags !== flags;
}

/** What is the same for all rows, for each of them: written again only when the value moved. */
function spread<Column extends Float64Array | Uint8Array>(
  columns: Map<Slot, Column>,
  slot: Slot,
  value: number,
  rows: number,
  make: (rows: number) => Column,
): Column {
  const known = columns.get(slot);
  const column = known?.length === rows ? known : make(rows);
  if (column !== known) columns.set(slot, column);
  if (!Object.is(column[0], value)) column.fill(value);
  return column;
}

function newSlot(node: Expression, slotOf: (part: Expression) => Slot): Slot {
  const varies =
    node.kind === 'column' || node.kind === 'flag' || children(node).some((part) => slotOf(part).mask !== 0);
  return { mask: varies ? -1 : 0, numbers: new Float64Array(0), flags: new Uint8Array(0) };
}
