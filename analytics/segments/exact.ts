/** Money as whole numbers of 10^-4: exact sums, parts and shares of what the store keeps as DECIMAL(38,4). */
import type { Cell } from '../api/results.ts';
import { decimalText, divideRounded, parseDecimal, rescale } from '../present/decimal.ts';

const MONEY_SCALE = 4;
/** Digits of a share that is a float. */
const SHARE_DIGITS = 12;

/** A cell of money in units; nothing is 0. */
export function unitsOf(cell: Cell | undefined): bigint {
  if (cell === null || cell === undefined) return 0n;
  const value = parseDecimal(String(cell));
  if (!value) throw new RangeError(`${JSON.stringify(cell)} is no plain decimal`);
  return rescale(value, MONEY_SCALE).units;
}

export function moneyText(units: bigint): string {
  return decimalText({ units, scale: MONEY_SCALE });
}

export function sumOf(units: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const part of units) sum += part;
  return sum;
}

/** A part of an amount, rounded half away from zero. The denominator is not 0. */
export function partOf(units: bigint, numerator: bigint, denominator: bigint): bigint {
  const sign = denominator < 0n ? -1n : 1n;
  return divideRounded(sign * units * numerator, sign * denominator);
}

/** Null without a denominator. */
export function ratioOf(numerator: bigint, denominator: bigint): number | null {
  return denominator === 0n ? null : Number(numerator) / Number(denominator);
}

/**
 * An amount divided by weights so that the parts sum to it: the largest remainder, the earlier one of equals. The weights do
 * not sum to 0.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sumOf(weights);
  const [size, sign] = whole < 0n ? [-whole, -1n] : [whole, 1n];
  const rests: { readonly index: number; readonly rest: bigint }[] = [];
  const parts = weights.map((weight, index) => {
    const exact = total * weight * sign;
    const rest = ((exact % size) + size) % size;
    if (rest > 0n) rests.push({ index, rest });
    return (exact - rest) / size;
  });
  const missing = Number(total - sumOf(parts));
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of rests.slice(0, missing)) parts[index]! += 1n;
  return parts;
}

/**
 * Quantile of ascending amounts by linear interpolation, as spreadsheets do; rounded to a unit.
 * @param without index of an amount that is left out
 */
export function quantileOf(sorted: readonly bigint[], share: number, without?: number): bigint {
  const count = sorted.length - (without === undefined ? 0 : 1);
  const at = (index: number) => sorted[without !== undefined && index >= without ? index + 1 : index]!;
  const { units: numerator } = parseDecimal(share.toFixed(SHARE_DIGITS))!;
  const denominator = 10n ** BigInt(SHARE_DIGITS);
  const place = BigInt(count - 1) * numerator;
  const below = Number(place / denominator);
  const rest = place % denominator;
  const low = at(below);
  return rest === 0n ? low : low + partOf(at(below + 1) - low, rest, denominator);
}
