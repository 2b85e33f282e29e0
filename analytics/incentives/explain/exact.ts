/** Exact products and sums of decimals, as somebody with a calculator gets them. */
import { type Decimal, parseDecimal, rescale } from '../../present/decimal.ts';

export function exact(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`“${text}” is no plain decimal.`);
  return parsed;
}

export const NOTHING: Decimal = { units: 0n, scale: 0 };

export function product(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function sum(...parts: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  return { units: parts.reduce((total, part) => total + rescale(part, scale).units, 0n), scale };
}

/** The same value without zeros at its end. */
export function shortest({ units, scale }: Decimal): Decimal {
  let [left, digits] = [units, scale];
  while (digits > 0 && left % 10n === 0n) {
    left /= 10n;
    digits--;
  }
  return { units: left, scale: digits };
}
