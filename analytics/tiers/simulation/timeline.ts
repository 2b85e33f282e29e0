/** The reviews that a run holds, and the days that must be measured for them. */
import type { TierRun } from '../../api/tiers.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import { addDays } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import type { CompiledProgram } from '../compiled.ts';
import { countingReviews, type ReviewDay, reviewDays, reviewOf, reviewOn } from '../review/calendar.ts';

export interface Timeline {
  /** Reviews held by the run, oldest first; none on a `date`. */
  readonly reviews: readonly ReviewDay[];
  /** Reviews before them at which the level in force may have been missed. */
  readonly counting: readonly ReviewDay[];
  /** Days to measure, ascending; the last one is the day of the simulation. */
  readonly asOfs: readonly string[];
  readonly notes: readonly string[];
}

export function timeline(compiled: CompiledProgram, run: TierRun, asOf: string, network: Network): Timeline {
  const { program } = compiled;
  const said = (day: string) => formatDate(day, network.policy.locale);
  if (run === 'date') return of([], [], asOf, []);
  const review = reviewOf(program);
  const next = addDays(asOf, 1);
  if (run === 'review') {
    const held = reviewOn(review, network.calendar, next);
    const notes = held.scheduled ? [] : [`The program holds no review on ${said(next)}; one is held for all partners.`];
    return of([held], countingReviews(review, network.calendar, next), asOf, notes);
  }
  const from = firstWhole(compiled, network);
  const reviews = reviewDays(review, network.calendar, from, next);
  return reviews.length > 0
    ? of(reviews, [], asOf, [`History from the review of ${said(reviews[0]!.on)} on, the first with whole windows.`])
    : of([reviewOn(review, network.calendar, next)], [], asOf, [
        'No review has whole windows, so one is held on the day.',
      ]);
}

/**
 * The first day on which a review finds every window inside of the data. The fiscal month that the data begins in counts as
 * a whole one: the first deal of a month is seldom closed on its first day.
 */
export function firstWhole(compiled: CompiledProgram, network: Network): string {
  const { calendar, horizon } = network;
  const first = calendar.span('month', calendar.ordinalAt('month', horizon.from)).from;
  const windows = compiled.measures.flatMap(({ measure }) => [measure.window, measure.per?.window]);
  // A window reaches back at most as far from a later day as from an earlier one, so the first whole day is searched for.
  const whole = (asOf: string) =>
    windows.every((window) => {
      if (!window || ['ever', 'on-the-day', 'between', 'since-anniversary'].includes(window.kind)) return true;
      const days = resolveWindow(window, asOf, network);
      return days === 'since-anniversary' || days.from >= first;
    });
  let [low, high] = [0, 4_096];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (whole(addDays(first, middle))) high = middle;
    else low = middle + 1;
  }
  return addDays(first, low + 1);
}

function of(
  reviews: readonly ReviewDay[],
  counting: readonly ReviewDay[],
  asOf: string,
  notes: readonly string[],
): Timeline {
  const days = [...counting, ...reviews].map((review) => review.asOf);
  return { reviews, counting, asOfs: [...new Set([...days.filter((day) => day < asOf), asOf])].sort(), notes };
}
