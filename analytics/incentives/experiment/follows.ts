/**
 * Does a partner's rate follow his own sales? Bands pay a higher rate in a better quarter, so that whoever sold more is found
 * among those whose rate rose, and the rise seems to have an effect. Only quarters before the event are asked: after it, an
 * effect would look the same.
 */
import type { Panel } from './panel.ts';

/** Rank correlation from which a rate is said to follow sales, either way: a fixed sum falls as a share of better sales. */
const FOLLOWS = 0.2;
const FEWEST = 30;

/** Spearman's correlation of the changes from quarter to quarter before one; null with too few, or where rates did not move at all. */
export function followsSales({ partners }: Pick<Panel, 'partners'>, before: number): number | null {
  const [rates, sales]: [number[], number[]] = [[], []];
  for (const { rate, revenue } of partners) {
    for (let quarter = 1; quarter < before; quarter++) {
      const [was, is] = [revenue[quarter - 1]!, revenue[quarter]!];
      const moved = rate[quarter]! - rate[quarter - 1]!;
      if (was <= 0 || is <= 0 || Number.isNaN(moved)) continue;
      rates.push(moved);
      sales.push(Math.log(is / was));
    }
  }
  return rates.length < FEWEST ? null : correlation(ranks(rates), ranks(sales));
}

export function isFollowing(correlated: number | null): boolean {
  return correlated !== null && Math.abs(correlated) >= FOLLOWS;
}

/** Equal values share the mean of their places. */
function ranks(values: readonly number[]): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const ranked = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let at = first; at < end; at++) ranked[order[at]!] = (first + end - 1) / 2;
    first = end;
  }
  return ranked;
}

/** Null where one of them is all the same. */
function correlation(a: Float64Array, b: Float64Array): number | null {
  const middle = (a.length - 1) / 2;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at]! - middle, b[at]! - middle];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? null : product / Math.sqrt(squaresA * squaresB);
}
