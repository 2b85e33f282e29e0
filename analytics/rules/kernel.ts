/**
 * The kernel reading: a set of rules compiled once to loops over typed arrays, and run as often as an input moves. What
 * several rules share is computed once, whether it is the same object or only the same computation.
 *
 * It agrees with the SQL reading to the last digit as long as figures stay below 2^53 units (nine hundred billion at four
 * decimals); larger ones are the nearest float.
 */
import type { Expression, Inputs } from './expression.ts';
import type { Slot, Step } from './kernelLoops.ts';
import { buildStep } from './kernelSteps.ts';
import { checkExpressions } from './scale.ts';
import { children, nodesOf, structure } from './walk.ts';

/** The rows to run on. */
export interface KernelRows {
  readonly rows: number;
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

  const slots = new Map<Expression, Slot>();
  const distinct = new Map<string, Slot>();
  const steps: Step[] = [];
  const slotOf = (part: Expression): Slot => slots.get(part)!;
  for (const node of nodesOf(...roots)) {
    const key = structure(node, (part) => slotOf(part).index);
    let slot = distinct.get(key);
    if (!slot) {
      slot = newSlot(distinct.size, node, slotOf);
      distinct.set(key, slot);
      steps.push(buildStep(node, slot, slotOf));
    }
    slots.set(node, slot);
  }
  const results = new Map(rules.map(([name, expression]) => [name, slotOf(expression)]));

  return {
    run(data, inputs) {
      for (const step of steps) step({ data, inputs });
      const result = (name: string): Slot => {
        const slot = results.get(name);
        if (!slot) throw new RangeError(`The kernel has no rule “${name}”.`);
        return slot;
      };
      return {
        number(name) {
          const { mask, numbers } = result(name);
          return mask === 0 ? new Float64Array(data.rows).fill(numbers[0]!) : numbers.subarray(0, data.rows);
        },
        flag(name) {
          const { mask, flags } = result(name);
          return mask === 0 ? new Uint8Array(data.rows).fill(flags[0]!) : flags.subarray(0, data.rows);
        },
      };
    },
  };
}

function newSlot(index: number, node: Expression, slotOf: (part: Expression) => Slot): Slot {
  const varies =
    node.kind === 'column' || node.kind === 'flag' || children(node).some((part) => slotOf(part).mask !== 0);
  return { index, mask: varies ? -1 : 0, numbers: new Float64Array(0), flags: new Uint8Array(0) };
}
