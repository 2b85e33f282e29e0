/** The normal distribution. */

const CENTRE_ABOVE = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRE_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
];
const TAIL_ABOVE = [
  -7.784894002430293e-3, -3.223964580411275e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;

/** The value below which a share of a standard normal lies. P. J. Acklam's fit, relative error under 1.2e-9. */
export function normalQuantile(share: number): number {
  if (share < TAIL) return tailQuantile(share);
  if (share > 1 - TAIL) return -tailQuantile(1 - share);
  const middle = share - 0.5;
  const square = middle * middle;
  return (middle * polynomial(CENTRE_ABOVE, square)) / polynomial(CENTRE_BELOW, square);
}

function tailQuantile(share: number): number {
  const root = Math.sqrt(-2 * Math.log(share));
  return polynomial(TAIL_ABOVE, root) / polynomial(TAIL_BELOW, root);
}

const ERROR_FIT = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

/** The chance that a standard normal exceeds `z`. Chebyshev fit of erfc (Numerical Recipes), relative error under 1.2e-7. */
export function normalTail(z: number): number {
  const size = Math.abs(z) / Math.SQRT2;
  const part = 1 / (1 + size / 2);
  const upper = (part * Math.exp(-size * size + polynomial(ERROR_FIT, part))) / 2;
  return z >= 0 ? upper : 1 - upper;
}

/** Highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
