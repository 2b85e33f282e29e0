/**
 * Reviews of levels, one after the other: promotion, demotion, grace, the most that one review may move, floors,
 * grandfathering, exceptions. Levels are numbers from 0 for the lowest; −1 is none. Days are day numbers since 1970-01-01.
 *
 * A review starts from the level that the partner has, however it came to it. Its steps, in this order:
 *
 * 1. **What the requirements give**: the highest level that is entered, or that is not above the present one and is kept.
 * 2. **Misses**: below the present level is a miss. Every review counts one, also a review at which nobody can fall; one
 *    that finds the level met starts the count anew, and so does a change of level.
 * 3. **Rise**: at once, or at reviews that may promote only, and by so many levels at most. Who has no level is placed,
 *    whatever the rules of promotion say: they speak of those who have one.
 * 4. **Fall**, to what this review gives: not at a review that may not demote, not for a newcomer, not before so many
 *    misses in a row, not before the grace since the first of them is over, and by so many levels at most.
 * 5. **Floor**: nobody falls under it. It lifts nobody who is below already.
 * 6. **Grandfathered**: at least that level.
 * 7. **Exceptions**: `hold` at least that level, `place` exactly that one. Of several holds the highest counts, of several
 *    places the last in the list; a place goes before a hold.
 *
 * Before the agreement's start a partner has no level. Who is not due at a review keeps the level; only the exceptions
 * (step 7) reach such a partner, and placing one that has none.
 */
import type { Review } from '../../api/documents/tierProgram.ts';

/** Why a partner has the level that a review left: the last step that made a difference. */
export const REVIEW_REASONS = [
  'same',
  'not-due',
  'not-joined',
  'placed',
  'promoted',
  'limited-rise',
  'not-promoted-now',
  'demoted',
  'limited-fall',
  'held-by-rule',
  'held-for-newcomer',
  'held-by-consecutive',
  'held-by-grace',
  'floor',
  'grandfathered',
  'exception-hold',
  'exception-place',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** Levels are bits of a mask, so there are at most so many. */
export const MOST_LEVELS = 31;

export type ReviewRules = Pick<
  Review,
  | 'promote'
  | 'demote'
  | 'afterConsecutive'
  | 'afterGraceDays'
  | 'newcomerDays'
  | 'maxDropPerReview'
  | 'maxRisePerReview'
>;

export interface HeldReview {
  readonly day: number;
  /** Whether it is the review of the year, of the quarter: rules may promote or demote at those only. */
  readonly annual: boolean;
  readonly quarterly: boolean;
  /** One mask a partner: bit i is set when the requirements of level i are met to enter, to stay. */
  readonly entry: Uint32Array;
  readonly keep: Uint32Array;
  /** 1 for the partners whose review it is; everybody's when left out. */
  readonly due?: Uint8Array | undefined;
}

export const BOUND_KINDS = ['floor', 'grandfathered', 'exception-hold', 'exception-place'] as const;

/** Partners whose level is bound from one day to another, both included, whatever the requirements give. */
export interface LevelBound {
  readonly kind: (typeof BOUND_KINDS)[number];
  readonly from: number;
  readonly until: number;
  /** Indices of the partners, each once. */
  readonly partners: Int32Array;
  /** The level of each of `partners`. */
  readonly levels: Int8Array;
}

/** Misses in a row up to now, and the day of the review that was the first of them (meaningless without any). */
export interface Misses {
  readonly count: Uint8Array;
  readonly since: Int32Array;
}

export interface ReviewRun {
  readonly rules: ReviewRules;
  /** The level of each partner before the first review. */
  readonly start: Int8Array;
  /** Oldest first. */
  readonly reviews: readonly HeldReview[];
  /** The day each agreement starts; NaN where it is not known, which makes nobody a newcomer. */
  readonly startDays?: Float64Array | undefined;
  readonly bounds?: readonly LevelBound[] | undefined;
  /** What earlier reviews have missed; nothing when left out. */
  readonly misses?: Misses | undefined;
}

/** One entry per review, each with one value per partner. */
export interface SettledReviews {
  readonly levels: readonly Int8Array[];
  /** Indices in `REVIEW_REASONS`. */
  readonly reasons: readonly Uint8Array[];
  /** Misses in a row of the level that the partner came with, this review included; 0 when it was met. */
  readonly misses: readonly Misses[];
}

const REASON = Object.fromEntries(REVIEW_REASONS.map((reason, index) => [reason, index])) as Readonly<
  Record<ReviewReason, number>
>;

/** The highest level of a mask; −1 for none. */
export function highestLevel(mask: number): number {
  return 31 - Math.clz32(mask);
}

/** The level that the requirements give to one who has `current`: entered, or not above it and kept. */
export function qualifiedLevel(entry: number, keep: number, current: number): number {
  return highestLevel(entry | (keep & ((1 << (current + 1)) - 1)));
}

/** Holds the reviews one after the other. Partners do not touch each other: each could be settled alone. */
export function settleReviews(run: ReviewRun): SettledReviews {
  const partners = run.start.length;
  const current = Int8Array.from(run.start);
  const count = run.misses ? Uint8Array.from(run.misses.count) : new Uint8Array(partners);
  const since = run.misses ? Int32Array.from(run.misses.since) : new Int32Array(partners);
  const settled = { levels: [] as Int8Array[], reasons: [] as Uint8Array[], misses: [] as Misses[] };

  for (const review of run.reviews) {
    const reasons = new Uint8Array(partners);
    const next = hold(run, review, current, { count, since }, reasons);
    settled.misses.push({ count: count.slice(), since: since.slice() });
    for (let partner = 0; partner < partners; partner++) {
      // The new level has a count of its own.
      if (next[partner] !== current[partner]) count[partner] = 0;
    }
    current.set(next);
    settled.levels.push(next);
    settled.reasons.push(reasons);
  }
  return settled;
}

/** One review: the new levels. Writes the reasons, and brings the misses up to this review. */
function hold(run: ReviewRun, review: HeldReview, current: Int8Array, misses: Misses, reasons: Uint8Array): Int8Array {
  const { rules, startDays } = run;
  const { day, entry, keep, due } = review;
  const { count, since } = misses;
  const promotes = mayPromote(rules, review);
  const demotes = mayDemote(rules, review);
  const maxRise = rules.maxRisePerReview ?? MOST_LEVELS;
  const maxDrop = rules.maxDropPerReview ?? MOST_LEVELS;
  const next = new Int8Array(current.length);
  const bounds = activeBounds(run.bounds, day);

  for (let partner = 0; partner < current.length; partner++) {
    const level = current[partner]!;
    const start = startDays ? startDays[partner]! : Number.NaN;
    let to = level;
    let reason = REASON.same;
    if (level < 0 && start > day) {
      reason = REASON['not-joined'];
    } else if (due && due[partner] === 0 && level >= 0) {
      reason = REASON['not-due'];
    } else {
      const given = qualifiedLevel(entry[partner]!, keep[partner]!, level);
      if (given >= level) count[partner] = 0;
      else {
        if (count[partner] === 0) since[partner] = day;
        if (count[partner]! < 255) count[partner]!++;
      }
      if (given > level) {
        if (level < 0) {
          to = given;
          reason = REASON.placed;
        } else if (!promotes) {
          reason = REASON['not-promoted-now'];
        } else {
          to = Math.min(given, level + maxRise);
          reason = to < given ? REASON['limited-rise'] : REASON.promoted;
        }
      } else if (given < level) {
        if (!demotes) reason = REASON['held-by-rule'];
        else if (day - start < rules.newcomerDays) reason = REASON['held-for-newcomer'];
        else if (count[partner]! < rules.afterConsecutive) reason = REASON['held-by-consecutive'];
        else if (day - since[partner]! < rules.afterGraceDays) reason = REASON['held-by-grace'];
        else {
          to = Math.max(given, level - maxDrop);
          reason = to > given ? REASON['limited-fall'] : REASON.demoted;
        }
      }
    }
    next[partner] = to;
    reasons[partner] = reason;
  }
  applyBounds(bounds, current, next, reasons);
  return next;
}

function mayPromote({ promote }: ReviewRules, { annual, quarterly }: HeldReview): boolean {
  if (promote === 'annual') return annual;
  return promote === 'quarterly' ? quarterly : promote === 'each-review';
}

function mayDemote({ demote }: ReviewRules, { annual }: HeldReview): boolean {
  return demote === 'annual' ? annual : demote === 'each-review';
}

/** In the order they are applied; of the same kind, in the order of the list. */
function activeBounds(bounds: readonly LevelBound[] = [], day: number): LevelBound[] {
  return BOUND_KINDS.flatMap((kind) =>
    bounds.filter((bound) => bound.kind === kind && bound.from <= day && day <= bound.until),
  );
}

/**
 * Steps 5 to 7: raises, and for `exception-place` sets, the levels that a review gave. A floor holds only what the
 * partner came with, and like grandfathering is not asked of who is not due.
 */
function applyBounds(bounds: readonly LevelBound[], came: Int8Array, levels: Int8Array, reasons: Uint8Array): void {
  for (const { kind, partners, levels: bound } of bounds) {
    const exception = kind === 'exception-hold' || kind === 'exception-place';
    for (let i = 0; i < partners.length; i++) {
      const partner = partners[i]!;
      if (reasons[partner] === REASON['not-joined'] || (!exception && reasons[partner] === REASON['not-due'])) continue;
      const level = kind === 'floor' ? Math.min(bound[i]!, came[partner]!) : bound[i]!;
      const changes = kind === 'exception-place' ? levels[partner] !== level : levels[partner]! < level;
      if (!changes) continue;
      levels[partner] = level;
      reasons[partner] = REASON[kind];
    }
  }
}

/**
 * Levels that the requirements alone give on a day, under the bounds of that day: there is no level that a partner came
 * with, so floors hold nobody.
 */
export function boundLevels(
  given: Int8Array,
  bounds: readonly LevelBound[],
  day: number,
): { readonly levels: Int8Array; readonly reasons: Uint8Array } {
  const levels = Int8Array.from(given);
  const reasons = new Uint8Array(given.length);
  const none = new Int8Array(given.length).fill(-1);
  applyBounds(activeBounds(bounds, day), none, levels, reasons);
  return { levels, reasons };
}

/** The same reviews for one partner, who becomes the partner 0: what an exception changes is found without the others. */
export function partnerAlone(run: ReviewRun, partner: number): ReviewRun {
  const one = <T extends Uint8Array | Uint32Array | Int8Array | Int32Array | Float64Array>(values: T): T =>
    values.slice(partner, partner + 1) as T;
  return {
    rules: run.rules,
    start: one(run.start),
    reviews: run.reviews.map(({ entry, keep, due, ...review }) => ({
      ...review,
      entry: one(entry),
      keep: one(keep),
      due: due && one(due),
    })),
    startDays: run.startDays && one(run.startDays),
    bounds: boundsAlone(run.bounds ?? [], partner),
    misses: run.misses && { count: one(run.misses.count), since: one(run.misses.since) },
  };
}

/** The bounds of one partner, as those of a partner 0. */
export function boundsAlone(bounds: readonly LevelBound[], partner: number): LevelBound[] {
  return bounds.flatMap((bound) => {
    const at = bound.partners.indexOf(partner);
    return at < 0 ? [] : [{ ...bound, partners: Int32Array.of(0), levels: bound.levels.slice(at, at + 1) }];
  });
}
