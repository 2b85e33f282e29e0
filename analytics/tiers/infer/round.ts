/** Figures that a program would name: few digits, and those that people like. */

/** Places of leading digits by how often programs name them; the rest by how many digits they have. */
const LIKED: readonly (readonly number[])[] = [
  [1, 2, 5],
  [3, 4, 6, 8],
  [15, 25, 75, 12],
  [7, 9],
];

/** 0 for 100, 20 or 5,000; more the less likely somebody chose the figure. */
export function roundness(value: number): number {
  if (value === 0) return 0;
  let digits = Math.abs(value);
  while (digits % 10 === 0) digits /= 10;
  const liked = LIKED.findIndex((figures) => figures.includes(digits));
  if (liked >= 0) return liked;
  const length = Math.floor(Math.log10(digits)) + 1;
  return 2 * length + (digits % 5 === 0 ? 0 : 1);
}

/**
 * The roundest whole number above `low` and up to `high`; of equally round ones the one nearest to the middle, by ratio.
 * @param step 1, or what the number must be a multiple of. `high` is one.
 */
export function roundestWithin(low: number, high: number, step = 1): number {
  if (high <= 0 || low >= high) return high;
  const middle = Math.log(Math.max(low, step) * high) / 2;
  const away = (value: number) => Math.abs(Math.log(value) - middle);
  let best = high;
  let looks = 0;
  // The first power of ten with a multiple in the range gives the fewest digits; the next one may hold a 15, 25 or 75.
  for (let unit = 10 ** Math.floor(Math.log10(high)); unit >= 1 && looks < 2; unit /= 10) {
    const first = Math.max(Math.floor(low / unit) + 1, 1);
    const last = Math.floor(high / unit);
    if (first <= last) looks++;
    for (let n = first; n <= last; n++) {
      const value = n * unit;
      const difference = roundness(value) - roundness(best);
      if (value % step === 0 && (difference < 0 || (difference === 0 && away(value) < away(best)))) best = value;
    }
  }
  return best;
}
