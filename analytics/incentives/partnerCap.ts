/** The cap of one payee over all lines of a plan, on columns of what the caps of the lines left. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { FiscalCalendar } from '../network/calendar.ts';
import { heldInOrder, heldInProportion } from '../rules/settlement/pay.ts';
import { type EarnedColumns, limitPeriod, millionths, tenThousandths } from './earnedColumns.ts';

type Cap = NonNullable<IncentivePlan['partnerCap']>;

export function isCapped({ partnerCap }: Pick<IncentivePlan, 'partnerCap'>, line: string): boolean {
  return partnerCap !== undefined && (partnerCap.lines.length === 0 || partnerCap.lines.includes(line));
}

/**
 * Amounts by line and row, in the order of `lines`; those of lines that are not capped are as they were. What is over comes off
 * the latest amounts, or off all of a payee and period of the cap in proportion: both in the order of the last days of the
 * periods and, within a day, of the lines.
 */
export function heldToPartner(
  plan: IncentivePlan,
  lines: readonly EarnedColumns[],
  amounts: readonly Float64Array[],
  calendar: FiscalCalendar,
): readonly Float64Array[] {
  const { partnerCap: cap } = plan;
  if (!cap) return amounts;
  const unit = 10 ** (4 - plan.rounding.digits);
  const groups = new Groups(lines, cap, calendar);
  const caps = capsOf(cap, groups, lines, unit);
  const { offsets, lineOf, rowOf } = groups.rows((line) => isCapped(plan, line.line.id));
  const held = amounts.map((own) => own.slice());
  for (let group = 0; group < groups.count; group++) {
    const [from, to] = [offsets[group]!, offsets[group + 1]!];
    if (from === to) continue;
    const own: number[] = [];
    for (let at = from; at < to; at++) own.push(amounts[lineOf[at]!]![rowOf[at]!]!);
    const left = cap.how === 'in-order' ? heldInOrder(own, caps[group]!) : heldInProportion(own, caps[group]!, unit);
    left.forEach((amount, place) => {
      held[lineOf[from + place]!]![rowOf[from + place]!] = amount;
    });
  }
  return held;
}

/** By group. A share of the base is cut downwards to what can be paid, so that it is never exceeded. */
function capsOf(cap: Cap, groups: Groups, lines: readonly EarnedColumns[], unit: number): Float64Array {
  const caps = new Float64Array(groups.count).fill(
    cap.cap === undefined ? Number.POSITIVE_INFINITY : tenThousandths(cap.cap),
  );
  if (!cap.share) return caps;
  const at = lines.findIndex(({ line }) => line.id === cap.share!.of);
  const bases = new Float64Array(groups.count);
  lines[at]!.base.forEach((base, row) => {
    bases[groups.of(at, row)]! += base;
  });
  const share = BigInt(millionths(cap.share.share));
  const whole = 1_000_000n * BigInt(unit);
  return caps.map((sum, group) => {
    const base = Math.max(bases[group]!, 0);
    return Math.min(sum, Number((BigInt(base) * share) / whole) * unit);
  });
}

/** Rows of all lines by payee and period of the cap. */
class Groups {
  readonly count: number;
  private readonly lines: readonly EarnedColumns[];
  private readonly spans: number;
  /** By line: the place of each of its payees among all, and of each of its periods among those of the cap. */
  private readonly payees: readonly Int32Array[];
  private readonly periods: readonly ReadonlyMap<number, number>[];

  constructor(lines: readonly EarnedColumns[], { period }: Cap, calendar: FiscalCalendar) {
    this.lines = lines;
    const [places, spans] = [new Map<string, number>(), new Map<string, number>()];
    const placeIn = (all: Map<string, number>, key: string) => {
      const place = all.get(key) ?? all.size;
      all.set(key, place);
      return place;
    };
    this.payees = lines.map(({ payees }) => Int32Array.from(payees, (id) => placeIn(places, id)));
    this.periods = lines.map(
      (line) =>
        new Map(line.periods.map(({ index, to }) => [index, placeIn(spans, limitPeriod(period, to, calendar))])),
    );
    this.spans = spans.size;
    this.count = places.size * spans.size;
  }

  of(line: number, row: number): number {
    const { payeeOf, periodOf } = this.lines[line]!;
    return this.payees[line]![payeeOf[row]!]! * this.spans + this.periods[line]!.get(periodOf[row]!)!;
  }

  /** Of these lines, group after group; within one in the order in which they are paid. */
  rows(isIn: (line: EarnedColumns) => boolean) {
    const chosen = [...this.lines.keys()].filter((line) => isIn(this.lines[line]!));
    const offsets = new Uint32Array(this.count + 1);
    for (const line of chosen) {
      for (let row = 0; row < this.lines[line]!.periodOf.length; row++) offsets[this.of(line, row) + 1]!++;
    }
    for (let group = 0; group < this.count; group++) offsets[group + 1]! += offsets[group]!;
    const next = offsets.slice();
    const [lineOf, rowOf] = [new Int32Array(offsets[this.count]!), new Int32Array(offsets[this.count]!)];
    for (const { line, rows } of this.inOrder(chosen)) {
      for (const row of rows) {
        const at = next[this.of(line, row)]!++;
        lineOf[at] = line;
        rowOf[at] = row;
      }
    }
    return { offsets, lineOf, rowOf };
  }

  /** Rows by line and period: periods in the order of their last days, then lines in that of the plan. */
  private inOrder(chosen: readonly number[]) {
    return chosen
      .flatMap((line) => {
        const { periods, periodOf } = this.lines[line]!;
        const byPeriod = new Map(periods.map(({ index, to }) => [index, { line, to, rows: [] as number[] }]));
        for (const [row, period] of periodOf.entries()) byPeriod.get(period)!.rows.push(row);
        return [...byPeriod.values()];
      })
      .sort((a, b) => (a.to === b.to ? a.line - b.line : a.to < b.to ? -1 : 1));
  }
}
