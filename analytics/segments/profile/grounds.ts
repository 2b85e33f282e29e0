/** How much of a profile the scores of a network rest on, in words. */
import { capital } from '../../present/capital.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { type ProfileScores, shareLeft } from './scores.ts';

/** What the scores of a network by a profile rest on. */
export interface Grounds {
  /** `2 of 6 criteria, 37 % of the weights`; empty where everything is known of everybody. */
  readonly words: string;
  /** Labels of the criteria that are known of somebody. */
  readonly criteria: readonly string[];
  /** Of those, the ones that are known of a partner. */
  knownOf(index: number): readonly string[];
}

export function groundsOf(scores: ProfileScores, locale: string): Grounds {
  const { criteria, worths, leftOut } = scores;
  const counted = criteria.flatMap(({ label, weight }, at) => (weight > 0 && !leftOut[at] ? [{ label, at }] : []));
  return {
    words: groundsWords(scores, locale),
    criteria: counted.map(({ label }) => label),
    knownOf: (index) => counted.flatMap(({ label, at }) => (Number.isNaN(worths[at]![index]) ? [] : [label])),
  };
}

/** `2 of 6 criteria, 37 % of the weights, and 91 % of those, on average of the partners`; empty where everything is known of everybody. */
function groundsWords({ criteria, leftOut, scores, coverage }: ProfileScores, locale: string): string {
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
    parts.push(`${percent(mean, 0)} of ${parts.length > 0 ? 'those' : 'its weights'}, on average of the partners`);
  }
  return parts.join(', and ');
}

/** Criteria that no score counts, and what that leaves of the profile. */
export function leftOutNotes(scores: ProfileScores, subject: string, locale: string): string[] {
  const { criteria, leftOut, leastKnown, tooThin } = scores;
  const without = criteria.filter((_, at) => leftOut[at]);
  if (without.length === 0) return [];
  const names = without.map(({ label }) => label).join(', ');
  const kept = criteria.filter(({ weight }, at) => weight > 0 && !leftOut[at]).map(({ label }) => label);
  if (kept.length === 0) return [`Not known of anybody: ${names}. So nobody has a ${subject}.`];
  const share = shareLeft(scores);
  const left = numbers(locale).percent(share, 0);
  if (tooThin) {
    return [
      `Not known of anybody: ${names}. What is left, ${kept.join(', ')}, is ${left} of the weights: too little for a ${subject}, so nobody has one. Load what is missing, give the profile criteria that this network has, or ask for less to be known.`,
    ];
  }
  const thin =
    share < leastKnown
      ? ` That is ${left} of the weights: read it as those figures and no more, or give the profile criteria that this network has.`
      : '';
  return [
    `Not known of anybody, so no score counts it: ${names}. ${capital(subject)} is made of ${kept.join(', ')}.${thin}`,
  ];
}

/** Who has no score, together: `82 partners without a potential: less than 50 % of its weights is known of them`. */
export function withheldWords(profile: ProfileScores, subject: string, locale: string): string {
  const { scores, coverage, leastKnown, tooThin } = profile;
  const bare = count(scores, (score, index) => Number.isNaN(score) && coverage[index] === 0);
  const thin = count(scores, (score, index) => Number.isNaN(score) && coverage[index]! > 0);
  const why = tooThin
    ? 'too little of its profile is known of anybody'
    : `less than ${numbers(locale).percent(leastKnown, 0)} of its weights is known of them`;
  return [
    ...(bare > 0 ? [`${countWords(bare, 'partner', locale)} of whom nothing of ${subject} is known.`] : []),
    ...(thin > 0 ? [`${countWords(thin, 'partner', locale)} with ${subject} withheld: ${why}.`] : []),
    ...(thin > 0 && !tooThin ? [missingMost(profile, locale)] : []),
  ].join(' ');
}

/** Of those with too little known: what would help most of them, so that somebody can load it or ask for less. */
function missingMost({ criteria, leftOut, worths, scores, coverage }: ProfileScores, locale: string): string {
  const missing = criteria.map(({ label, weight }, at) => {
    const partners = count(
      scores,
      (score, index) => Number.isNaN(score) && coverage[index]! > 0 && Number.isNaN(worths[at]![index]),
    );
    return { label, partners, weight: leftOut[at] ? 0 : weight * partners };
  });
  const { label, partners } = missing.reduce((most, one) => (one.weight > most.weight ? one : most));
  return `What is missing most is ${label}, of ${countWords(partners, 'partner', locale)}.`;
}

function count(values: Float64Array, holds: (value: number, index: number) => boolean): number {
  return values.reduce((sum, value, index) => sum + Number(holds(value, index)), 0);
}
