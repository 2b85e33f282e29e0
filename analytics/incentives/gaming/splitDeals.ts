/**
 * Deals that may be one: the same partner sells to the same customer several times within days, each below a limit that they
 * would reach together. It pays where a bonus is for every deal, where a cap is, or where approval starts at a size.
 */

export interface DealToJudge {
  readonly id: string;
  readonly partner: string;
  readonly customer: string;
  /** Days since an epoch. */
  readonly day: number;
  /** Whole numbers of 1/10,000, as the limit. */
  readonly amount: number;
}

export interface SplitDeal {
  readonly partner: string;
  readonly customer: string;
  /** In the order of their days. */
  readonly deals: readonly string[];
  readonly together: number;
  /** Paid on the parts less paid on the whole; null where nothing is paid by deal. */
  readonly gain: number | null;
}

export interface SplitTest {
  /** All of the deals lie within so many days. */
  readonly withinDays: number;
  /** A size from which a rule treats deals otherwise. */
  readonly limit: number;
  /** What a plan pays on one deal of an amount. */
  readonly pay?: (amount: number) => number;
}

/** Groups of deals, the largest gain first, else the largest sum. A deal is in one group at most. */
export function findSplitDeals(deals: readonly DealToJudge[], test: SplitTest): SplitDeal[] {
  const pairs = new Map<string, DealToJudge[]>();
  for (const deal of deals) {
    if (!(deal.amount > 0 && deal.amount < test.limit) || deal.customer === '') continue;
    const pair = JSON.stringify([deal.partner, deal.customer]);
    const known = pairs.get(pair);
    if (known) known.push(deal);
    else pairs.set(pair, [deal]);
  }
  return [...pairs.values()]
    .flatMap((pair) => splitsOf(pair, test))
    .sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0) || b.together - a.together || (a.deals[0]! < b.deals[0]! ? -1 : 1));
}

/** From each deal on as far as the days reach; what was found in one group is not looked at again. */
function splitsOf(pair: DealToJudge[], test: SplitTest): SplitDeal[] {
  pair.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  const found: SplitDeal[] = [];
  for (let first = 0; first < pair.length; ) {
    let end = first + 1;
    while (end < pair.length && pair[end]!.day - pair[first]!.day <= test.withinDays) end++;
    const split = judge(pair.slice(first, end), test);
    if (split) found.push(split);
    first = split ? end : first + 1;
  }
  return found;
}

function judge(group: readonly DealToJudge[], { limit, pay }: SplitTest): SplitDeal | null {
  const together = group.reduce((sum, { amount }) => sum + amount, 0);
  if (group.length < 2 || together < limit) return null;
  const gain = pay ? group.reduce((sum, { amount }) => sum + pay(amount), 0) - pay(together) : null;
  // Where it does not pay to split there is no motive, and two orders in a week are two orders.
  if (gain !== null && gain <= 0) return null;
  const { partner, customer } = group[0]!;
  return { partner, customer, deals: group.map(({ id }) => id), together, gain };
}
