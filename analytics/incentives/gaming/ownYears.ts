/** Reviews that every partner has on a day of his own, laid over each other: years that all end with the review. */
import type { ClosedDay } from './deals.ts';
import type { QuarterDays } from './quarterEnd.ts';

const YEAR_DAYS = 365;

export interface Laid {
  readonly days: Float64Array;
  readonly spans: readonly QuarterDays[];
}

/**
 * Each deal in the year of its partner that ends with the review, counted from the end of that year in its second half and from
 * its beginning in the first, so that a leap day falls in the middle. The last reviews of all lie over each other.
 * @param ends by partner, the last days of his years in days since 1970, oldest first
 */
export function laidByReview(closed: readonly ClosedDay[], ends: ReadonlyMap<string, readonly number[]>): Laid {
  const most = Math.max(0, ...[...ends.values()].map((list) => list.length));
  const days: number[] = [];
  for (const { partner, day } of closed) {
    const own = ends.get(partner) ?? [];
    const at = own.findIndex((end) => day <= end);
    if (at < 0) continue;
    const end = own[at]!;
    const from = at === 0 ? end - YEAR_DAYS + 1 : own[at - 1]! + 1;
    if (day < from) continue;
    const span = at + most - own.length;
    const [before, after] = [end - day, day - from];
    days.push(before <= after ? (span + 1) * YEAR_DAYS - 1 - before : span * YEAR_DAYS + after);
  }
  const spans = Array.from({ length: most }, (_, span) => ({ from: span * YEAR_DAYS, to: (span + 1) * YEAR_DAYS - 1 }));
  return { days: Float64Array.from(days), spans };
}
