/**
 * An amount divided in proportion to weights so that its parts sum to the last digit: each gets the whole units of its part,
 * and what is left goes to the largest remainders, among equals to the first.
 *
 * Products of two amounts have more digits than a number holds. Remainders are found exactly all the same, as the sum of a
 * product and its rounding error (T. J. Dekker, A floating-point technique for extending the available precision, 1971), and
 * by BigInt where not even that holds.
 */

/** 2^27 + 1: cuts a number into two halves whose products are exact. */
const SPLITTER = 134_217_729;
const MOST_DIVISOR = 2 ** 51;
const MOST_QUOTIENT = 2 ** 50;
/** Up to here ordering by hand is quicker than the sort of the language. */
const FEW = 24;

/** Divides again and again with the same buffers. */
export class LargestRemainder {
  private rests = new Float64Array(0);
  private order = new Int32Array(0);

  /**
   * Writes the parts of `due` into `parts`. All figures are whole numbers.
   * @param weights as many as there are parts
   * @param alone what `[factor, divisor]` makes of a weight where weights cancel out and nothing is due
   * @returns whether each figure was small enough to be exact
   */
  divide(due: number, weights: Float64Array, parts: Float64Array, alone: readonly [number, number]): boolean {
    const count = weights.length;
    let total = 0;
    let size = 0;
    for (let at = 0; at < count; at++) {
      total += weights[at]!;
      size += Math.abs(weights[at]!);
    }
    if (size > Number.MAX_SAFE_INTEGER) return false;
    if (this.rests.length < count) {
      this.rests = new Float64Array(count * 2);
      this.order = new Int32Array(count * 2);
    }
    const even = total === 0 && !(size > 0 && due === 0);
    let factor = total < 0 ? -due : due;
    let divisor = Math.abs(total);
    if (total === 0) [factor, divisor] = even ? [due, count] : alone;
    let left = due;
    for (let at = 0; at < count; at++) {
      const quotient = floorOfProduct(factor, even ? 1 : weights[at]!, divisor);
      if (!Number.isSafeInteger(quotient)) return false;
      this.rests[at] = rest;
      parts[at] = quotient;
      left -= quotient;
    }
    if (left > 0) this.giveRest(left, parts, count);
    return true;
  }

  private giveRest(left: number, parts: Float64Array, count: number): void {
    const { rests, order } = this;
    for (let at = 0; at < count; at++) order[at] = at;
    if (count > FEW) {
      order.subarray(0, count).sort((a, b) => rests[b]! - rests[a]! || a - b);
    } else {
      for (let at = 1; at < count; at++) {
        const own = order[at]!;
        let place = at;
        for (; place > 0 && rests[order[place - 1]!]! < rests[own]!; place--) order[place] = order[place - 1]!;
        order[place] = own;
      }
    }
    for (let place = 0; place < left; place++) parts[order[place]!]! += 1;
  }
}

/** What the last division left, from 0 to below the divisor. */
let rest = 0;

/** `a × b ÷ divisor` cut downwards, of whole numbers; the divisor above 0. Leaves what is over in `rest`. */
function floorOfProduct(a: number, b: number, divisor: number): number {
  const product = a * b;
  let quotient = Math.floor(product / divisor);
  if (!(divisor <= MOST_DIVISOR && Math.abs(quotient) <= MOST_QUOTIENT)) return floorOfLarge(a, b, divisor);
  const back = quotient * divisor;
  rest = product - back + (errorOf(a, b, product) - errorOf(quotient, divisor, back));
  // The quotient was rounded before it was cut.
  if (rest < 0) {
    quotient--;
    rest += divisor;
  } else if (rest >= divisor) {
    quotient++;
    rest -= divisor;
  }
  return quotient;
}

/** The same cut towards zero, for a divisor of either sign. */
export function cutProduct(a: number, b: number, divisor: number): number {
  const quotient = floorOfProduct(Math.abs(a), Math.abs(b), Math.abs(divisor));
  return (a < 0 !== b < 0) !== divisor < 0 ? -quotient : quotient;
}

/** The same rounded to the nearest, half away from zero. */
export function roundedProduct(a: number, b: number, divisor: number): number {
  const quotient = floorOfProduct(Math.abs(a), Math.abs(b), Math.abs(divisor));
  const size = rest * 2 >= Math.abs(divisor) ? quotient + 1 : quotient;
  return (a < 0 !== b < 0) !== divisor < 0 ? -size : size;
}

/** What rounding took of a product. */
function errorOf(a: number, b: number, product: number): number {
  const wideA = SPLITTER * a;
  const wideB = SPLITTER * b;
  const highA = wideA - (wideA - a);
  const highB = wideB - (wideB - b);
  const lowA = a - highA;
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function floorOfLarge(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b);
  const whole = BigInt(divisor);
  const over = ((product % whole) + whole) % whole;
  rest = Number(over);
  return Number((product - over) / whole);
}
