/** What a judgement of scores means, in a sentence or two. */
import type { ProfileFit } from '../../api/segments.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { FEWEST, FEWEST_EACH, type Judgement, upperQuarter } from './judge.ts';

export interface Judged {
  readonly scores: Float64Array;
  readonly outcomes: Float64Array;
  /** `bookings of the trailing 12 months`. */
  readonly words: string;
  readonly scoredOn: string;
  readonly asOf: string;
  readonly criteria: ProfileFit['criteria'];
  readonly locale: string;
}

/** A rank correlation below what is called small (Cohen, 1988). */
const SMALL_RANK = 0.1;

export function fitSentence({ rank, auc, verdict }: Judgement, judged: Judged): string {
  const { scores, outcomes, words, locale } = judged;
  const lead = `Scores of ${formatDate(judged.scoredOn, locale)} against ${words} on ${formatDate(judged.asOf, locale)}`;
  if (verdict === 'too little data') return `${lead}: ${tooLittle(outcomes, locale)}`;
  if (!rank || !auc) {
    const which = isConstant(scores) ? 'all partners have the same score' : 'all partners have the same outcome';
    return `${lead}: ${which}, so the profile tells nobody apart. Change its criteria.`;
  }
  const { exact, percent } = numbers(locale);
  const correlation = `rank correlation ${exact(rank.spearman)} (90 % interval ${exact(rank.low)} to ${exact(rank.high)})`;
  const area = `a partner of the upper quarter scored above one of the rest in ${percent(auc.value)} of pairs (${percent(auc.low)} to ${percent(auc.high)})`;
  return `${lead}, ${countWords(scores.length, 'partner', locale)}: ${correlation}, and ${area}. ${meaning(verdict, rank)}${idleWords(judged)}`;
}

/** Criteria that help no verdict, however good the whole is. */
function idleWords({ criteria, locale }: Judged): string {
  const idle = criteria.filter(({ weight, spearman }) => weight > 0 && spearman !== null && spearman < SMALL_RANK);
  if (idle.length === 0) return '';
  const named = idle.map(({ label, spearman }) => `${label} (${numbers(locale).exact(spearman!)})`).join(', ');
  const [which, mend] = idle.length === 1 ? ['One criterion does', 'it'] : [`${idle.length} criteria do`, 'them'];
  return ` ${which} not follow the outcome by ${idle.length === 1 ? 'itself' : 'themselves'}: ${named}; leave ${mend} out or turn ${mend} round.`;
}

export function beforeDataSentence(scoredOn: string, { horizon, policy: { locale } }: Network): string {
  return `Scores would be of ${formatDate(scoredOn, locale)}, before the data begins on ${formatDate(horizon.from, locale)}. Choose a later day, or an outcome of fewer days.`;
}

function meaning(verdict: Judgement['verdict'], { high }: { readonly high: number }): string {
  if (verdict === 'strong') return 'The profile tells who will do well: rank partners by it.';
  if (verdict === 'weak') return 'The profile tells a little: sort a list by it, and draw no line with it.';
  if (high < 0) return 'High scores went with poor outcomes: turn the criteria round before anybody is chosen by them.';
  return 'Chance alone could do that: choose nobody by this profile before its criteria are changed.';
}

function tooLittle(outcomes: Float64Array, locale: string): string {
  if (outcomes.length < FEWEST) {
    return `${countWords(outcomes.length, 'partner', locale)} with a score and an outcome, too few to judge by; ${FEWEST} are needed.`;
  }
  const good = upperQuarter(outcomes).reduce((sum, one) => sum + one, 0);
  const few = Math.min(good, outcomes.length - good);
  return `only ${countWords(few, 'partner', locale)} of ${outcomes.length.toLocaleString(locale)} ${good === few ? 'did well' : 'did not do well'}, too few to judge by; ${FEWEST_EACH} are needed.`;
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
