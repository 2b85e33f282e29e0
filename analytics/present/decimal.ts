/**
 * Arithmetic on decimal text, for figures of record: money reaches the page as text and must leave it as the same
 * digits. Values are integers scaled by a power of ten (BigInt), so nothing passes through a binary float.
 */

const DECIMAL = /^([+-])?(\d+)(?:\.(\d*))?$/;

/** `1234.50` as `{ units: 123450n, scale: 2 }`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Null for text that is not a plain decimal (no exponent, no grouping). */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** Plain decimal text with exactly `scale` digits after the point. */
export function decimalText({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${whole}` : whole;
}

/** The same value at another scale; digits that do not fit are rounded half away from zero, as on an invoice. */
export function rescale({ units, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { units: units * 10n ** BigInt(to - scale), scale: to };
  return { units: divideRounded(units, 10n ** BigInt(scale - to)), scale: to };
}

/** Quotient rounded half away from zero. The divisor is positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const size = negative ? -dividend : dividend;
  const quotient = (size * 2n + divisor) / (divisor * 2n);
  return negative ? -quotient : quotient;
}

/** Brings two decimals to the same scale, then subtracts: exact. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale).units - rescale(b, scale).units, scale };
}

/** Of two plain decimals as text, exact. */
export function differenceText(after: string, before: string): string {
  const [a, b] = [parseDecimal(after), parseDecimal(before)];
  if (!a || !b) throw new RangeError(`${JSON.stringify(a ? before : after)} is no plain decimal`);
  return decimalText(subtract(a, b));
}

/** For drawing only: the nearest binary float. Null stays null. */
export function toDrawn(value: string | number | boolean | null): number | null {
  if (value === null || value === '') return null;
  const drawn = Number(value);
  return Number.isFinite(drawn) ? drawn : null;
}
