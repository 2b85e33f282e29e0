/** A program's readings by the kernel: compiled once, run as often as a threshold moves. */
import type { Condition, Expression, Inputs, NumberExpression } from '../../rules/expression.ts';
import { compileKernel, type Kernel, type KernelRows } from '../../rules/kernel.ts';
import { scaleOf } from '../../rules/scale.ts';
import type { CompiledProgram } from '../compiled.ts';
import { testAt } from './nearMiss.ts';
import { givenOf } from './outline.ts';
import type { NumberColumn, Readings, Side } from './readings.ts';

export class ProgramKernel {
  readonly compiled: CompiledProgram;
  private readonly kernel: Kernel;
  private readonly names = new Map<Expression, string>();

  constructor(compiled: CompiledProgram) {
    this.compiled = compiled;
    for (const expression of wanted(compiled)) {
      if (!this.names.has(expression)) this.names.set(expression, String(this.names.size));
    }
    this.kernel = compileKernel(Object.fromEntries([...this.names].map(([node, name]) => [name, node])));
  }

  /** The readings hold until the next run. Flags of held conditions must be among those of the rows. */
  run(rows: KernelRows, inputs: Inputs): Readings {
    const { compiled } = this;
    const result = this.kernel.run(rows, inputs);
    const nameOf = (node: Expression): string => {
      const name = this.names.get(node);
      if (name === undefined) throw new RangeError(`The readings of the program have no “${node.kind}” like this.`);
      return name;
    };
    const column = (node: NumberExpression): NumberColumn => ({
      units: result.number(nameOf(node)),
      scale: scaleOf(node),
    });
    return {
      compiled: { ...compiled, inputs },
      partners: rows.rows,
      holds: (condition) => result.flag(nameOf(condition)),
      test(index) {
        const { value, entry, exit } = compiled.tests[index]!;
        return { value: column(value), entry: column(entry), exit: column(exit) };
      },
      benefit: (index) => result.number(nameOf(compiled.benefits[index]!.amount)),
      inGroup: (group) => rows.flag(`group:${group}`),
    };
  }
}

/** Everything that a simulation looks at. */
function wanted(compiled: CompiledProgram): Expression[] {
  const tests = compiled.tests.filter(({ space }) => space === -1);
  const parts = (side: Side): Condition[] =>
    compiled.levels.flatMap((level, index) => {
      const isTest = (condition: Condition) => testAt(compiled, index, side, condition) !== undefined;
      return [level[side], ...givenOf(level[side], isTest)];
    });
  return [
    ...parts('entry'),
    ...parts('keep'),
    ...tests.flatMap(({ met, kept, value, entry, exit }) => [met, kept, value, entry, exit]),
    ...compiled.benefits.map(({ amount }) => amount),
  ];
}

/** The readings of some of the partners, in the order of their indices. */
export function narrowed(readings: Readings, partners: Int32Array): Readings {
  const flags = (flags: Uint8Array) => Uint8Array.from(partners, (partner) => flags[partner]!);
  const numbers = (numbers: Float64Array) => Float64Array.from(partners, (partner) => numbers[partner]!);
  const column = ({ units, scale }: NumberColumn): NumberColumn => ({ units: numbers(units), scale });
  const once = <K, V>(make: (key: K) => V): ((key: K) => V) => {
    const made = new Map<K, V>();
    return (key) => {
      if (!made.has(key)) made.set(key, make(key));
      return made.get(key)!;
    };
  };
  return {
    compiled: readings.compiled,
    partners: partners.length,
    holds: once((condition) => flags(readings.holds(condition))),
    test: once((index) => {
      const { value, entry, exit } = readings.test(index);
      return { value: column(value), entry: column(entry), exit: column(exit) };
    }),
    benefit: once((index) => numbers(readings.benefit(index))),
    inGroup: once((group) => flags(readings.inGroup(group))),
  };
}
