/** Plans paid on the history of a period: by the kernel on units that the lab keeps, or by SQL. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import type { IncentiveDesk } from './desk.ts';
import { exchange } from './exchange.ts';
import { asksFor } from './lab/chosenPayees.ts';
import { keptTables } from './lab/keptTables.ts';
import { ratedByKernel } from './lab/keptUnits.ts';
import type { PayPeriod } from './periods.ts';
import { ratePlan } from './rate.ts';
import { tenThousandths } from './settle.ts';
import { dueColumns, limitColumns } from './settleColumns.ts';
import type { PaySide, RatedColumns, SideLine, SideRequest } from './side.ts';

/**
 * What the plans pay together for the periods that end in the asked one.
 * @throws QuarterdeckError what `ratePlan` throws, `bad-request` without a rate to the currency, `cancelled`.
 */
export async function paySide(desk: IncentiveDesk, request: SideRequest, options: LabOptions = {}): Promise<PaySide> {
  const lines: Within[] = [];
  const count = request.plans.reduce((sum, plan) => sum + plan.lines.length, 0);
  let done = 0;
  const tell = () => options.progress?.('Paying history', done++, count, 'lines');
  for (const plan of request.plans) {
    const quick = request.record ? null : await ratedByKernel(desk, plan, request, options, tell);
    const rated = quick ?? (await byRecord(desk, plan, request, options, tell));
    const settled = afterLimits(plan, rated, desk.context.network.calendar);
    for (const [index, columns] of rated.entries()) {
      lines.push(await within(desk, plan, columns, settled[index]!, request, quick !== null, options));
    }
  }
  const payees = together(lines.map((line) => line.payees));
  const places = new Map(payees.map((id, index) => [id, index]));
  const pay = new Float64Array(payees.length);
  let total = 0;
  const placed = lines.map(({ line, payees: own, payeeOf }): SideLine => {
    const placeOf = Int32Array.from(own, (id) => places.get(id)!);
    const moved = pickedPlaces(placeOf, payeeOf);
    for (let at = 0; at < moved.length; at++) {
      const amount = line.pay[at]!;
      pay[moved[at]!]! += amount;
      total += amount;
    }
    return { ...line, payeeOf: moved };
  });
  return { payees, pay, lines: placed, paid: null, total };
}

async function byRecord(
  desk: IncentiveDesk,
  plan: IncentivePlan,
  { where, levels }: SideRequest,
  options: LabOptions,
  tell: () => void,
): Promise<RatedColumns[]> {
  tell();
  const run = { where, levels, signal: options.signal, tables: await keptTables(desk) };
  const rated = await ratePlan(desk.context, plan, run);
  return rated.map(({ compiled, periods, earned }) => {
    const payees: string[] = [];
    const payeeOf = Int32Array.from(earned, ({ payee }) => {
      if (payees.at(-1) !== payee) payees.push(payee);
      return payees.length - 1;
    });
    return {
      compiled,
      periods,
      payees,
      payeeOf,
      periodOf: Int32Array.from(earned, ({ period }) => period),
      base: Float64Array.from(earned, ({ base }) => tenThousandths(base)),
      earned: Float64Array.from(earned, (one) => tenThousandths(one.earned)),
    };
  });
}

/** By line, in the plan's currency. */
interface Settled {
  readonly capped: Float64Array;
  readonly partnerCapped: Float64Array;
  readonly pay: Float64Array;
  readonly waiting: SideLine['waiting'];
}

/** What the year's caps, the cap over all lines and the pool leave, and what waits of it. */
function afterLimits(plan: IncentivePlan, rated: readonly RatedColumns[], calendar: FiscalCalendar): Settled[] {
  const lines = rated.map((columns) => ({ ...columns, line: columns.compiled.line }));
  return limitColumns(plan, lines, calendar).map(({ capped, partnerCapped, pooled }, index): Settled => {
    const { limits, terms } = lines[index]!.line;
    const waits = terms.holdBack !== undefined || limits.minimumPayment !== undefined;
    return { capped, partnerCapped, pay: pooled, waiting: waits ? dueColumns(plan, lines[index]!, pooled) : null };
  });
}

interface Within {
  readonly line: Omit<SideLine, 'payeeOf'>;
  readonly payees: readonly string[];
  readonly payeeOf: Int32Array;
}

/** The periods that end in the asked one, in its currency. */
async function within(
  { context }: IncentiveDesk,
  plan: IncentivePlan,
  { compiled, periods: all, payees, payeeOf, periodOf, base, earned }: RatedColumns,
  settled: Settled,
  request: SideRequest,
  quick: boolean,
  options: LabOptions,
): Promise<Within> {
  const { period, currency } = request;
  const periods = all.filter(({ to }) => to >= period.from && to <= period.to);
  const ends = periods.map(({ to }) => to);
  const onDay = await exchange(context, plan, currency, ends, { signal: options.signal });
  const convert = onDay && ((amount: number, at: number) => onDay(amount, ends[at]!));
  const asked = askedPayees(payees, asksFor(request, compiled.line));
  const { chosen, place } = rowsOf(periods, periodOf, (at) => asked.place[payeeOf[at]!]! >= 0);
  const money = (values: Float64Array) => {
    const own = picked(values, chosen);
    if (convert) for (let row = 0; row < own.length; row++) own[row] = convert(own[row]!, place[row]!);
    return own;
  };
  const { capped, partnerCapped, pay, waiting } = settled;
  return {
    line: {
      plan,
      compiled,
      periods,
      periodOf: place,
      base: picked(base, chosen),
      groups: quick ? chosen : null,
      earned: money(earned),
      capped: money(capped),
      partnerCapped: money(partnerCapped),
      pay: money(pay),
      waiting: waiting && { heldBack: money(waiting.heldBack), carried: money(waiting.carried) },
      convert,
    },
    payees: asked.payees,
    payeeOf: pickedPlaces(asked.place, pickedPlaces(payeeOf, chosen)),
  };
}

/** Ids of all lists, in order. Lines of one plan nearly always pay the same payees, and their lists come in order. */
function together(lists: readonly (readonly string[])[]): readonly string[] {
  const all = new Set<string>();
  for (const list of lists) for (const id of list) all.add(id);
  return [...all].sort();
}

/** Of the payees those who are asked for, and the place of each among them; −1 for none. */
function askedPayees(payees: readonly string[], isAsked: (id: string) => boolean) {
  const own: string[] = [];
  const place = Int32Array.from(payees, (id) => (isAsked(id) ? own.push(id) - 1 : -1));
  return { payees: own, place };
}

/** The rows that are asked for whose period is one of these, with its place. Indices of periods follow each other. */
function rowsOf(
  periods: readonly PayPeriod[],
  periodOf: Int32Array,
  isAsked: (row: number) => boolean,
): { chosen: Int32Array; place: Int32Array } {
  const first = periods[0]?.index ?? 0;
  const chosen = new Int32Array(periodOf.length);
  const place = new Int32Array(periodOf.length);
  let rows = 0;
  for (let at = 0; at < periodOf.length; at++) {
    const own = periodOf[at]! - first;
    if (own < 0 || own >= periods.length || !isAsked(at)) continue;
    chosen[rows] = at;
    place[rows++] = own;
  }
  return { chosen: chosen.subarray(0, rows), place: place.subarray(0, rows) };
}

function picked(values: Float64Array, chosen: Int32Array): Float64Array {
  const own = new Float64Array(chosen.length);
  for (let row = 0; row < own.length; row++) own[row] = values[chosen[row]!]!;
  return own;
}

function pickedPlaces(values: Int32Array, chosen: Int32Array): Int32Array {
  const own = new Int32Array(chosen.length);
  for (let row = 0; row < own.length; row++) own[row] = values[chosen[row]!]!;
  return own;
}
