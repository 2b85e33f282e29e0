/**
 * The kernel reading of what rows are paid: what a payee earned, divided among its rows as `allocatedRows` divides it. By
 * this a later line knows what an earlier one paid while a rate of the earlier one moves.
 */
import type { Inputs, NumberExpression } from '../rules/expression.ts';
import { compileKernel, type Kernel, type KernelRows } from '../rules/kernel.ts';
import { type CompiledLine, PAY_SCALE } from './compiled.ts';
import { cutProduct, LargestRemainder, roundedProduct } from './largestRemainder.ts';
import { type KernelPay, LineKernel, type UnitTable } from './rateKernel.ts';

/** Rows that count, by payee, period, and then in the order of their ids. */
export interface RowTable {
  readonly rows: number;
  /** The place of each row's unit among those of its line. */
  readonly unitOf: Int32Array;
  /** The number of its deal (or line of one) among all that were won. */
  readonly dealOf: Int32Array;
  /** In whole numbers of 1/10,000, before what earlier lines paid comes off. */
  readonly base: Float64Array;
  /** −1 for none. */
  readonly keyOf: Int16Array;
  readonly maskOf: Int32Array;
  /** Bit i where surcharge i applies. */
  readonly extraOf: Int32Array;
  /** 0 where the row was not claimed in time. */
  readonly claimed: Uint8Array;
  /** Its part of the deal's credit in whole numbers of 10^-`PART_SCALE`, where credit is shared. */
  readonly part: Float64Array | null;
}

const WIDE = { kind: 'constant', value: '0', scale: PAY_SCALE } as const;
const wide = (of: NumberExpression): NumberExpression => ({ kind: 'add', of: [of, WIDE] });
/** From whole numbers of `PAY_SCALE` to those of 1/10,000. */
const COARSER = 10_000;

export class RowKernel {
  private readonly compiled: CompiledLine;
  private readonly rows: RowTable;
  private readonly rate: Kernel;
  private readonly pay: Kernel;
  private readonly flags = new Map<string, Uint8Array>();
  private readonly share = new LargestRemainder();
  /** Of one payee and period at a time. */
  private readonly members: Int32Array;
  private readonly own: Float64Array;
  private readonly parts: Float64Array;
  private readonly weighed: Float64Array;

  constructor(compiled: CompiledLine, rows: RowTable) {
    this.compiled = compiled;
    this.rows = rows;
    this.rate = compileKernel({ rate: wide(compiled.rowRate) });
    this.pay = compileKernel({ pay: wide(compiled.rowPay) });
    this.members = new Int32Array(rows.rows);
    this.own = new Float64Array(rows.rows);
    this.parts = new Float64Array(rows.rows);
    this.weighed = new Float64Array(rows.rows);
  }

  /**
   * What each row is paid in whole numbers of 10^-digits, 0 for what was not claimed; null where amounts are too large to be
   * exact.
   * @param base of each row, in whole numbers of 1/10,000
   * @param paid as `LineKernel` gives it for the same units
   */
  run(table: UnitTable, base: Float64Array, paid: KernelPay, digits: number, inputs: Inputs): Float64Array | null {
    const { rows, unitOf, claimed } = this.rows;
    const weights = this.weights(this.ownPay(table, base, inputs), paid);
    if (!weights) return null;
    const amounts = new Float64Array(rows);
    const alone = [10 ** digits, 10 ** PAY_SCALE] as const;
    const groupAt = (row: number) => table.groupOf[unitOf[row]!]!;
    const { members, own, parts } = this;
    for (let from = 0; from < rows; ) {
      const group = groupAt(from);
      let count = 0;
      let row = from;
      for (; row < rows && groupAt(row) === group; row++) {
        if (claimed[row] === 0) continue;
        members[count] = row;
        own[count++] = weights[row]!;
      }
      from = row;
      if (!this.share.divide(paid.earned[group]!, own.subarray(0, count), parts, alone)) return null;
      for (let at = 0; at < count; at++) amounts[members[at]!] = parts[at]!;
    }
    return amounts;
  }

  /** What each row would earn by itself, in whole numbers of 10^-8. */
  private ownPay(table: UnitTable, base: Float64Array, inputs: Inputs): Float64Array {
    const { rows, unitOf } = this.rows;
    const none = new Uint8Array(0);
    const units: KernelRows = { rows: table.units, number: (name) => table.column(name), flag: () => none };
    const unitRate = this.rate.run(units, inputs).number('rate');
    const rate = new Float64Array(rows);
    for (let row = 0; row < rows; row++) rate[row] = unitRate[unitOf[row]!]!;
    const number = (name: string) => (name === 'rate' ? rate : base);
    return this.pay.run({ rows, steady: true, number, flag: (name) => this.flag(name) }, inputs).number('pay');
  }

  /** Null where they are too large to be exact. */
  private weights(own: Float64Array, { units }: KernelPay): Float64Array | null {
    const { rows, unitOf, claimed } = this.rows;
    const weights = this.weighed.fill(0);
    for (let row = 0; row < rows; row++) {
      const pay = own[row]!;
      if (Number.isNaN(pay) || claimed[row] === 0) continue;
      if (Math.abs(pay) > Number.MAX_SAFE_INTEGER) return null;
      weights[row] = pay;
    }
    if (this.compiled.unit === 'payee') return weights;
    for (let from = 0; from < rows; ) {
      const unit = unitOf[from]!;
      let [to, count, sum] = [from, 0, 0];
      for (; to < rows && unitOf[to] === unit; to++) {
        count += claimed[to]!;
        sum += weights[to]!;
      }
      const amount = Number.isNaN(units[unit]) ? 0 : units[unit]!;
      const whole = coarser(sum);
      if (count > 1 && sum !== 0 && whole === 0) return null;
      for (let row = from; row < to; row++) {
        if (claimed[row] === 0) continue;
        weights[row] = count === 1 ? amount : sum === 0 ? 0 : cutProduct(amount, coarser(weights[row]!), whole);
        if (!Number.isSafeInteger(weights[row])) return null;
      }
      from = to;
    }
    return weights;
  }

  private flag(name: string): Uint8Array {
    const known = this.flags.get(name);
    if (known) return known;
    const { keyOf, maskOf, extraOf } = this.rows;
    const [kind, place] = name.split('_') as [string, string];
    const index = Number(place);
    const made =
      kind === 'key'
        ? Uint8Array.from(keyOf, (key) => Number(key === index))
        : Uint8Array.from(kind === 'surcharge' ? extraOf : maskOf, (bits) => (bits >> index) & 1);
    this.flags.set(name, made);
    return made;
  }
}

/** Half away from zero. */
function coarser(amount: number): number {
  return Math.sign(amount) * Math.floor((Math.abs(amount) + COARSER / 2) / COARSER);
}

/**
 * What each deal (or line of one) was paid, added to `paid` by its number; of those beyond its end nobody asks.
 * @param unit what amounts are to be multiplied with
 */
export function addByDeal(paid: Float64Array, { rows, dealOf }: RowTable, amounts: Float64Array, unit: number): void {
  for (let row = 0; row < rows; row++) {
    const deal = dealOf[row]!;
    if (deal < paid.length) paid[deal]! += amounts[row]! * unit;
  }
}

/** Digits of a part of the credit. */
export const PART_SCALE = 8;
const WHOLE_PART = 10 ** PART_SCALE;

/** What comes off each row, in whole numbers of 1/10,000: who has a part of the credit has that part of what was paid. */
export function offRows({ rows, dealOf, part }: RowTable, paid: Float64Array): Float64Array {
  const off = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const amount = paid[dealOf[row]!]!;
    off[row] = part === null ? amount : roundedProduct(amount, part[row]!, WHOLE_PART);
  }
  return off;
}

/** The sums of a line's units less what comes off their rows; other columns stay as they are. */
export function withoutOff(compiled: CompiledLine, table: UnitTable, rows: RowTable, off: Float64Array): UnitTable {
  const read = new Set(['base', ...LineKernel.columns(compiled).map(({ name }) => name)]);
  const less = new Map<string, Float64Array>();
  for (const { name, key, mask, surcharge, unclaimed, count } of compiled.sums) {
    if (count || !read.has(name)) continue;
    const sums = table.column(name).slice();
    for (let row = 0; row < rows.rows; row++) {
      if (!unclaimed && rows.claimed[row] === 0) continue;
      if (key !== undefined && rows.keyOf[row] !== key) continue;
      if (mask !== undefined && rows.maskOf[row] !== mask) continue;
      if (surcharge !== undefined && ((rows.extraOf[row]! >> surcharge) & 1) === 0) continue;
      sums[rows.unitOf[row]!]! -= off[row]!;
    }
    less.set(name, sums);
  }
  return { ...table, column: (name) => less.get(name) ?? table.column(name) };
}
