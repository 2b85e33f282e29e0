/** Costs added up under the values of something, one side beside the other. */
import type { CostRow } from '../../api/incentives.ts';
import { ladderOf } from '../../present/ladder.ts';
import { amountText } from '../settle.ts';

/** What one side pays under each value, and whom. Amounts are whole numbers of 1/10,000; payees are places. */
export class CostSums {
  private readonly places = new Map<string | null, number>();
  private readonly amounts: number[] = [];
  private readonly marks: Uint8Array[] = [];
  private readonly payees: number;

  constructor(payees: number) {
    this.payees = payees;
  }

  /** The place of a value, to add to it many times. */
  placeOf(value: string | null): number {
    const known = this.places.get(value);
    if (known !== undefined) return known;
    const place = this.amounts.push(0) - 1;
    this.marks.push(new Uint8Array(this.payees));
    this.places.set(value, place);
    return place;
  }

  add(place: number, payee: number, amount: number): void {
    if (amount === 0) return;
    this.amounts[place]! += amount;
    this.marks[place]![payee] = 1;
  }

  get values(): (string | null)[] {
    return [...this.places.keys()].filter((value) => this.paid(value)?.some((mark) => mark === 1));
  }

  amount(value: string | null): number {
    const place = this.places.get(value);
    return place === undefined ? 0 : this.amounts[place]!;
  }

  /** 1 for payees who are paid under the value. */
  paid(value: string | null): Uint8Array | null {
    const place = this.places.get(value);
    return place === undefined ? null : this.marks[place]!;
  }
}

/** Sums of a side, with the place of each of its payees among those of both. */
export interface PlacedSums {
  readonly sums: CostSums;
  readonly placeOf: Int32Array;
}

/** In an order of the values, or the largest cost first; what has no value comes last. */
export function costRows(before: PlacedSums, after: PlacedSums, payees: number, order?: readonly string[]): CostRow[] {
  const found = new Set([...before.sums.values, ...after.sums.values]);
  const size = (value: string) => [after.sums.amount(value), before.sums.amount(value)] as const;
  const named = [...found].filter((value) => value !== null);
  const values = order
    ? order.filter((value) => found.has(value))
    : named.sort((a, b) => {
        const [x, y] = [size(a), size(b)];
        return y[0] - x[0] || y[1] - x[1] || (a < b ? -1 : 1);
      });
  return [...values, ...(found.has(null) ? [null] : [])].map((value) => ({
    value,
    label: value ?? '–',
    before: amountText(before.sums.amount(value)),
    after: amountText(after.sums.amount(value)),
    payees: countPaid([before, after], value, payees),
  }));
}

/** Highest level first where the names tell the order. */
export function levelRows(before: PlacedSums, after: PlacedSums, payees: number): CostRow[] {
  const names = [...new Set([...before.sums.values, ...after.sums.values])].filter((value) => value !== null);
  const { levels, known } = ladderOf(names);
  return costRows(before, after, payees, known ? [...levels].reverse() : undefined);
}

function countPaid(sides: readonly PlacedSums[], value: string | null, payees: number): number {
  const either = new Uint8Array(payees);
  for (const { sums, placeOf } of sides) {
    sums.paid(value)?.forEach((mark, payee) => {
      if (mark === 1) either[placeOf[payee]!] = 1;
    });
  }
  return either.reduce((count, mark) => count + mark, 0);
}
