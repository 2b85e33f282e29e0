/** What reviews did to one partner, in words. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { ReviewStep } from '../../api/tiers.ts';
import { isoDate } from '../../network/dates.ts';
import { formatDate } from '../../present/dates.ts';
import { highestLevel, qualifiedLevel, REVIEW_REASONS } from '../../rules/settlement/review.ts';
import { NO_LEVEL } from '../simulation/standing.ts';
import type { Settlement } from './settle.ts';

/** The label of a level by its index; `(no level)` for none. */
export function levelLabel({ levels }: TierProgram, index: number): string {
  const level = levels[index];
  return level ? (level.label ?? level.id) : NO_LEVEL;
}

/** Every review of a partner, oldest first. */
export function reviewSteps(settlement: Settlement, partner: number, locale: string): ReviewStep[] {
  return settlement.days.map(({ on }, index) => {
    const label = (level: number) => levelLabel(settlement.program, level);
    return {
      on,
      from: label(levelBefore(settlement, index, partner)),
      to: label(settlement.levels[index]![partner]!),
      reached: label(highestLevel(settlement.run.reviews[index]!.entry[partner]!)),
      reason: reviewSentence(settlement, index, partner, locale),
    };
  });
}

/** Why a review left the partner at a level: `below Gold since 1 Apr 2026, grace until 28 Sep 2026`. */
export function reviewSentence(settlement: Settlement, index: number, partner: number, locale: string): string {
  const { program, run } = settlement;
  const { rules } = run;
  const review = run.reviews[index]!;
  const before = levelBefore(settlement, index, partner);
  const after = settlement.levels[index]![partner]!;
  const given = qualifiedLevel(review.entry[partner]!, review.keep[partner]!, before);
  const { count, since } = settlement.misses[index]!;
  const label = (level: number) => levelLabel(program, level);
  const date = (day: number) => formatDate(isoDate(day), locale);
  const misses = count[partner]!;

  const reason = REVIEW_REASONS[settlement.reasons[index]![partner]!]!;
  switch (reason) {
    case 'same':
      return after < 0 ? 'reaches no level' : `meets ${label(after)}`;
    case 'not-due':
      return 'not due: the review comes with the anniversary of the agreement';
    case 'not-joined':
      return `no partner yet: the agreement starts on ${date(run.startDays![partner]!)}`;
    case 'placed':
      return `had no level and reaches ${label(after)}`;
    case 'promoted':
      return `reaches ${label(after)}`;
    case 'limited-rise':
      return `reaches ${label(given)}; a review raises by ${levelsInWords(rules.maxRisePerReview!)} at most`;
    case 'not-promoted-now':
      return `reaches ${label(given)}, ${WHEN_PROMOTED[rules.promote]}`;
    case 'demoted':
      return misses > 1
        ? `below ${label(before)} since ${date(since[partner]!)}, ${ordinal(misses)} review in a row`
        : `below ${label(before)}`;
    case 'limited-fall':
      return `keeps the requirements of ${label(given)} only; a review lowers by ${levelsInWords(rules.maxDropPerReview!)} at most`;
    case 'held-by-rule':
      return `below ${label(before)}, ${rules.demote === 'never' ? 'but the program lowers nobody' : 'lowered at the annual review only'}`;
    case 'held-for-newcomer':
      return `below ${label(before)}, held as a newcomer until ${date(run.startDays![partner]! + rules.newcomerDays)}`;
    case 'held-by-consecutive':
      return `below ${label(before)} at ${misses} of ${rules.afterConsecutive} reviews in a row that it takes to fall`;
    case 'held-by-grace':
      return `below ${label(before)} since ${date(since[partner]!)}, grace until ${date(since[partner]! + rules.afterGraceDays)}`;
    case 'floor':
    case 'grandfathered':
    case 'exception-hold':
    case 'exception-place':
      return boundSentence(settlement, index, partner, reason, `${label(given)} by the requirements`, date);
  }
}

/** The last of the bounds that gave the level is the one to name: it decided. */
function boundSentence(
  { run, program, levels: after }: Settlement,
  index: number,
  partner: number,
  kind: keyof typeof BOUND_WORDS,
  given: string,
  date: (day: number) => string,
): string {
  const { day } = run.reviews[index]!;
  const level = after[index]![partner]!;
  const bound = run.bounds.findLast((one) => {
    const at = one.kind === kind && one.from <= day && day <= one.until ? one.partners.indexOf(partner) : -1;
    return at >= 0 && (kind === 'floor' || one.levels[at] === level);
  });
  const words = `${given}, ${BOUND_WORDS[kind]} ${levelLabel(program, level)}`;
  if (!bound) return words;
  return `${words} until ${date(bound.until)}${kind === 'floor' ? '' : ` (${bound.label})`}`;
}

const BOUND_WORDS = {
  floor: 'not lowered under',
  grandfathered: 'honoured as',
  'exception-hold': 'held by exception at',
  'exception-place': 'placed by exception at',
} as const;

const WHEN_PROMOTED = {
  'each-review': '',
  quarterly: 'raised at quarterly reviews only',
  annual: 'raised at the annual review only',
  never: 'but the program raises nobody',
} as const;

/** The level that the partner came to a review with. */
export function levelBefore({ levels, run }: Settlement, index: number, partner: number): number {
  return (levels[index - 1] ?? run.start)[partner]!;
}

/** `one level`, `2 levels`. */
export function levelsInWords(count: number): string {
  return count === 1 ? 'one level' : `${count} levels`;
}

function ordinal(count: number): string {
  const tens = count % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
