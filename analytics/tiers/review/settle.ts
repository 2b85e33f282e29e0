/** The reviews of a program over a roster: levels after each, with the reason of each partner. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { dayNumber } from '../../network/dates.ts';
import { type Misses, qualifiedLevel, type SettledReviews, settleReviews } from '../../rules/settlement/review.ts';
import { NONE } from '../levelNames.ts';
import { agreementDates } from './agreementDates.ts';
import type { BoundRun, NamedBound } from './bounds.ts';
import { dueAt, type ReviewDay, reviewOf } from './calendar.ts';

/** A review with what the requirements say on the day before it: one mask per partner, in the order of the roster. */
export interface EvaluatedReview {
  readonly review: ReviewDay;
  readonly entry: Uint32Array;
  readonly keep: Uint32Array;
}

export interface SettleRequest {
  readonly program: TierProgram;
  readonly roster: readonly RosterPartner[];
  /** Levels before the first review, as indices; names that the program does not know count as none. */
  readonly start: Int8Array;
  /** Oldest first. */
  readonly reviews: readonly EvaluatedReview[];
  readonly bounds: readonly NamedBound[];
  /** What reviews before the first one have missed (`missesBefore`). */
  readonly misses?: Misses | undefined;
}

/** The reviews with all that led to them, so that they can be told and held again without a bound. */
export interface Settlement extends SettledReviews {
  readonly program: TierProgram;
  readonly run: BoundRun;
  readonly days: readonly ReviewDay[];
}

export function settleTiers({ program, roster, start, reviews, bounds, misses }: SettleRequest): Settlement {
  const run = {
    rules: reviewOf(program),
    start: start.map((level) => Math.max(level, NONE)),
    reviews: reviews.map(({ review, entry, keep }) => ({
      day: dayNumber(review.on),
      annual: review.annual,
      quarterly: review.quarterly,
      entry,
      keep,
      due: dueAt(review, roster),
    })),
    startDays: agreementDates(roster).days,
    bounds,
    misses,
  };
  return { program, run, days: reviews.map(({ review }) => review), ...settleReviews(run) };
}

/** The levels after the last review; those before it when there was none. */
export function finalLevels({ levels, run }: Settlement): Int8Array {
  return levels.at(-1) ?? run.start;
}

/**
 * What the levels in force have missed already, for a run that starts from them: at each earlier review (see
 * `countingReviews`) the level that the partner came with is compared with what the requirements gave then.
 * @param came Levels in force before each of the reviews, as indices.
 * @param now Levels in force before the run.
 */
export function missesBefore(reviews: readonly EvaluatedReview[], came: readonly Int8Array[], now: Int8Array): Misses {
  const count = new Uint8Array(now.length);
  const since = new Int32Array(now.length);
  for (const [index, { review, entry, keep }] of reviews.entries()) {
    const day = dayNumber(review.on);
    const [level, next] = [came[index]!, came[index + 1] ?? now];
    for (let partner = 0; partner < now.length; partner++) {
      const had = level[partner]!;
      const missed = had >= 0 && qualifiedLevel(entry[partner]!, keep[partner]!, had) < had;
      if (!missed || next[partner] !== had) count[partner] = 0;
      else if (count[partner]!++ === 0) since[partner] = day;
    }
  }
  return { count, since };
}
