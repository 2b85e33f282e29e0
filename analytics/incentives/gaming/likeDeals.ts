/**
 * Series of like deals with one customer, within days and each a little below one round size: as if a size that nobody told us of,
 * such as a limit of approval, had to stay out of reach. An indication: orders that are delivered in parts look the same.
 */
import type { DealToJudge } from './splitDeals.ts';

export interface LikeDeals {
  readonly partner: string;
  readonly customer: string;
  /** In the order of their days. */
  readonly deals: readonly string[];
  readonly together: number;
  /** The round size that they stay below. */
  readonly below: number;
}

const WITHIN_DAYS = 7;
/** Two of one size happen; three within a week seldom do. */
const FEWEST = 3;
/** Each lies above this share of the round size. */
const NEAR = 0.85;
/** First digits of sizes at which somebody would set a limit. */
const ROUND = [1, 2, 2.5, 5, 10];

/** The largest sum first. A deal is in one series at most. */
export function findLikeDeals(deals: readonly DealToJudge[]): LikeDeals[] {
  const pairs = new Map<string, DealToJudge[]>();
  for (const deal of deals) {
    const below = roundAbove(deal.amount);
    if (deal.customer === '' || below === null) continue;
    const key = JSON.stringify([deal.partner, deal.customer, below]);
    pairs.set(key, [...(pairs.get(key) ?? []), deal]);
  }
  return [...pairs.values()]
    .flatMap(seriesOf)
    .sort((a, b) => b.together - a.together || (a.deals[0]! < b.deals[0]! ? -1 : 1));
}

function seriesOf(pair: DealToJudge[]): LikeDeals[] {
  pair.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  const found: LikeDeals[] = [];
  for (let first = 0; first < pair.length; ) {
    let end = first + 1;
    while (end < pair.length && pair[end]!.day - pair[first]!.day <= WITHIN_DAYS) end++;
    const group = pair.slice(first, end);
    if (group.length < FEWEST) {
      first++;
      continue;
    }
    const { partner, customer, amount } = group[0]!;
    const together = group.reduce((sum, deal) => sum + deal.amount, 0);
    found.push({ partner, customer, deals: group.map(({ id }) => id), together, below: roundAbove(amount)! });
    first = end;
  }
  return found;
}

/** The round size that an amount lies a little below; null where there is none. Whole numbers of 1/10,000. */
function roundAbove(amount: number): number | null {
  if (!(amount > 0)) return null;
  const power = 10 ** Math.floor(Math.log10(amount));
  const round = ROUND.map((digit) => Math.round(digit * power)).find((size) => size > amount);
  return round !== undefined && amount >= round * NEAR ? round : null;
}
