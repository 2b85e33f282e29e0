/** A part as an exact fraction with the divisor that all parts share, and the name that decides between equals. */
export interface ExactPart {
  readonly name: string;
  readonly numerator: bigint;
}

/**
 * Whole numbers as near to the exact parts as their sum allows: everyone is rounded down, and what is left goes to the largest
 * remainders, equal ones in the order of their names. Should more have been given than there is, it is taken back from the
 * smallest remainders.
 * @param divisor above 0
 * @param total less than one from each part away from the exact sum; the answer adds up to it
 */
export function apportion(parts: readonly ExactPart[], divisor: bigint, total: bigint): bigint[] {
  const shares = parts.map(({ numerator }) => floorDivide(numerator, divisor));
  const left = Number(total - shares.reduce((sum, share) => sum + share, 0n));
  if (Math.abs(left) > parts.length) throw new RangeError(`The parts do not add up to ${total}.`);
  const order = parts.map(({ name, numerator }, index) => ({
    name,
    index,
    rest: numerator - shares[index]! * divisor,
  }));
  order.sort((a, b) => (a.rest === b.rest ? (a.name < b.name ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  const moved = left >= 0 ? order.slice(0, left) : order.slice(left);
  for (const { index } of moved) shares[index]! += left > 0 ? 1n : -1n;
  return shares;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
