/** The rules of the review that are switched beside the picture, as changes of the document. */
import type { Review, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';

type ReviewRule = 'maxDropPerReview' | 'afterConsecutive';

export function withReview(program: TierProgram, part: Partial<Review>): TierProgram {
  return program.review ? { ...program, review: { ...program.review, ...part } } : program;
}

/** Falls at most so many levels a review; null for any number. */
export function withMaxDrop(program: TierProgram, levels: number | null): TierProgram {
  if (!program.review) return program;
  const { maxDropPerReview: _, ...rest } = program.review;
  return { ...program, review: levels === null ? rest : { ...rest, maxDropPerReview: levels } };
}

/** So many reviews of grace before a fall: the level is lost at the one after. */
export function withGrace(program: TierProgram, reviews: number): TierProgram {
  return withReview(program, { afterConsecutive: reviews + 1 });
}

export function withGrandfather(program: TierProgram, id: string, enabled: boolean): TierProgram {
  return {
    ...program,
    grandfather: program.grandfather.map((cohort) => (cohort.id === id ? { ...cohort, enabled } : cohort)),
  };
}

/** What a switch turns on: what the baseline has, else the mildest rule. */
export function switchedOn(rule: ReviewRule, baseline: TierProgram): number {
  const former = baseline.review?.[rule];
  return rule === 'maxDropPerReview' ? (former ?? 1) : Math.max(1, (former ?? 1) - 1);
}
