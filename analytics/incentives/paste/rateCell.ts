/** What one cell of a rate card pays: `3 %`, `$200 per unit`, `€5,000`, `–`. */

import { shift } from '../../present/numbers.ts';
import { type Amount, amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';

export type RateReading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'share' | 'perUnit' | 'lump'; readonly value: string; readonly doubt: string | null }
  | { readonly kind: 'unread'; readonly why: string };

const NOTHING = /^(?:[-–—−]+|n\/?a\.?|none|nil|no|0|0\s*%|)$/i;
export const PER_UNIT =
  /(?:\/|\bper\b|\ba\b|\bpro\b|\bje\b)\s*(?:units?|licen[cs]es?|seats?|piece|stück|box|device)\b|\beach\b/i;

/** Above this a bare figure is a sum, up to it a rate in percent that lost its sign. */
const MOST_PERCENT = 30;

/** @param head of the column, where “%” may stand for all of its cells */
export function readRate(text: string, head: string, mark: DecimalMark): RateReading {
  const cell = text.trim();
  if (NOTHING.test(cell)) return { kind: 'nothing' };
  const amounts = amountsIn(cell, mark);
  const [amount] = amounts;
  if (!amount) return { kind: 'unread', why: 'no rate was found in it' };
  if (amounts.length > 1) return { kind: 'unread', why: 'it holds several rates, and a cell pays one' };
  if (PER_UNIT.test(cell) || PER_UNIT.test(head)) {
    if (amount.percent) return { kind: 'unread', why: 'a share is of money and not of units' };
    return { kind: 'perUnit', value: amount.value, doubt: doubtOf(amount) };
  }
  if (amount.percent) return { kind: 'share', value: amount.value, doubt: doubtOf(amount) };
  if (amount.currency !== null || amount.shortened)
    return { kind: 'lump', value: amount.value, doubt: doubtOf(amount) };
  return bareFigure(amount, head);
}

function bareFigure({ value }: Amount, head: string): RateReading {
  if (/%|percent|prozent/i.test(head)) return { kind: 'share', value: shift(value, -2), doubt: null };
  const size = Number(value);
  if (size < 1) return { kind: 'share', value, doubt: null };
  if (size <= MOST_PERCENT) {
    return { kind: 'share', value: shift(value, -2), doubt: `it has no unit: it was taken for ${value} %` };
  }
  return { kind: 'lump', value, doubt: 'it has no unit: it was taken for a sum of money' };
}

function doubtOf({ doubtful, value }: Amount): string | null {
  return doubtful ? `it reads differently with the other decimal mark: it was taken for ${value}` : null;
}
