/** What must be known of how a profile was held against its outcome. */
import type { Measure } from '../../api/documents/measure.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import { countWords } from '../../present/labels.ts';
import type { MeasuredFeature, Population } from '../features.ts';
import type { ProfileScores } from '../profile/scores.ts';

interface Told {
  readonly population: Population;
  readonly scored: ProfileScores;
  readonly outcome: MeasuredFeature;
  readonly scoredOn: string;
  /** Partners with a score. */
  readonly listed: number;
  /** The most that are shown. */
  readonly shown: number;
}

export function fitNotes(network: Network, { population, scored, outcome, scoredOn, listed, shown }: Told): string[] {
  const { horizon, policy } = network;
  const { locale } = policy;
  const notes: string[] = [];
  const early = scored.criteria.filter((one) => 'measure' in one && beginsBefore(one.measure, scoredOn, network));
  if (early.length > 0 && scoredOn >= horizon.from) {
    notes.push(
      `The data begins on ${formatDate(horizon.from, locale)}, so these look at a part of their days only: ${early.map(({ label }) => label).join(', ')}.`,
    );
  }
  notes.push(...idleNotes(scored));
  const same = scored.criteria.filter(
    (one) => 'measure' in one && one.measure.metric === outcome.planned.measure.metric,
  );
  if (same.length > 0) {
    notes.push(
      `${same.map(({ label }) => label).join(', ')}: in the profile and in the outcome. That who sold sells on says nothing of those who have not begun.`,
    );
  }
  const unscored = population.ids.length - listed;
  if (unscored > 0) notes.push(`${countWords(unscored, 'partner', locale)} without a score: nothing is known of them.`);
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

/** Criteria that move no score. */
function idleNotes({ criteria, worths }: ProfileScores): string[] {
  const unknown: string[] = [];
  const equal: string[] = [];
  criteria.forEach(({ label }, at) => {
    const known = worths[at]!.filter((worth) => !Number.isNaN(worth));
    if (known.length === 0) unknown.push(label);
    else if (known.length > 1 && known.every((worth) => worth === known[0])) equal.push(label);
  });
  return [
    ...(unknown.length > 0 ? [`Not known of anybody, so no score counts it: ${unknown.join(', ')}.`] : []),
    ...(equal.length > 0 ? [`Worth the same for all, so it tells nobody apart: ${equal.join(', ')}.`] : []),
  ];
}
