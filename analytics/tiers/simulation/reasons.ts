/** Why a partner has the level it has after a simulation, in words. */
import { REVIEW_REASONS, type ReviewReason } from '../../rules/settlement/review.ts';
import { levelBefore, levelsInWords, reviewSentence } from '../review/words.ts';
import { inLetters } from '../words.ts';
import type { Comparison } from './compare.ts';
import { turning } from './distance.ts';
import { gapWords, stepWords } from './gapWords.ts';
import { type SideReading, sideOf } from './nearMiss.ts';
import { gapOf, type Side } from './readings.ts';

/** Verdicts of the requirements themselves; everything else is a rule of the review, a floor or an exception. */
const BY_REQUIREMENTS: ReadonlySet<ReviewReason> = new Set(['same', 'placed', 'promoted', 'demoted']);

/** Tests named in one reason: more are counted. */
const NAMED = 3;

export interface Reasons {
  /** Why the partner went from one level to another, or stayed. */
  move(partner: number): string;
  tests(partner: number, tests: readonly number[], side: Side): string;
  /** What the partner would have to bring to reach a level: `13 k more bookings`. */
  toEnter(partner: number, level: number): string;
  /** The same to keep a level, or to be given it again where it is not kept by less. */
  toKeep(partner: number, level: number): string;
}

export function reasonsOf(comparison: Comparison): Reasons {
  const { readings, after, former, locale, outcome, places, migration } = comparison;
  const sides: Partial<Record<Side, SideReading>> = {};
  // Whatever is missing is named, however far away it is.
  const reading = (side: Side) => (sides[side] ??= sideOf(readings, side, Number.POSITIVE_INFINITY));

  const said = (words: typeof gapWords, partner: number, indices: readonly number[], side: Side): string => {
    const named = indices
      .slice(0, NAMED)
      .map((index) => words(readings.compiled.tests[index]!, gapOf(readings, index, side, partner), locale));
    const more = indices.length - named.length;
    return [...named, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  };
  const tests = (partner: number, indices: readonly number[], side: Side) => said(gapWords, partner, indices, side);
  const turned = (partner: number, level: number, side: Side) => {
    const { outlines, verdicts } = reading(side);
    return turning(outlines[level]!, verdicts, partner, true);
  };
  const missing = (partner: number, level: number, side: Side) => tests(partner, turned(partner, level, side), side);
  const steps = (partner: number, level: number, side: Side) =>
    said(stepWords, partner, turned(partner, level, side), side);
  // On a day without a review nobody keeps a level for less than it takes to enter.
  const kept = (words: typeof missing, partner: number, level: number) =>
    (outcome.settlement ? words(partner, level, 'keep') : '') || words(partner, level, 'entry');
  const met = (partner: number, level: number): string => {
    const { outlines, verdicts } = reading('entry');
    const outline = outlines[level]!;
    const decisive = tests(partner, turning(outline, verdicts, partner, false), 'entry');
    const parts = outline.kind === 'atLeast' && outline.count === outline.of.length ? outline.of : [];
    const together = parts.length > 1 && parts.every(({ kind }) => kind === 'test');
    if (!together) return decisive;
    return `${parts.length === 2 ? 'both' : `all ${inLetters(parts.length)}`} tests met, ${decisive}`;
  };
  const byRule = (partner: number): string | null => {
    const { settlement } = outcome;
    const last = (settlement?.reasons.length ?? 0) - 1;
    if (!settlement || last < 0) return null;
    const place = places ? places[partner]! : partner;
    const reason = REVIEW_REASONS[settlement.reasons[last]![place]!]!;
    if (reason === 'limited-fall') {
      const missed = kept(missing, partner, levelBefore(settlement, last, place));
      const { maxDropPerReview } = settlement.run.rules;
      if (missed !== '') return `${missed}; falls at most ${levelsInWords(maxDropPerReview!)} a review`;
    }
    return BY_REQUIREMENTS.has(reason) ? null : reviewSentence(settlement, last, place, locale);
  };
  return {
    tests,
    toEnter: (partner, level) => steps(partner, level, 'entry'),
    toKeep: (partner, level) => kept(steps, partner, level),
    move(partner) {
      const ruled = byRule(partner);
      if (ruled !== null) return ruled;
      const level = after[partner]!;
      const { level: before, label, rank } = former.names[former.of[partner]!]!;
      const reached = () => `reaches ${labelOf(comparison, level)}`;
      if (before < 0 && rank !== -1) return `“${label}” is no level of the program; ${reached()}`;
      const move = migration.moves[partner]!;
      if (move < 0) return kept(missing, partner, before) || reached();
      if (level < 0) return missing(partner, 0, 'entry');
      return move > 0 ? met(partner, level) || reached() : `meets ${labelOf(comparison, level)}`;
    },
  };
}

function labelOf({ levels }: Comparison, level: number): string {
  return levels[level]?.label ?? 'no level';
}
