/** What a line pays as a function of one amount, by the kernel: all else stays as it stands for somebody. */
import type { CompiledLine } from '../compiled.ts';
import { LineKernel, type UnitTable } from '../rateKernel.ts';
import type { Pay } from './payCurve.ts';
import type { Thresholds } from './thresholds.ts';
import { axisColumn } from './thresholds.ts';

/** A unit to vary: its own, or one made of many. Columns in whole numbers of their scale. */
export type Reference = ReadonlyMap<string, number>;

/** One unit of a table. */
export function referenceAt(compiled: CompiledLine, table: UnitTable, unit: number): Reference {
  return new Map(columnNames(compiled).map((name) => [name, table.column(name)[unit]!]));
}

/**
 * Sums as they are mixed over many units, all else as its median. Without any sales everything lies on the base alone.
 */
export function typicalOf(compiled: CompiledLine, table: UnitTable, units: readonly number[]): Reference {
  const sums = new Set(compiled.sums.map(({ name }) => name));
  return new Map(
    columnNames(compiled).map((name) => {
      const values = units.map((unit) => table.column(name)[unit]!).filter((value) => !Number.isNaN(value));
      return [
        name,
        sums.has(name) ? values.reduce((sum, value) => sum + value, 0) : medianOf(values.filter((value) => value > 0)),
      ];
    }),
  );
}

/**
 * Pay in whole numbers of 1/10,000 on an amount of the base: its parts (levels, multipliers) grow in proportion. On the axis
 * of another measure it is that measure which varies.
 */
export function payFunction(
  compiled: CompiledLine,
  digits: number,
  reference: Reference,
  axis: Thresholds['axis'],
): Pay {
  const varied = axis === 'measure' ? new Set([axisColumn(axis)!]) : new Set(compiled.sums.map(({ name }) => name));
  const base = reference.get('base') ?? 0;
  let amount = 0;
  const table: UnitTable = {
    units: 1,
    payees: [''],
    groupOf: Int32Array.of(0),
    payeeOf: Int32Array.of(0),
    periodOf: Int32Array.of(0),
    // A new array each time tells the kernel that the figure moved.
    column: (name) => Float64Array.of(varied.has(name) ? figureOf(name) : (reference.get(name) ?? Number.NaN)),
  };
  const figureOf = (name: string) => {
    if (axis === 'measure' || name === 'base') return amount;
    return base === 0 ? 0 : Math.round((amount * (reference.get(name) ?? 0)) / base);
  };
  const kernel = new LineKernel(compiled, table);
  const unit = 10 ** (4 - digits);
  return (asked) => {
    amount = asked;
    return kernel.run().earned[0]! * unit;
  };
}

function columnNames(compiled: CompiledLine): string[] {
  return [...new Set([...LineKernel.columns(compiled).map(({ name }) => name), 'base'])];
}

function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
