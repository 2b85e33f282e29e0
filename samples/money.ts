/** Money of the sample is whole cents in a number: below 2^53 every sum and every rate in basis points is exact. */
export type Cents = number;

export function cents(amount: number): Cents {
  return Math.round(amount * 100);
}

/** `base` × `basisPoints` / 10,000, rounded half away from zero to the cent. */
export function atRate(base: Cents, basisPoints: number): Cents {
  const size = Math.floor((Math.abs(base) * basisPoints + 5_000) / 10_000);
  return base < 0 ? -size : size;
}

/** Two decimals, a point, no grouping: `-1234.50`. */
export function moneyText(value: Cents): string {
  const size = Math.abs(value);
  return `${value < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}
