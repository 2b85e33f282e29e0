import { type Decimal, decimalText, divideRounded, parseDecimal, rescale } from './decimal.ts';

/**
 * Parts of a sum rounded to `digits` so that what is shown adds up to the shown total (largest remainder): each part
 * is cut down, and the units still missing go to the parts that lost most. Ties go to the earlier part.
 *
 * The total is the sum of the parts, rounded half away from zero. Takes and answers decimal text.
 */
export function roundParts(parts: readonly string[], digits: number): { parts: string[]; total: string } {
  const values = parts.map((part) => {
    const value = parseDecimal(part);
    if (!value) throw new RangeError(`"${part}" is not a decimal number.`);
    return value;
  });
  const scale = Math.max(digits, ...values.map((value) => value.scale));
  const exact = values.map((value) => rescale(value, scale).units);
  const step = 10n ** BigInt(scale - digits);
  const total = divideRounded(
    exact.reduce((sum, units) => sum + units, 0n),
    step,
  );
  const floors = exact.map((units) => floorDivide(units, step));
  const missing = Number(total - floors.reduce((sum, units) => sum + units, 0n));
  const byLoss = exact
    .map((units, index) => ({ index, loss: units - (floors[index] ?? 0n) * step }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss > b.loss ? -1 : 1));
  for (const { index } of byLoss.slice(0, missing)) floors[index] = (floors[index] ?? 0n) + 1n;
  const shown = (units: bigint): string => decimalText({ units, scale: digits } satisfies Decimal);
  return { parts: floors.map(shown), total: shown(total) };
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
