/** What must be known of how a profile was held against its outcome. */
import type { Measure } from '../../api/documents/measure.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import { countWords } from '../../present/labels.ts';
import type { MeasuredFeature } from '../features.ts';
import { leftOutNotes, withheldWords } from '../profile/grounds.ts';
import type { ProfileScores } from '../profile/scores.ts';

interface Told {
  readonly scored: ProfileScores;
  readonly outcome: MeasuredFeature;
  readonly scoredOn: string;
  /** Partners with a score. */
  readonly listed: number;
  /** The most that are shown. */
  readonly shown: number;
}

export function fitNotes(network: Network, { scored, outcome, scoredOn, listed, shown }: Told): string[] {
  const { horizon, policy } = network;
  const { locale } = policy;
  const notes: string[] = [];
  const early = scored.criteria.filter((one) => 'measure' in one && beginsBefore(one.measure, scoredOn, network));
  if (early.length > 0 && scoredOn >= horizon.from) {
    notes.push(
      `The data begins on ${formatDate(horizon.from, locale)}, so these look at a part of their days only: ${early.map(({ label }) => label).join(', ')}.`,
    );
  }
  notes.push(...leftOutNotes(scored, 'score', locale), ...idleNotes(scored));
  const same = scored.criteria.filter(
    (one) => 'measure' in one && one.measure.metric === outcome.planned.measure.metric,
  );
  if (same.length > 0) {
    notes.push(
      `${same.map(({ label }) => label).join(', ')}: in the profile and in the outcome. That who sold sells on says nothing of those who have not begun.`,
    );
  }
  const withheld = withheldWords(scored, 'the score', locale);
  if (withheld !== '') notes.push(withheld);
  const open = outcome.values.filter((value) => Number.isNaN(value)).length;
  if (open > 0) notes.push(`${countWords(open, 'partner', locale)} without a figure for ${outcome.planned.words}.`);
  if (listed > shown) notes.push(`The ${countWords(shown, 'partner', locale)} with the highest scores are listed.`);
  return notes;
}

function beginsBefore({ window }: Measure, day: string, network: Network): boolean {
  if (!window || window.kind === 'ever' || window.kind === 'on-the-day') return false;
  const days = resolveWindow(window, day, network);
  return days !== 'since-anniversary' && days.from < network.horizon.from;
}

/** Criteria that are known and move no score. */
function idleNotes({ criteria, worths }: ProfileScores): string[] {
  const equal = criteria.filter((_, at) => {
    const known = worths[at]!.filter((worth) => !Number.isNaN(worth));
    return known.length > 1 && known.every((worth) => worth === known[0]);
  });
  if (equal.length === 0) return [];
  return [`Worth the same for all, so it tells nobody apart: ${equal.map(({ label }) => label).join(', ')}.`];
}
