/** Differences of pay in words: more cost is bad news to those who pay. */

import { decimalText, parseDecimal, subtract } from '../../../../analytics/present/decimal.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';

/** After less before, exact. */
export function changeOf({ before, after }: { readonly before: string; readonly after: string }): string {
  return decimalText(subtract(parseDecimal(after)!, parseDecimal(before)!));
}

/** `▼ −335 k`. */
export function costChange(
  change: string,
  locale: string,
): { readonly text: string; readonly tone: 'good' | 'bad' | 'mut' } {
  const value = Number(change);
  const text = numbers(locale).signed.compact(change);
  if (value === 0) return { text, tone: 'mut' };
  return { text: `${value > 0 ? '▲' : '▼'}${text}`, tone: value > 0 ? 'bad' : 'good' };
}
