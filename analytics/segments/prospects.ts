/** Prospects by how near they come to the ideal partner, before they are recruited. */
import type { Checked, Result } from '../api/methods.ts';
import type { ScoredProspects } from '../api/segments.ts';
import type { Fault } from '../api/tiers.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { countWords } from '../present/labels.ts';
import type { SegmentDesk } from './desk.ts';
import { profileFit } from './fit.ts';
import { criteriaOf } from './profile/criteria.ts';
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

/** Known for less than half of the weights, a score says little. */
const THIN = 0.5;

/**
 * The highest score first; those of whom nothing is known come last, without one.
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
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.name < b.name ? -1 : 1));
  const thin = prospects.filter(({ coverage }) => coverage < THIN).length;
  const known =
    thin === 0
      ? ''
      : ` For ${thin} of ${countWords(prospects.length, 'prospect')} less than half of the weights is known.`;
  return { prospects, faults, verdict: `${sentence}${known}` } satisfies ScoredProspects;
}

/** A figure of 0 says nothing of who could not have had another: it is not known. */
async function ofNetwork(desk: SegmentDesk, profile: Asked['profile'], options: LabOptions): Promise<Listed> {
  const { horizon } = desk.context.network;
  const prospects = await readProspects(desk.context, { signal: options.signal });
  const ids = prospects.map(({ id }) => id);
  const population = { key: `prospects on ${horizon.to}`, asOf: horizon.to, ids };
  const scores = await scoreProfile(desk, population, profile, options, (value) => value !== 0);
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
    scores: scored(criteria, columns, names.length, policy.locale),
    faults,
  };
}
