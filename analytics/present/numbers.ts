/**
 * How numbers are written. One set per locale, made once; every function takes a decimal as text or as a number, and
 * text is never turned into a float on the way (Intl reads decimal text exactly).
 *
 * The rules: differences carry a sign with a true minus; zero has no sign; none is `–`; a unit
 * follows its figure after a narrow no-break space.
 */
import { divideRounded, parseDecimal, rescale } from './decimal.ts';

/** A decimal of record as text, or a number where a float is good enough. */
export type Numeric = string | number;

export const NARROW = '\u202f';
export const MINUS = '\u2212';
export const NONE = '–';

export interface Numbers {
  readonly locale: string;
  /** `13,860.00`: every cent. */
  exact(value: Numeric, digits?: number): string;
  /** `28.06 M`, `412 k`, `47.30`: three to four digits. */
  compact(value: Numeric): string;
  /** `18,930`. */
  integer(value: Numeric): string;
  /** A share as `32.5 %`, `6.33 %`: 0.325 in, three digits out unless `digits` says otherwise. */
  percent(share: Numeric, digits?: number): string;
  /** Signed versions, for differences. */
  readonly signed: {
    exact(value: Numeric, digits?: number): string;
    compact(value: Numeric): string;
    integer(value: Numeric): string;
    /** `+7.9 %`. */
    percent(share: Numeric, digits?: number): string;
    /** Difference of two shares in percentage points: 0.0036 in, `+0.36 pp` out. */
    points(difference: Numeric): string;
    days(value: Numeric): string;
    factor(value: Numeric): string;
    plain(value: Numeric): string;
  };
  /** `34 d`; under ten days with a decimal, `2.4 d`. */
  days(value: Numeric): string;
  /** `2.16×`. */
  factor(value: Numeric): string;
  /** Three digits without a unit: `0.73`, `74`, `2,600`. */
  plain(value: Numeric): string;
}

const STEPS = [
  { suffix: '', power: 0 },
  { suffix: 'k', power: 3 },
  { suffix: 'M', power: 6 },
  { suffix: 'bn', power: 9 },
  { suffix: 'T', power: 12 },
] as const;

const sets = new Map<string, Numbers>();

/** The set of a BCP 47 locale; an unknown one reads as English. */
export function numbers(locale: string): Numbers {
  const known = sets.get(locale);
  if (known) return known;
  const made = makeNumbers(locale);
  sets.set(locale, made);
  return made;
}

function makeNumbers(wanted: string): Numbers {
  const locale = supported(wanted);
  const formats = new Map<string, Intl.NumberFormat>();

  function write(text: string, digits: number, signed: boolean): string {
    const key = `${digits}${signed}`;
    let format = formats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        // Never "-0.00": what rounds to zero is zero.
        signDisplay: signed ? 'exceptZero' : 'negative',
      });
      formats.set(key, format);
    }
    return format.format(text as `${number}`).replace('-', MINUS);
  }

  const exact =
    (signed: boolean) =>
    (value: Numeric, digits = 2) =>
      write(plainText(value), digits, signed);

  const compact = (signed: boolean) => (value: Numeric) => {
    const text = plainText(value);
    const { shifted, digits, suffix } = compactParts(text);
    const written = write(shifted, digits, signed);
    return suffix ? written + NARROW + suffix : written;
  };

  const percent = (signed: boolean) => (share: Numeric, digits?: number) => {
    const hundredfold = shift(plainText(share), 2);
    return `${write(hundredfold, digits ?? (signed ? 1 : threeDigits(hundredfold)), signed)}${NARROW}%`;
  };

  const days = (signed: boolean) => (value: Numeric) => {
    const text = plainText(value);
    return `${write(text, Math.abs(Number(text)) < 9.95 && !isWhole(text, 1) ? 1 : 0, signed)}${NARROW}d`;
  };
  const factor = (signed: boolean) => (value: Numeric) => `${write(plainText(value), 2, signed)}×`;
  const plain = (signed: boolean) => (value: Numeric) => {
    const text = plainText(value);
    return write(text, isWhole(text, 2) ? 0 : threeDigits(text), signed);
  };

  return {
    locale,
    exact: exact(false),
    compact: compact(false),
    integer: (value) => write(plainText(value), 0, false),
    percent: percent(false),
    days: days(false),
    factor: factor(false),
    plain: plain(false),
    signed: {
      exact: exact(true),
      compact: compact(true),
      integer: (value) => write(plainText(value), 0, true),
      percent: percent(true),
      points: (difference) => `${write(shift(plainText(difference), 2), 2, true)}${NARROW}pp`,
      days: days(true),
      factor: factor(true),
      plain: plain(true),
    },
  };
}

/** Which step a figure is written in, and its digits there; rounding may carry it up one step (999,950 is 1.00 M). */
function compactParts(text: string): { shifted: string; digits: number; suffix: string } {
  const value = parseDecimal(text);
  if (!value) return { shifted: text, digits: 2, suffix: '' };
  const size = value.units < 0n ? -value.units : value.units;
  const scaled = { units: size, scale: value.scale };
  for (const [index, { suffix, power }] of STEPS.entries()) {
    const digits = compactDigits(scaled, power);
    // 1,000 of a step belong to the next one, after rounding.
    const rounded = divideRounded(
      rescale(scaled, Math.max(scaled.scale, 12)).units,
      10n ** BigInt(Math.max(scaled.scale, 12) + power - digits),
    );
    const last = index === STEPS.length - 1;
    if (last || rounded < 1000n * 10n ** BigInt(digits)) return { shifted: shift(text, -power), digits, suffix };
  }
  return { shifted: text, digits: 2, suffix: '' };
}

function compactDigits(size: { units: bigint; scale: number }, power: number): number {
  const whole = size.units / 10n ** BigInt(size.scale + power);
  // Millions keep two decimals to 99.99 M (four digits); thousands and units three digits.
  if (power >= 6) return whole >= 100n ? 1 : 2;
  if (whole >= 100n) return 0;
  return whole >= 10n && power > 0 ? 1 : 2;
}

/** Decimals that make three digits: 6.33, 32.5, 104. */
function threeDigits(text: string): number {
  const size = Math.abs(Number(text));
  if (size < 9.995) return 2;
  return size < 99.95 ? 1 : 0;
}

function isWhole(text: string, digits: number): boolean {
  const rounded = Math.round(Number(text) * 10 ** digits);
  return rounded % 10 ** digits === 0 && rounded !== 0;
}

/** Multiplies decimal text by a power of ten by moving the point: no digit is lost. */
export function shift(text: string, power: number): string {
  const value = parseDecimal(text);
  if (!value) return String(Number(text) * 10 ** power);
  const scale = value.scale - power;
  const units = scale < 0 ? value.units * 10n ** BigInt(-scale) : value.units;
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(Math.max(scale, 0) + 1, '0');
  const point = digits.length - Math.max(scale, 0);
  const written = scale > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  return negative ? `-${written}` : written;
}

/** A number without exponent, as far as a float tells; text as it is. */
function plainText(value: Numeric): string {
  if (typeof value === 'string') return value.trim();
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
}

function supported(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf([locale])[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}
