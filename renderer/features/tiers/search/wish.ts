/** The wish as its form holds it, in percent, and as the engine takes it. */
import type { Params } from '../../../../analytics/api/methods.ts';

export interface Wish {
  /** Percent by level id; null and absent are any. */
  readonly shares: Readonly<Record<string, number | null>>;
  readonly tolerance: number;
  readonly maxDemoted: number | null;
  readonly maxCost: number | null;
}

/** Percent typed with a decimal are not exact thousandths in binary. */
const share = (percent: number): number => Math.round(percent * 1_000) / 100_000;

export function wishOf({ shares, tolerance, maxDemoted, maxCost }: Wish): Params<'tier.search'>['wish'] {
  return {
    shares: Object.fromEntries(
      Object.entries(shares).flatMap(([level, percent]) => (percent === null ? [] : [[level, share(percent)]])),
    ),
    tolerance: share(tolerance),
    ...(maxDemoted === null ? {} : { maxDemoted: share(maxDemoted) }),
    ...(maxCost === null ? {} : { maxCost: String(maxCost) }),
  };
}

/** What keeps the wish from being asked, in the words of the button; null when nothing does. */
export function wishProblem({ shares, maxDemoted, maxCost }: Wish): string | null {
  const wanted = Object.values(shares).filter((percent) => percent !== null);
  if (wanted.length === 0 && maxDemoted === null && maxCost === null) return 'Search, once a level has its share';
  const sum = wanted.reduce((total, percent) => total + percent, 0);
  return sum > 100.0001 ? `Search, once the shares are at most 100 % (now ${Math.round(sum * 10) / 10} %)` : null;
}
