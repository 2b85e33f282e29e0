/** Prospects by how near they come to the ideal partner, before they are recruited. */
import type { Checked, Result } from '../api/methods.ts';
import type { ScoredProspects } from '../api/segments.ts';
import type { Fault } from '../api/tiers.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { countWords } from '../present/labels.ts';
import { numbers } from '../present/numbers.ts';
import type { SegmentDesk } from './desk.ts';
import { readPopulation } from './features.ts';
import { profileFit } from './fit.ts';
import { criteriaOf } from './profile/criteria.ts';
import { leftOutNotes } from './profile/grounds.ts';
import { type ProfileScores, scored, scoreProfile } from './profile/scores.ts';
import { partnersNamed, readProspects } from './prospects/known.ts';
import { readProspectList } from './prospects/pasted.ts';

type Asked = Checked<'segment.prospects'>;

interface Listed {
  readonly names: readonly string[];
  /** Ids in the network; null for those that are not in it. */
  readonly partners: readonly (string | null)[];
  readonly scores: ProfileScores;
  readonly faults: readonly Fault[];
}

/**
 * The highest score first; those of whom too little is known come last, without one. Criteria count that somebody of the
 * prospects or of the network has.
 * @throws QuarterdeckError as `criteriaOf` and `profileFit` do; `cancelled` when the signal fires.
 */
export async function scoreProspects(
  desk: SegmentDesk,
  { profile, list }: Asked,
  options: LabOptions = {},
): Promise<Result<'segment.prospects'>> {
  const { names, partners, scores, faults } =
    list === undefined ? await ofNetwork(desk, profile, options) : await ofList(desk, profile, list, options);
  const { sentence } = await profileFit(desk, { profile, where: [] }, options);
  const prospects = names
    .map((name, index) => ({
      name,
      partner: partners[index]!,
      score: Number.isNaN(scores.scores[index]!) ? null : scores.scores[index]!,
      coverage: scores.coverage[index]!,
      why: scores.why(index),
    }))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || b.coverage - a.coverage || (a.name < b.name ? -1 : 1));
  const withheld = prospects.filter(({ score }) => score === null).length;
  const { locale } = desk.context.network.policy;
  const thin =
    withheld === 0
      ? []
      : [
          `Of ${withheld.toLocaleString(locale)} of ${countWords(prospects.length, 'prospect', locale)} too little is known for a score: nothing, or less than ${numbers(locale).percent(profile.leastKnown, 0)} of the weights.`,
        ];
  const verdict = [sentence, ...leftOutNotes(scores, 'score', locale), ...thin].join(' ');
  return { prospects, faults, verdict } satisfies ScoredProspects;
}

/** By criterion, whether somebody of the network has a figure for it: a prospect without one is then less known. */
async function knownOfNetwork(
  desk: SegmentDesk,
  profile: Asked['profile'],
  options: LabOptions,
): Promise<(criterion: number) => boolean> {
  const population = await readPopulation(desk, { asOf: lastQuarterEnd(desk.context.network), where: [] }, options);
  const { leftOut } = await scoreProfile(desk, population, profile, options);
  return (criterion) => population.ids.length > 0 && !leftOut[criterion];
}

/** A figure of 0 says nothing of who could not have had another: it is not known. */
async function ofNetwork(desk: SegmentDesk, profile: Asked['profile'], options: LabOptions): Promise<Listed> {
  const { horizon } = desk.context.network;
  const prospects = await readProspects(desk.context, { signal: options.signal });
  const ids = prospects.map(({ id }) => id);
  const population = { key: `prospects on ${horizon.to}`, asOf: horizon.to, ids };
  const counts = await knownOfNetwork(desk, profile, options);
  const scores = await scoreProfile(desk, population, profile, options, (value) => value !== 0, counts);
  const faults =
    ids.length > 0
      ? []
      : [
          {
            place: '',
            where: 'The network',
            sentence:
              'The roster has no prospects: nobody whose status is prospect or applicant, and nobody with a day of first contact and no agreement. Load them, or paste a list.',
          },
        ];
  return { names: prospects.map(({ name }) => name), partners: ids, scores, faults };
}

async function ofList(
  desk: SegmentDesk,
  profile: Asked['profile'],
  list: string,
  options: LabOptions,
): Promise<Listed> {
  const { policy } = desk.context.network;
  const criteria = criteriaOf(profile, desk.context.network);
  const { names, columns, faults } = readProspectList(list, criteria, { currency: policy.baseCurrency });
  const known = await partnersNamed(desk.context, names, { signal: options.signal });
  return {
    names,
    partners: names.map((name) => known.get(name.toLowerCase()) ?? null),
    scores: scored(
      {
        criteria,
        columns,
        rows: names.length,
        leastKnown: profile.leastKnown,
        counts: await knownOfNetwork(desk, profile, options),
      },
      policy.locale,
    ),
    faults,
  };
}
