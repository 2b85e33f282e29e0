/** Reads what a forecast is made of. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { asPaidSide } from '../asPaid.ts';
import type { IncentiveDesk } from '../desk.ts';
import { exchange } from '../exchange.ts';
import { askedWhere } from '../lab/chosenPayees.ts';
import { readRevenue } from '../lab/revenue.ts';
import type { PreparedCase } from '../prepareCase.ts';
import type { RatedCase } from '../rateCase.ts';
import type { PaySide, SideRequest } from '../side.ts';
import { DEAL_PAY, type LineHistory, lineHistory } from './lineHistory.ts';
import { type Past, pastQuarters, readSales } from './sales.ts';
import type { OutlookSource, PlanSource, SideSource } from './source.ts';
import { limitsSpent } from './spent.ts';

/** What one of a currency is asked for as, to keep eight digits. */
const ONE = 100_000_000;

/** @throws QuarterdeckError `bad-request` where no fiscal quarter is closed, and what rating throws. */
export async function readSource(
  desk: IncentiveDesk,
  prepared: PreparedCase,
  rated: RatedCase,
  assumptions: OutlookSource['assumptions'],
  options: LabOptions,
): Promise<Omit<OutlookSource, 'together'>> {
  const { network } = desk.context;
  const past = pastQuarters(network);
  if (past.last < past.first) {
    throw new QuarterdeckError(
      'bad-request',
      'A forecast draws from closed fiscal quarters, and the data has none yet. Load the deals of earlier quarters.',
    );
  }
  const sales = await readSales(desk, past, prepared, options);
  const paid = await paidByQuarter(desk, prepared, past, options);
  const histories = async (side: SideRequest | 'as-paid') => {
    if (side === 'as-paid') return [];
    const asked = { where: askedWhere(side), levels: side.levels };
    const all: LineHistory[][] = [];
    for (const plan of side.plans) {
      const lines: LineHistory[] = [];
      for (const index of plan.lines.keys()) lines.push(await lineHistory(desk, plan, index, asked, options));
      all.push(lines);
    }
    return all;
  };
  const before = await histories(prepared.sides.before);
  const after = prepared.sides.after === prepared.sides.before ? before : await histories(prepared.sides.after);
  const partners = payeesOf([...sales.booked.keys(), ...paid.keys()], [...before, ...after].flat());
  const begun = { from: beginnings(partners, past, [sales.booked, paid], [...before, ...after].flat()) };
  const sideOf = async (
    side: SideRequest | 'as-paid',
    lines: readonly (readonly LineHistory[])[],
  ): Promise<SideSource> => {
    if (side === 'as-paid') return 'as-paid';
    return Promise.all(
      side.plans.map((plan, index) => planSource(desk, { plan, lines: lines[index]!, side, partners, past }, options)),
    );
  };
  const sold = (await readRevenue(desk, prepared.period, prepared.currency, options)).now;
  const rates = (side: PaySide) => {
    const places = new Map(side.payees.map((id, place) => [id, place]));
    return Float64Array.from(partners, (id) => {
      const [place, revenue] = [places.get(id), sold.get(id) ?? 0];
      return place === undefined || revenue <= 0 ? 0 : side.pay[place]! / revenue;
    });
  };
  const beforeSide = await sideOf(prepared.sides.before, before);
  return {
    calendar: network.calendar,
    partners,
    past,
    sales,
    begun,
    paid,
    before: beforeSide,
    after: prepared.sides.after === prepared.sides.before ? beforeSide : await sideOf(prepared.sides.after, after),
    rates: { before: rates(rated.before), after: rates(rated.after) },
    assumptions,
  };
}

async function paidByQuarter(
  desk: IncentiveDesk,
  { asPaid }: PreparedCase,
  past: Past,
  options: LabOptions,
): Promise<Map<string, Float64Array>> {
  const { calendar } = desk.context.network;
  const [first, last] = [calendar.span('quarter', past.first), calendar.span('quarter', past.last)];
  const period = { label: `${first.label} to ${last.label}`, from: first.from, to: last.to };
  const { payees, paid } = await asPaidSide(desk, { ...asPaid, period }, options);
  const places = new Map<string, number>();
  for (let quarter = past.first; quarter <= past.last; quarter++) {
    places.set(calendar.span('quarter', quarter).label, quarter - past.first);
  }
  const byPayee = new Map<string, Float64Array>();
  paid!.amount.forEach((amount, row) => {
    const id = payees[paid!.payeeOf[row]!]!;
    const own = byPayee.get(id) ?? new Float64Array(past.last - past.first + 1);
    own[places.get(paid!.quarter[row]!)!]! += amount;
    byPayee.set(id, own);
  });
  return byPayee;
}

function payeesOf(known: readonly string[], lines: readonly LineHistory[]): string[] {
  return [...new Set([...known, ...lines.flatMap(({ payees }) => payees)])].sort();
}

/** The place of the first quarter in which a partner sold, was paid or had something to be paid on; −1 for never. */
function beginnings(
  partners: readonly string[],
  past: Past,
  rows: readonly ReadonlyMap<string, Float64Array>[],
  lines: readonly LineHistory[],
): Int32Array {
  const places = new Map(partners.map((id, place) => [id, place]));
  const count = past.last - past.first + 1;
  const from = new Int32Array(partners.length).fill(-1);
  const begin = (id: string, place: number) => {
    const partner = places.get(id);
    if (partner === undefined || place < 0 || place >= count) return;
    if (from[partner]! < 0 || place < from[partner]!) from[partner] = place;
  };
  for (const row of rows) {
    for (const [id, figures] of row) {
      const place = figures.findIndex((figure) => figure !== 0);
      if (place >= 0) begin(id, place);
    }
  }
  for (const line of lines) {
    const column = line.columns[0]!.name === DEAL_PAY ? DEAL_PAY : 'base';
    const figures = line.figures(column, line.compiled.inputs);
    for (const [payee, id] of line.payees.entries()) {
      const own = figures.subarray(payee * line.periods, (payee + 1) * line.periods);
      const at = own.findIndex((figure) => figure !== 0);
      if (at < 0) continue;
      const period = line.firstPeriod + at;
      begin(id, (line.grain === 'month' ? Math.floor(period / 3) : period) - past.first);
    }
  }
  return from;
}

interface PlanAsked {
  readonly plan: IncentivePlan;
  readonly lines: readonly LineHistory[];
  readonly side: SideRequest;
  readonly partners: readonly string[];
  readonly past: Past;
}

async function planSource(
  desk: IncentiveDesk,
  { plan, lines, side, partners, past }: PlanAsked,
  options: LabOptions,
): Promise<PlanSource> {
  const { context } = desk;
  const { calendar } = context.network;
  const lastDay = calendar.span('quarter', past.last).to;
  const convert = await exchange(context, plan, side.currency, [lastDay], { signal: options.signal });
  const rate = convert ? convert(ONE, lastDay) / ONE : 1;
  const next = calendar.span('quarter', past.last + 1).from;
  return { plan, lines, rate, ...(await limitsSpent(desk, { plan, side, partners, next }, options)) };
}
