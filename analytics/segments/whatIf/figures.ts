/** Assumed figures as exact fractions, and the cases that a range opens. */
import type { AssumedFigure } from '../../api/documents/assumptions.ts';
import { parseDecimal } from '../../present/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import { partOf } from '../exact.ts';

export interface Assumed {
  readonly low: string;
  readonly likely: string;
  readonly high: string;
}

export function assumed(figure: AssumedFigure): Assumed {
  return typeof figure === 'string' ? { low: figure, likely: figure, high: figure } : figure;
}

export function isRange({ low, high }: Assumed): boolean {
  return Number(low) !== Number(high);
}

/** An amount times a figure, rounded to a unit. */
export function timesFigure(units: bigint, figure: string): bigint {
  const { units: numerator, scale } = parseDecimal(figure)!;
  return partOf(units, numerator, 10n ** BigInt(scale));
}

/** `2`, `2 (1.5 to 4)`. */
export function assumedWords(
  figure: Assumed,
  locale: string,
  write: (value: string) => string = numbers(locale).plain,
): string {
  const { low, likely, high } = figure;
  return isRange(figure) ? `${write(likely)} (${write(low)} to ${write(high)})` : write(likely);
}
