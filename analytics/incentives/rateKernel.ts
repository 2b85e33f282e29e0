/**
 * The kernel reading of a line: units read once, rated again and again while a threshold or a rate is moved. It agrees with
 * the record wherever amounts stay below ninety million (2^53 units of 10^-8); larger ones are the nearest float before they
 * are rounded.
 */
import type { Inputs } from '../rules/expression.ts';
import { compileKernel, type Kernel, type KernelRows } from '../rules/kernel.ts';
import { columnsOf } from '../rules/walk.ts';
import type { CompiledLine } from './compiled.ts';

/** The units of a line as columns of whole numbers of each column's scale; NaN where there is no figure. */
export interface UnitTable {
  readonly units: number;
  readonly payees: readonly string[];
  /** The payee-and-period that each unit belongs to; with `versions`, the version. */
  readonly groupOf: Int32Array;
  /** Of each payee-and-period: its payee, as a place in `payees`, and the index of its period. */
  readonly payeeOf: Int32Array;
  readonly periodOf: Int32Array;
  /** Of a line with true-up: each version of a period pays what it changes of the one before in the period that knows it. */
  readonly versions?: PayVersions | undefined;
  column(name: string): Float64Array;
}

export interface PayVersions {
  /** Of each version: the payee-and-period that it is paid in, and the version before it (−1 for none). */
  readonly paidIn: Int32Array;
  readonly before: Int32Array;
}

/** Valid until the next run. */
export interface KernelPay {
  /** By unit, in whole numbers of 10^-8 before caps of a payee; NaN where there is no figure. */
  readonly units: Float64Array;
  /** By payee-and-period, in whole numbers of 10^-digits of the plan. */
  readonly earned: Float64Array;
  /** Whether every amount was small enough to be exact before it was rounded; otherwise the record decides. */
  readonly exact: boolean;
}

export class LineKernel {
  private readonly compiled: CompiledLine;
  private readonly table: UnitTable;
  private readonly unit: Kernel;
  private readonly payee: Kernel;
  private readonly unitRows: KernelRows;
  private readonly single: boolean;

  constructor(compiled: CompiledLine, table: UnitTable) {
    this.compiled = compiled;
    this.table = table;
    // A unit's amount is brought to the scale of `pay`, whatever scale its rule has.
    const pay = {
      kind: 'add',
      of: [compiled.unitSteps.at(-1)!.rule, { kind: 'constant', value: '0', scale: 8 }],
    } as const;
    this.unit = compileKernel({ pay });
    this.payee = compileKernel({ earned: compiled.earned });
    this.single = compiled.unit === 'payee';
    const none = new Uint8Array(0);
    this.unitRows = { rows: table.units, steady: true, number: (name) => table.column(name), flag: () => none };
  }

  /** The columns that a unit table must have. */
  static columns(compiled: CompiledLine): readonly { readonly name: string; readonly scale: number }[] {
    return columnsOf(...compiled.unitSteps.map(({ rule }) => rule)).map(({ name, scale }) => ({ name, scale }));
  }

  run(inputs: Inputs = this.compiled.inputs): KernelPay {
    const { groupOf, payeeOf, units, versions } = this.table;
    const own = this.unit.run(this.unitRows, inputs).number('pay');
    const sums = new Float64Array(versions ? versions.paidIn.length : payeeOf.length);
    for (let unit = 0; unit < units; unit++) {
      const pay = own[unit]!;
      // What has no figure earns nothing.
      if (!Number.isNaN(pay)) sums[this.single ? unit : groupOf[unit]!]! += pay;
    }
    const exact = sums.every((sum) => Math.abs(sum) <= Number.MAX_SAFE_INTEGER);
    const rows: KernelRows = { rows: sums.length, number: () => sums, flag: () => new Uint8Array(0) };
    const earned = this.payee.run(rows, inputs).number('earned');
    return { units: own, earned: versions ? changes(earned, versions, payeeOf.length) : earned, exact };
  }
}

/** A figure of units added up by the payee-and-period that it is paid in. */
export function summedUnits(table: UnitTable, figure: Float64Array): Float64Array {
  return paidSums(table, versionSums(table, figure));
}

/** A figure of units added up by payee and period, or by version where there are some. */
export function versionSums({ units, groupOf, payeeOf, versions }: UnitTable, figure: Float64Array): Float64Array {
  const sums = new Float64Array(versions ? versions.paidIn.length : payeeOf.length);
  for (let unit = 0; unit < units; unit++) sums[groupOf[unit]!]! += figure[unit]!;
  return sums;
}

/** Sums of versions by the payee-and-period in which each pays what it changes of the one before. */
export function paidSums({ payeeOf, versions }: UnitTable, sums: Float64Array): Float64Array {
  return versions ? changes(sums, versions, payeeOf.length) : sums;
}

function changes(figures: Float64Array, { paidIn, before }: PayVersions, groups: number): Float64Array {
  const paid = new Float64Array(groups);
  for (let version = 0; version < paidIn.length; version++) {
    const earlier = before[version]!;
    paid[paidIn[version]!]! += figures[version]! - (earlier < 0 ? 0 : figures[earlier]!);
  }
  return paid;
}
