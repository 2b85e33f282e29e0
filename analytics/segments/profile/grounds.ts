/** How much of a profile the scores of a network rest on, in words. */
import { capital } from '../../present/capital.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { ProfileScores } from './scores.ts';

/** `2 of 6 criteria, 37 % of the weights; 91 % of that known on average`; empty where everything is known of everybody. */
export function groundsWords({ criteria, leftOut, scores, coverage }: ProfileScores, locale: string): string {
  const { percent } = numbers(locale);
  const weighty = criteria.flatMap(({ weight }, at) => (weight > 0 ? [at] : []));
  const counted = weighty.filter((at) => !leftOut[at]);
  const given = coverage.filter((_, index) => !Number.isNaN(scores[index]));
  const mean = given.reduce((sum, share) => sum + share, 0) / given.length;
  const parts =
    counted.length < weighty.length
      ? [
          `${counted.length} of ${weighty.length} criteria, ${percent(shareLeft({ criteria, leftOut }), 0)} of the weights`,
        ]
      : [];
  if (given.length > 0 && mean < 1) {
    parts.push(`${percent(mean, 0)} of ${parts.length > 0 ? 'that' : 'its weights'} known on average`);
  }
  return parts.join('; ');
}

/** Criteria that no score counts, and what that leaves of the profile. */
export function leftOutNotes(scores: ProfileScores, subject: string, locale: string): string[] {
  const { criteria, leftOut, leastKnown } = scores;
  const without = criteria.filter((_, at) => leftOut[at]);
  if (without.length === 0) return [];
  const names = without.map(({ label }) => label).join(', ');
  const kept = criteria.filter(({ weight }, at) => weight > 0 && !leftOut[at]);
  if (kept.length === 0) return [`Not known of anybody: ${names}. So nobody has a ${subject}.`];
  const share = shareLeft(scores);
  const thin =
    share < leastKnown
      ? ` That is ${numbers(locale).percent(share, 0)} of the weights: read it as those figures and no more, or give the profile criteria that this network has.`
      : '';
  return [
    `Not known of anybody, so no score counts it: ${names}. ${capital(subject)} is made of ${kept.map(({ label }) => label).join(', ')}.${thin}`,
  ];
}

/** Who has no score, together: `82 partners without a potential: less than 50 % of its weights is known of them`. */
export function withheldWords(
  { scores, coverage, leastKnown }: ProfileScores,
  subject: string,
  locale: string,
): string {
  const bare = count(scores, (score, index) => Number.isNaN(score) && coverage[index] === 0);
  const thin = count(scores, (score, index) => Number.isNaN(score) && coverage[index]! > 0);
  return [
    ...(bare > 0 ? [`${countWords(bare, 'partner', locale)} of whom nothing of ${subject} is known.`] : []),
    ...(thin > 0
      ? [
          `${countWords(thin, 'partner', locale)} with ${subject} withheld: less than ${numbers(locale).percent(leastKnown, 0)} of its weights is known of them.`,
        ]
      : []),
  ].join(' ');
}

function shareLeft({ criteria, leftOut }: Pick<ProfileScores, 'criteria' | 'leftOut'>): number {
  const all = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return criteria.reduce((sum, { weight }, at) => (leftOut[at] ? sum : sum + weight), 0) / all;
}

function count(values: Float64Array, holds: (value: number, index: number) => boolean): number {
  return values.reduce((sum, value, index) => sum + Number(holds(value, index)), 0);
}
