/** Costs added up under the values of something, before and after. */
import type { CostRow } from '../../api/incentives.ts';
import { ladderOf } from '../../present/ladder.ts';
import { amountText } from '../settle.ts';

interface Sum {
  before: number;
  after: number;
  readonly payees: Set<number>;
}

/** Amounts are whole numbers of 1/10,000; payees are places. */
export class CostSums {
  private readonly sums = new Map<string | null, Sum>();

  add(value: string | null, payee: number, before: number, after: number): void {
    if (before === 0 && after === 0) return;
    let sum = this.sums.get(value);
    if (!sum) {
      sum = { before: 0, after: 0, payees: new Set() };
      this.sums.set(value, sum);
    }
    sum.before += before;
    sum.after += after;
    sum.payees.add(payee);
  }

  /** In an order of the values, or the largest cost first; what has no value comes last. */
  rows(order?: readonly string[]): CostRow[] {
    const values = order
      ? order.filter((value) => this.sums.has(value))
      : [...this.sums.entries()]
          .filter(([value]) => value !== null)
          .sort(([a, x], [b, y]) => y.after - x.after || y.before - x.before || (a! < b! ? -1 : 1))
          .map(([value]) => value!);
    return [...values, ...(this.sums.has(null) ? [null] : [])].map((value) => {
      const { before, after, payees } = this.sums.get(value)!;
      return {
        value,
        label: value ?? '–',
        before: amountText(before),
        after: amountText(after),
        payees: payees.size,
      };
    });
  }

  /** Highest first where the names tell the order. */
  levels(): CostRow[] {
    const names = [...this.sums.keys()].filter((value) => value !== null);
    const { levels, known } = ladderOf(names);
    return known ? this.rows([...levels].reverse()) : this.rows();
  }
}
