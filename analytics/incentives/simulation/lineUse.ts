/** What a line's limits take from its payees, and how its bands are used. */
import type { BandUse, LostTo } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { IncentiveDesk } from '../desk.ts';
import { keptUnits } from '../lab/keptUnits.ts';
import { type BandReading, hasReading, LineReading, type Taken } from '../lab/lineReading.ts';
import { inputsOf } from '../lab/unitsRead.ts';
import { unitAt } from '../planUnits.ts';
import type { UnitTable } from '../rateKernel.ts';
import { amountText } from '../settle.ts';
import type { PaySide, SideLine, SideRequest } from '../side.ts';
import { unitsKey } from '../unitsKey.ts';
import { groupsOf } from './groups.ts';

export interface LineUse {
  readonly lost: readonly LostTo[];
  readonly bands: readonly BandUse[];
}

const READING_BYTES = 256 * 1_024;
/** Of amounts before rounding in one of 1/10,000. */
const FINER = 10_000;

export async function lineUse(
  desk: IncentiveDesk,
  side: PaySide,
  line: SideLine,
  request: SideRequest,
  options: LabOptions,
): Promise<LineUse> {
  const settled = settledLosses(line);
  const found = await reading(desk, line, request, options, ({ taken, bands }, table) => {
    const groups = groupsOf(side, line, table);
    return {
      lost: [...taken.flatMap((one) => unitLosses(line, groups, one)), ...settled],
      bands: bands ? bandsUsed(line, groups, table, bands, desk.context.network) : [],
    };
  });
  return found ?? { lost: settled, bands: [] };
}

/** By row of the line the highest band that a unit of it reaches, −1 for none; null for a rate without bands. */
export async function bandsReached(
  desk: IncentiveDesk,
  side: PaySide,
  line: SideLine,
  request: SideRequest,
  options: LabOptions,
): Promise<Int8Array | null> {
  return reading(desk, line, request, options, ({ bands }, table) => {
    if (!bands) return null;
    const rowOf = rowsByGroup(groupsOf(side, line, table), table);
    const highest = new Int8Array(line.payeeOf.length).fill(-1);
    bands.reached.forEach((band, unit) => {
      const row = rowOf(unit);
      if (row >= 0) highest[row] = Math.max(highest[row]!, band);
    });
    return highest;
  });
}

/** Null for a line without limits and bands. */
async function reading<T>(
  { context, lab }: IncentiveDesk,
  line: SideLine,
  request: SideRequest,
  options: LabOptions,
  work: (found: ReturnType<LineReading['read']>, table: UnitTable) => T,
): Promise<T | null> {
  if (!hasReading(line.compiled)) return null;
  const kept = await keptUnits({ context, lab }, line.plan, line.compiled, request, options);
  const key = unitsKey(line.plan, line.compiled, request);
  const { value, giveBack } = lab.borrow(context, `pay reading ${key}`, () => ({
    value: new LineReading(kept),
    bytes: READING_BYTES + kept.table.units * 160,
  }));
  try {
    return work(value.read(inputsOf(kept.compiled, line.compiled)), kept.table);
  } finally {
    giveBack();
  }
}

/** The row of the line that a unit is paid in: a version of a period is told by what it paid in the end; −1 for none. */
function rowsByGroup(groups: Int32Array, { payeeOf, groupOf, versions }: UnitTable): (unit: number) => number {
  const rowOf = new Int32Array(payeeOf.length).fill(-1);
  groups.forEach((group, row) => {
    if (group >= 0) rowOf[group] = row;
  });
  return (unit) => {
    const group = groupOf[unit]!;
    return rowOf[versions ? versions.paidIn[group]! : group]!;
  };
}

function unitLosses(line: SideLine, groups: Int32Array, { limit, amount }: Taken): LostTo[] {
  return lossOf(line, limit, (row) => {
    const group = groups[row]!;
    const lost = group < 0 ? 0 : Math.round(amount[group]! / FINER);
    return line.convert ? line.convert(lost, line.periodOf[row]!) : lost;
  });
}

/** What is taken after rounding, and what is still to be paid when the period ends. */
function settledLosses(line: SideLine): LostTo[] {
  const { earned, capped, partnerCapped, pay, waiting, payeeOf } = line;
  return [
    ...lossOf(line, 'cap year', (row) => earned[row]! - capped[row]!),
    ...lossOf(line, 'cap all lines', (row) => capped[row]! - partnerCapped[row]!),
    ...lossOf(line, 'pool', (row) => partnerCapped[row]! - pay[row]!),
    ...(waiting
      ? [
          ...lossOf(line, 'held back', (row) => waiting.heldBack[row]!),
          ...lossOf(line, 'carried forward', (row) =>
            payeeOf[row + 1] === payeeOf[row] ? 0 : Math.max(waiting.carried[row]!, 0),
          ),
        ]
      : []),
  ];
}

function lossOf({ payeeOf, compiled }: SideLine, limit: LostTo['limit'], of: (row: number) => number): LostTo[] {
  const payees = new Set<number>();
  let amount = 0;
  for (let row = 0; row < payeeOf.length; row++) {
    const lost = of(row);
    if (lost === 0) continue;
    amount += lost;
    payees.add(payeeOf[row]!);
  }
  return payees.size === 0 ? [] : [{ line: compiled.line.id, limit, amount: amountText(amount), payees: payees.size }];
}

function bandsUsed(
  line: SideLine,
  groups: Int32Array,
  table: UnitTable,
  { count, reached, parts }: BandReading,
  network: Network,
): BandUse[] {
  const { plan, compiled, periods, payeeOf, periodOf, pay } = line;
  const placeOf = rowsByGroup(groups, table);
  const own = Array.from({ length: count }, () => new Float64Array(pay.length));
  const payees = Array.from({ length: count }, () => new Set<number>());
  for (let unit = 0; unit < table.units; unit++) {
    const row = placeOf(unit);
    if (row < 0) continue;
    for (let band = 0; band < count; band++) own[band]![row]! += parts[band]![unit]!;
    const band = reached[unit]!;
    if (band >= 0 && periodOf[row] === periods.length - 1) payees[band]!.add(payeeOf[row]!);
  }
  const paid = dividedPay(pay, own);
  const { rate } = compiled.line;
  const bands = 'bands' in rate ? rate.bands! : [];
  return bands.map(({ from, rate: value }, band) => {
    const path: Path = ['lines', compiled.index, 'rate', 'bands', band];
    return {
      plan: plan.id,
      line: compiled.line.id,
      place: path.join('.'),
      unit: unitAt(plan, [...path, 'from'], network),
      from,
      rate: value,
      pays: unitAt(plan, [...path, 'rate'], network),
      payees: payees[band]!.size,
      paid: amountText(paid[band]!),
    };
  });
}

/** What was paid, row by row in proportion to what the bands pay of it: the largest takes what is left. */
function dividedPay(pay: Float64Array, own: readonly Float64Array[]): number[] {
  const paid = own.map(() => 0);
  pay.forEach((amount, row) => {
    let whole = 0;
    let largest = 0;
    own.forEach((parts, band) => {
      whole += parts[row]!;
      if (Math.abs(parts[row]!) > Math.abs(own[largest]![row]!)) largest = band;
    });
    if (whole === 0) return;
    let left = amount;
    own.forEach((parts, band) => {
      if (band === largest) return;
      const part = Math.round((amount * parts[row]!) / whole);
      paid[band]! += part;
      left -= part;
    });
    paid[largest]! += left;
  });
  return paid;
}
