/** Whether a profile of the ideal partner told, a while ago, who would do well since. */
import type { Measure } from '../api/documents/measure.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { ProfileFit } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { resolveWindow } from '../metrics/measures/windows.ts';
import { Pace } from '../metrics/pace.ts';
import { addDays, addMonths } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import { lastQuarterEnd } from '../network/period.ts';
import type { SegmentDesk } from './desk.ts';
import { featuresOf, type MeasuredFeature, type Population, readPopulation } from './features.ts';
import { criterionFit, tenths } from './fit/groups.ts';
import { judgeScores, NOT_JUDGED } from './fit/judge.ts';
import { fitNotes } from './fit/notes.ts';
import { beforeDataSentence, fitSentence } from './fit/sentence.ts';
import { networkBasis } from './networkBasis.ts';
import { featureOf } from './place/axes.ts';
import { scoreProfile } from './profile/scores.ts';
import { cellOf } from './summary/figures.ts';

/** Partners listed where nobody says how many, the highest scores first. */
const LISTED = 20_000;

/**
 * Scores the partners who were enrolled on the day before the outcome’s days begin, by what was known then, and holds the
 * scores against the outcome. Those who have left since count with what they brought.
 * @throws QuarterdeckError `bad-request` for an outcome without a beginning, as `criteriaOf` and `readPopulation` do;
 * `cancelled` when the signal fires.
 */
export async function profileFit(
  desk: SegmentDesk,
  { profile, where, limit = LISTED, ...asked }: Checked<'segment.fit'>,
  options: LabOptions = {},
): Promise<Result<'segment.fit'>> {
  const { network } = desk.context;
  const { locale } = network.policy;
  const asOf = asked.asOf ?? lastQuarterEnd(network);
  const scoredOn = dayBefore(profile.outcome, asOf, network);
  const population = await readPopulation(desk, { asOf: scoredOn, where }, options);
  const scored = await scoreProfile(desk, population, profile, options);
  const outcome = await readOutcome(desk, population, profile.outcome, asOf, options);
  const both = [...population.ids.keys()].filter(
    (index) => !Number.isNaN(scored.scores[index]!) && !Number.isNaN(outcome.values[index]!),
  );
  const of = (values: Float64Array) => Float64Array.from(both, (index) => values[index]!);
  const [scores, outcomes] = [of(scored.scores), of(outcome.values)];
  const known = scoredOn >= network.horizon.from;
  const judgement = known ? await judgeScores(scores, outcomes, new Pace(options, 'draws')) : NOT_JUDGED;
  const ranked = [...population.ids.keys()]
    .filter((index) => !Number.isNaN(scored.scores[index]!))
    .sort((a, b) => scored.scores[b]! - scored.scores[a]! || scored.coverage[b]! - scored.coverage[a]! || a - b);
  const criteria = scored.criteria.map(({ id, label, weight }, at) => ({
    id,
    label,
    weight,
    spearman: criterionFit(scored.worths[at]!, outcome.values),
  }));
  const { words } = outcome.planned;
  return {
    basis: networkBasis(desk, {
      asOf,
      population: population.ids.length,
      notes: fitNotes(network, { scored, outcome, scoredOn, listed: ranked.length, shown: limit }),
    }),
    profile,
    scoredOn,
    outcome: featureOf(outcome.planned),
    ...judgement,
    sentence: known
      ? fitSentence(judgement, { scores, outcomes, words, scoredOn, asOf, criteria, locale })
      : beforeDataSentence(scoredOn, network),
    deciles: tenths(scores, of(outcome.units)),
    criteria,
    partners: ranked.slice(0, limit).map((index) => ({
      partner: population.ids[index]!,
      name: population.partners[index]!.name,
      score: scored.scores[index]!,
      coverage: scored.coverage[index]!,
      outcome: outcomeText(outcome, index),
    })),
    partnerCount: ranked.length,
  } satisfies ProfileFit;
}

/**
 * The day before the outcome’s days begin; for a state, a year before the day.
 * @throws QuarterdeckError `bad-request` for an outcome whose days have no beginning, or not the same one for all.
 */
function dayBefore({ window, per }: Measure, asOf: string, network: Network): string {
  const begins = [window, per?.window].flatMap((one) => {
    if (!one || one.kind === 'on-the-day') return [];
    const days = one.kind === 'ever' ? null : resolveWindow(one, asOf, network);
    if (days === null || days === 'since-anniversary') {
      throw new QuarterdeckError(
        'bad-request',
        'The outcome of a profile needs days that begin on one day for all, so that scores are of the day before. Give it a window like "trailing-12-months".',
      );
    }
    return [days.from];
  });
  const [first] = begins.sort();
  return first === undefined ? addMonths(asOf, -12) : addDays(first, -1);
}

/** The outcome of partners as they were then, on the later day. */
async function readOutcome(
  desk: SegmentDesk,
  population: Population,
  measure: Measure,
  asOf: string,
  options: LabOptions,
): Promise<MeasuredFeature> {
  const later = { ...population, asOf, key: `${population.key} seen on ${asOf}` };
  const [outcome] = await featuresOf(desk, later, [measure], options);
  return outcome!;
}

function outcomeText({ planned, values }: MeasuredFeature, index: number): string | null {
  const cell = cellOf(values[index]!, planned.unit);
  return cell === null ? null : String(cell);
}
