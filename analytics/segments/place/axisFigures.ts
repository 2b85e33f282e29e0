/** The figures of an axis: a measure of each partner, or its score by a profile. */
import type { PartnerProfile, SegmentMethod } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import { countWords } from '../../present/labels.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type Population } from '../features.ts';
import { type Grounds, groundsOf, leftOutNotes, withheldWords } from '../profile/grounds.ts';
import { scoreProfile } from '../profile/scores.ts';
import { placedFeatures } from './axes.ts';
import type { PlacedFeature } from './placement.ts';

type Axis = Extract<SegmentMethod, { readonly matrix: unknown }>['matrix']['x'];

export interface AxisFigures extends PlacedFeature {
  /** What the figure of a partner is made of; null where it is what it is. */
  readonly detail: ((index: number) => string) | null;
  /** Why a partner has none, and how many have none. */
  missing(index: number): string;
  readonly missed: string;
  /** What of a profile it rests on; null for a measure. */
  readonly grounds: Grounds | null;
  readonly notes: readonly string[];
}

export async function readAxis(
  desk: SegmentDesk,
  { measure, profile, label }: Axis,
  population: Population,
  options: LabOptions,
): Promise<AxisFigures> {
  if (profile) return readScores(desk, profile, label ?? profile.name, population, options);
  if (!measure) throw new Error('An axis without measure and profile; checkSegmentation says so first');
  const [found] = placedFeatures(await featuresOf(desk, population, [measure], options));
  const feature = found!;
  const without = feature.values.filter(Number.isNaN).length;
  const { locale } = desk.context.network.policy;
  return {
    ...feature,
    feature: { ...feature.feature, label: label ?? feature.feature.label },
    detail: null,
    missing: () => `no figure for ${feature.words}`,
    missed: without === 0 ? '' : `${countWords(without, 'partner', locale)} without a figure for ${feature.words}.`,
    grounds: null,
    notes: [],
  };
}

async function readScores(
  desk: SegmentDesk,
  profile: PartnerProfile,
  label: string,
  population: Population,
  options: LabOptions,
): Promise<AxisFigures> {
  const { context, lab } = desk;
  // A dragged cut asks for the same scores again and again.
  const key = `profile scores ${JSON.stringify(profile)} of ${population.key}`;
  const scored = await lab.keep(context, key, options.signal, async () => {
    const value = await scoreProfile(desk, population, profile, options);
    return { value, bytes: 8 * population.ids.length * (value.criteria.length + 2) };
  });
  const { scores, why } = scored;
  const { locale } = context.network.policy;
  const words = inSentence(label);
  return {
    feature: { key: `profile:${profile.id}`, label, unit: 'points', typical: 'mean' },
    words,
    // To the digits of measures, so that a cut between two scores is a figure that can be written.
    values: scores.map((score) => Math.round(score * 10 ** MEASURE_SCALE) / 10 ** MEASURE_SCALE),
    detail: why,
    missing: (index) => `${words} ${why(index)}`,
    missed: withheldWords(scored, words, locale),
    grounds: groundsOf(scored, locale),
    notes: leftOutNotes(scored, words, locale),
  };
}

/** A label as it stands inside a sentence. */
export function inSentence(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
