/** The rules of reviews once more, for one partner and with lists instead of masks: slow and easy to check by eye. */
import type { ReviewReason, ReviewRules } from '../../../../analytics/rules/settlement/review.ts';

export interface PlainReview {
  readonly day: number;
  readonly annual: boolean;
  readonly quarterly: boolean;
  readonly enters: readonly number[];
  readonly keeps: readonly number[];
  readonly due: boolean;
}

export interface PlainBound {
  readonly kind: 'floor' | 'grandfathered' | 'exception-hold' | 'exception-place';
  readonly from: number;
  readonly until: number;
  readonly level: number;
}

export interface PlainPartner {
  readonly start: number;
  readonly joined: number | null;
  readonly bounds: readonly PlainBound[];
}

export function plainReviews(
  { start, joined, bounds }: PlainPartner,
  reviews: readonly PlainReview[],
  rules: ReviewRules,
): { level: number; reason: ReviewReason; misses: number }[] {
  let level = start;
  let missed: number[] = [];
  return reviews.map((review) => {
    const came = level;
    const bound = (kind: PlainBound['kind']) =>
      bounds.filter((one) => one.kind === kind && one.from <= review.day && one.until >= review.day);
    let reason: ReviewReason = 'same';
    const set = (to: number, why: ReviewReason) => {
      if (to === level) return;
      level = to;
      reason = why;
    };

    const here = came !== -1 || joined === null || joined <= review.day;
    const reviewed = here && (review.due || came === -1);
    if (!here) reason = 'not-joined';
    else if (!reviewed) reason = 'not-due';
    else {
      const given = Math.max(-1, ...review.enters, ...review.keeps.filter((kept) => kept <= came));
      missed = given < came ? [...missed, review.day] : [];
      if (given !== came) {
        const verdict =
          given > came ? rise(came, given, review, rules) : fall(came, given, review, rules, missed, joined);
        [level, reason] = verdict;
      }
      for (const one of bound('floor')) set(Math.max(level, Math.min(came, one.level)), 'floor');
      for (const one of bound('grandfathered')) set(Math.max(level, one.level), 'grandfathered');
    }
    if (here) {
      for (const one of bound('exception-hold')) set(Math.max(level, one.level), 'exception-hold');
      for (const one of bound('exception-place')) set(one.level, 'exception-place');
    }
    const misses = missed.length;
    if (level !== came) missed = [];
    return { level, reason, misses };
  });
}

function rise(came: number, given: number, review: PlainReview, rules: ReviewRules): [number, ReviewReason] {
  if (came === -1) return [given, 'placed'];
  const now = { 'each-review': true, quarterly: review.quarterly, annual: review.annual, never: false }[rules.promote];
  if (!now) return [came, 'not-promoted-now'];
  const most = came + (rules.maxRisePerReview ?? 100);
  return given > most ? [most, 'limited-rise'] : [given, 'promoted'];
}

function fall(
  came: number,
  given: number,
  review: PlainReview,
  rules: ReviewRules,
  missed: readonly number[],
  joined: number | null,
): [number, ReviewReason] {
  const now = { 'each-review': true, annual: review.annual, never: false }[rules.demote];
  if (!now) return [came, 'held-by-rule'];
  if (joined !== null && review.day < joined + rules.newcomerDays) return [came, 'held-for-newcomer'];
  if (missed.length < rules.afterConsecutive) return [came, 'held-by-consecutive'];
  if (review.day < missed[0]! + rules.afterGraceDays) return [came, 'held-by-grace'];
  const least = came - (rules.maxDropPerReview ?? 100);
  return given < least ? [least, 'limited-fall'] : [given, 'demoted'];
}
