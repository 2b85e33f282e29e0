import type { Band } from '../../api/incentiveOutlook.ts';
import { decimalText } from '../../present/decimal.ts';
import type { ChanceTotal } from '../chance/merge.ts';

/** Whole numbers of 1/10,000, or a mean of them, as decimal text in whole cents. */
export function cents(amount: number): string {
  return decimalText({ units: BigInt(Math.round(amount / 100)), scale: 2 });
}

export function bandOf({ p10, p50, p90, mean }: Pick<ChanceTotal, 'p10' | 'p50' | 'p90' | 'mean'>): Band {
  return { p10: cents(p10), p50: cents(p50), p90: cents(p90), mean: cents(mean) };
}
