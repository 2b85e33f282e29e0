/** Amounts of partners in order, and quantiles of those of all others. In units of 10^-4. */
import { quantileOf } from '../exact.ts';

export interface Ranked {
  /** Ascending. */
  readonly amounts: readonly bigint[];
  /** By partner, which of them is its own. */
  readonly placeOf: ReadonlyMap<number, number>;
}

export function ranked(amounts: Iterable<readonly [partner: number, amount: bigint]>): Ranked {
  const list = [...amounts].sort(([a, one], [b, other]) => (one === other ? a - b : one < other ? -1 : 1));
  return {
    amounts: list.map(([, amount]) => amount),
    placeOf: new Map(list.map(([partner], place) => [partner, place])),
  };
}

/** How many others there are beside a partner, which may be among them or not. */
export function othersThan({ amounts, placeOf }: Ranked, partner: number): number {
  return amounts.length - (placeOf.has(partner) ? 1 : 0);
}

/** A quantile of the others, of whom there is at least one. */
export function quantileOfOthers({ amounts, placeOf }: Ranked, partner: number, share: number): bigint {
  return quantileOf(amounts, share, placeOf.get(partner));
}
