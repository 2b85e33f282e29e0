/** What a side pays by product family: each payee's amount divided among its rows by what they would have earned. */
import type { LabOptions } from '../../metrics/lab.ts';
import { compileKernel, type Kernel, type KernelRows } from '../../rules/kernel.ts';
import type { CompiledLine } from '../compiled.ts';
import type { IncentiveDesk } from '../desk.ts';
import { type FamilyTable, familyTable } from '../lab/familyTable.ts';
import { keptUnits } from '../lab/keptUnits.ts';
import { inputsOf } from '../lab/unitsRead.ts';
import type { UnitTable } from '../rateKernel.ts';
import type { PaySide, SideLine, SideRequest } from '../side.ts';
import type { KeptLine } from '../units.ts';
import { unitsKey } from '../unitsKey.ts';
import type { CostSums } from './costRows.ts';
import { groupsOf } from './groups.ts';

/** Takes what payees are paid by family. */
export type FamilySums = Pick<CostSums, 'placeOf' | 'add'>;

const KERNEL_BYTES = 128 * 1_024;
/** A rate of one, as the kernel has it. */
const ONE = 100_000_000;

/** Adds up every payee's amounts by family, line by line and period by period; each sums to what the payee is paid. */
export async function addFamilies(
  desk: IncentiveDesk,
  side: PaySide,
  request: SideRequest | 'as-paid',
  options: LabOptions,
  sums: FamilySums,
): Promise<void> {
  const { paid } = side;
  paid?.amount.forEach((amount, row) => {
    sums.add(sums.placeOf(paid.family[row]!), paid.payeeOf[row]!, amount);
  });
  if (request === 'as-paid') return;
  const read = side.lines.map(({ plan, compiled }) =>
    Promise.all([
      keptUnits(desk, plan, compiled, request, options),
      familyTable(desk, plan, compiled, request, options),
    ]),
  );
  for (const [index, [kept, families]] of (await Promise.all(read)).entries()) {
    const line = side.lines[index]!;
    divide(desk, side, line, kept, families, unitsKey(line.plan, line.compiled, request), sums);
  }
}

function divide(
  { context, lab }: IncentiveDesk,
  side: PaySide,
  line: SideLine,
  kept: KeptLine,
  families: FamilyTable,
  key: string,
  sums: FamilySums,
): void {
  const { value: mixer, giveBack } = lab.borrow(context, `pay mixer ${key}`, () => ({
    value: new Mixer(kept, families),
    bytes: KERNEL_BYTES + families.base.length * 40,
  }));
  try {
    const weights = mixer.weights(inputsOf(kept.compiled, line.compiled));
    const { starts } = mixer;
    const groups = groupsOf(side, line, kept.table);
    const places = Int32Array.from(families.families, (family) => sums.placeOf(family));
    const none = sums.placeOf(null);
    for (let row = 0; row < line.pay.length; row++) {
      const amount = line.pay[row]!;
      if (amount === 0) continue;
      const group = groups[row]!;
      const payee = line.payeeOf[row]!;
      if (group < 0 || starts[group] === starts[group + 1]) sums.add(none, payee, amount);
      else share(amount, payee, weights, families.familyOf, starts[group]!, starts[group + 1]!, places, sums);
    }
  } finally {
    giveBack();
  }
}

/** Parts in proportion to the weights from one place to another, in whole numbers: the heaviest takes what is left. */
function share(
  amount: number,
  payee: number,
  weights: Float64Array,
  familyOf: Int16Array,
  from: number,
  to: number,
  places: Int32Array,
  sums: FamilySums,
): void {
  let whole = 0;
  let heaviest = from;
  for (let at = from; at < to; at++) {
    whole += weights[at]!;
    if (Math.abs(weights[at]!) > Math.abs(weights[heaviest]!)) heaviest = at;
  }
  let left = amount;
  if (whole !== 0) {
    for (let at = from; at < to; at++) {
      if (at === heaviest) continue;
      const part = Math.round((amount * weights[at]!) / whole);
      left -= part;
      sums.add(places[familyOf[at]!]!, payee, part);
    }
  }
  sums.add(places[familyOf[heaviest]!]!, payee, left);
}

/** Weights of the rows of a family table by the values of the plan. */
class Mixer {
  /** The first row of each payee-and-period, and the number of rows. */
  readonly starts: Int32Array;
  private readonly unit: Kernel;
  private readonly row: Kernel;
  private readonly unitRows: KernelRows;
  private readonly families: FamilyTable;
  private readonly flags = new Map<string, Uint8Array>();
  private readonly single: boolean;
  /** Rows of a unit are paid by one rate: each by its base. */
  private readonly alike: boolean;
  /** What returns changed belongs to several rates: rows of one key are weighed by their base alone. */
  private readonly versioned: boolean;
  private readonly rates: Float64Array;

  constructor({ compiled, table }: KeptLine, families: FamilyTable) {
    const wide = (of: CompiledLine['rowRate']) =>
      ({ kind: 'add', of: [of, { kind: 'constant', value: '0', scale: 8 }] }) as const;
    this.families = families;
    this.single = compiled.unit === 'payee';
    this.versioned = compiled.versioned;
    const { multipliers, surcharges } = compiled.line;
    this.alike = this.single && compiled.keys === null && multipliers.length === 0 && surcharges.length === 0;
    const rate = wide(compiled.rowRate);
    this.unit = this.single
      ? compileKernel({ rate })
      : compileKernel({ rate, pay: wide(compiled.unitSteps.at(-1)!.rule) });
    this.row = compileKernel({ weight: compiled.rowPay });
    const none = new Uint8Array(0);
    this.unitRows = { rows: table.units, steady: true, number: (name) => table.column(name), flag: () => none };
    this.rates = new Float64Array(families.base.length);
    this.starts = startsOf(families.unitOf, table);
  }

  weights(inputs: CompiledLine['inputs']): Float64Array {
    const { unitOf, base } = this.families;
    if (this.alike) return base;
    const units = this.unit.run(this.unitRows, inputs);
    const rates = units.number('rate');
    for (let row = 0; row < unitOf.length; row++) {
      const rate = this.versioned ? ONE : rates[unitOf[row]!]!;
      this.rates[row] = Number.isNaN(rate) ? 0 : rate;
    }
    const weights = this.row
      .run(
        {
          rows: base.length,
          number: (name) => (name === 'base' ? base : this.rates),
          flag: (name) => this.flag(name),
        },
        inputs,
      )
      .number('weight')
      .map((weight) => (Number.isNaN(weight) ? 0 : weight));
    return this.single || this.versioned ? weights : this.byUnit(weights, units.number('pay'));
  }

  /** Units are limited one by one: a row has its part of what its unit earned. */
  private byUnit(weights: Float64Array, pay: Float64Array): Float64Array {
    const { unitOf } = this.families;
    const whole = new Float64Array(pay.length);
    unitOf.forEach((unit, row) => {
      whole[unit]! += weights[row]!;
    });
    return weights.map((weight, row) => {
      const unit = unitOf[row]!;
      const earned = pay[unit]!;
      return whole[unit] === 0 || Number.isNaN(earned) ? 0 : (earned * weight) / whole[unit]!;
    });
  }

  private flag(name: string): Uint8Array {
    const known = this.flags.get(name);
    if (known) return known;
    const { keyOf, maskOf, extraOf } = this.families;
    const [kind, place] = name.split('_') as [string, string];
    const bit = 2 ** Number(place);
    const made =
      kind === 'key'
        ? Uint8Array.from(keyOf, (key) => Number(key === Number(place)))
        : Uint8Array.from(kind === 'surcharge' ? extraOf : maskOf, (bits) => Number((bits & bit) !== 0));
    this.flags.set(name, made);
    return made;
  }
}

function startsOf(unitOf: Int32Array, { groupOf, payeeOf, versions }: UnitTable): Int32Array {
  const starts = new Int32Array(payeeOf.length + 1).fill(-1);
  unitOf.forEach((unit, row) => {
    const group = versions ? unit : groupOf[unit]!;
    if (starts[group] === -1) starts[group] = row;
  });
  starts[payeeOf.length] = unitOf.length;
  for (let group = payeeOf.length - 1; group >= 0; group--)
    if (starts[group] === -1) starts[group] = starts[group + 1]!;
  return starts;
}
