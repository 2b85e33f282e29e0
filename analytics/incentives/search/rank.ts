/** Which plans are worth showing: those that no other is better than in both, and the best that meets the wishes. */
import type { Outcome } from './explore.ts';

/** What must hold; null where nothing is asked. Money in whole numbers of 1/10,000. */
export interface Wishes {
  readonly maxCost: number | null;
  /** A share of those who are paid. */
  readonly maxLosers: number | null;
  readonly minNet: number | null;
}
export type Wish = keyof Wishes;
export const WISHES: readonly Wish[] = ['maxCost', 'maxLosers', 'minNet'];

/** What cost is weighed against: without a response nothing is earned, and only losers speak against the cheapest. */
export type Against = 'margin' | 'losers';

/** Shares are binary fractions: 29 % of 100 payees must stay 29. */
const SLACK = 1e-9;

export function meets(wish: Wish, asked: Wishes, { cost, losers, payees, net }: Outcome): boolean {
  const limit = asked[wish];
  if (limit === null) return true;
  if (wish === 'maxCost') return cost <= limit;
  return wish === 'minNet' ? net >= limit : losers <= limit * payees + SLACK;
}

export function missed(asked: Wishes, outcome: Outcome): Wish[] {
  return WISHES.filter((wish) => !meets(wish, asked, outcome));
}

/** Ascending in cost; of plans that are alike in both the first one tried. */
export function frontierOf<T extends Outcome>(tried: readonly T[], against: Against): T[] {
  const gain = (one: T) => (against === 'margin' ? one.margin : -one.losers);
  const sorted = tried.toSorted((a, b) => a.cost - b.cost || gain(b) - gain(a));
  let best = Number.NEGATIVE_INFINITY;
  return sorted.filter((one) => {
    if (gain(one) <= best) return false;
    best = gain(one);
    return true;
  });
}

/** Most net among those that meet the wishes but for the ones set aside; of equals the one with fewer losers. */
export function bestOf<T extends Outcome>(tried: readonly T[], asked: Wishes, aside: readonly Wish[] = []): T | null {
  let best: T | null = null;
  for (const one of tried) {
    if (!WISHES.every((wish) => aside.includes(wish) || meets(wish, asked, one))) continue;
    if (best === null || one.net > best.net || (one.net === best.net && one.losers < best.losers)) best = one;
  }
  return best;
}

export interface Binding<T> {
  readonly wish: Wish;
  /** What would be best without it. */
  readonly without: T;
}

/** The wish without which most more could be had; null where no wish stands in the way of anything. */
export function bindingOf<T extends Outcome>(tried: readonly T[], asked: Wishes): Binding<T> | null {
  const best = bestOf(tried, asked);
  let binding: Binding<T> | null = null;
  for (const wish of WISHES) {
    if (asked[wish] === null) continue;
    const without = bestOf(tried, asked, [wish]);
    if (without === null || (best !== null && without.net <= best.net)) continue;
    if (binding === null || without.net > binding.without.net) binding = { wish, without };
  }
  return binding;
}

/** At most so many, the ends among them, evenly by place. */
export function thinned<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, n) => list[Math.round((n * (list.length - 1)) / Math.max(most - 1, 1))]!);
}
