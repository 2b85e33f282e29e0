/** Exact sums of figures kept as whole numbers of 10^-MEASURE_SCALE in floats. */
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { decimalText } from '../../present/decimal.ts';

/** Half of what a float counts exactly: a sum below it can take one more figure without losing a digit. */
const BRIM = 2 ** 52;

/**
 * Sums by cell. Each is kept in a float while it is exact there, and handed on to an integer before it could lose a
 * digit; so that a thousand cells over twenty thousand partners take a millisecond and are still exact.
 */
export class ExactSums {
  private readonly low: Float64Array;
  private readonly high: bigint[];

  constructor(cells: number) {
    this.low = new Float64Array(cells);
    this.high = new Array<bigint>(cells).fill(0n);
  }

  /** A missing figure (NaN) adds nothing. */
  add(cell: number, units: number): void {
    if (Number.isNaN(units)) return;
    const sum = this.low[cell]! + units;
    if (sum < BRIM && sum > -BRIM) {
      this.low[cell] = sum;
      return;
    }
    this.high[cell]! += BigInt(this.low[cell]!) + BigInt(units);
    this.low[cell] = 0;
  }

  units(cell: number): bigint {
    return this.high[cell]! + BigInt(this.low[cell]!);
  }

  text(cell: number): string {
    return unitsText(this.units(cell));
  }
}

/** Whole numbers of 10^-4 as decimal text with four digits. */
export function unitsText(units: bigint | number): string {
  return decimalText({ units: BigInt(units), scale: MEASURE_SCALE });
}

/** The same for a figure that may be missing. */
export function figureText(units: number): string | null {
  return Number.isNaN(units) ? null : unitsText(units);
}

/** For ratios of two exact sums; null without a divisor. */
export function ratioOf(numerator: bigint, denominator: bigint): number | null {
  return denominator === 0n ? null : Number(numerator) / Number(denominator);
}
