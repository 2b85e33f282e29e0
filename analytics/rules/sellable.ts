/** Figures that can be said aloud: thresholds are sold to people before they are computed with. */
import { type Decimal, decimalText, divideRounded, parseDecimal, rescale } from '../present/decimal.ts';

/** Hundredths of the leading digit's place between neighbours, from a leading digit on. */
const STEPS = [
  { from: 5n, hundredths: 25n },
  { from: 2n, hundredths: 10n },
  { from: 1n, hundredths: 5n },
] as const;

/** Digits after the point that a figure of a rule may have. */
const SCALE = 6;

/**
 * The nearest figure of a grid that gets coarser with size, half away from zero:
 *
 * | from | in steps of | |
 * |---|---|---|
 * | 100 k | 5 k | 105 k, 110 k, 165 k |
 * | 200 k | 10 k | 210 k, 440 k |
 * | 500 k | 25 k | 525 k, 675 k |
 *
 * and so in every power of ten: 663,000 is 675,000 and 1,234 is 1,250. No figure moves by more than 2.5 %, larger figures
 * never become smaller than smaller ones, and a figure of the grid stays. With `whole`, steps are whole numbers: 57 is 55.
 * @param value plain decimal text, or a number that is rounded to six digits after the point
 */
export function sellable(value: string | number, { whole = false }: { readonly whole?: boolean } = {}): string {
  const text = typeof value === 'number' ? value.toFixed(SCALE) : value;
  const decimal = parseDecimal(text);
  if (!decimal) throw new RangeError(`“${text}” is not a plain decimal.`);
  // Two digits more, so that hundredths of the leading digit's place can be counted.
  const { units, scale } = rescale(decimal, decimal.scale + 2);
  const size = units < 0n ? -units : units;
  if (size === 0n) return '0';
  const place = 10n ** BigInt(size.toString().length - 1);
  const { hundredths } = STEPS.find(({ from }) => size >= from * place)!;
  const step = whole ? wholeStep((hundredths * place) / 100n, 10n ** BigInt(scale)) : (hundredths * place) / 100n;
  return plain({ units: divideRounded(units, step) * step, scale });
}

/** The product rounded to a figure that can be said aloud; a factor of 1 leaves the figure as it is. */
export function multiplied(value: string, factor: number, options: { readonly whole?: boolean } = {}): string {
  const [figure, times] = [parseDecimal(value), parseDecimal(String(factor))];
  if (!figure || !times) throw new RangeError(`“${value} × ${factor}” is no product of plain decimals.`);
  if (factor === 1) return value;
  const product = { units: figure.units * times.units, scale: figure.scale + times.scale };
  return sellable(decimalText(product), options);
}

/** The next whole number of the same kind of steps: 0.5 is 1, 2.5 is 5. */
function wholeStep(step: bigint, one: bigint): bigint {
  if (step <= one) return one;
  return step % one === 0n ? step : step * 2n;
}

function plain(decimal: Decimal): string {
  const text = decimalText(rescale(decimal, Math.min(decimal.scale, SCALE)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
