/** Sums of money as decimal text: exact, never through a binary float. */
import { type Decimal, decimalText, parseDecimal, rescale } from '../../../analytics/present/decimal.ts';

/** At the finest scale of any of them; `0` of none. */
export function sumText(amounts: readonly string[]): string {
  const parsed = amounts.flatMap((amount): Decimal[] => {
    const decimal = parseDecimal(amount);
    return decimal ? [decimal] : [];
  });
  const scale = Math.max(0, ...parsed.map((decimal) => decimal.scale));
  const units = parsed.reduce((sum, decimal) => sum + rescale(decimal, scale).units, 0n);
  return decimalText({ units, scale });
}
