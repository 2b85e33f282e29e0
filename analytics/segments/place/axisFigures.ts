/** The figures of an axis: a measure of each partner, or its score by a profile. */
import type { PartnerProfile, SegmentMethod } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { MEASURE_SCALE } from '../../metrics/measures/measureTable.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type Population } from '../features.ts';
import { scoreProfile } from '../profile/scores.ts';
import { placedFeatures } from './axes.ts';
import type { PlacedFeature } from './placement.ts';

type Axis = Extract<SegmentMethod, { readonly matrix: unknown }>['matrix']['x'];

export interface AxisFigures extends PlacedFeature {
  /** What the figure of a partner is made of; null where it is what it is. */
  readonly detail: ((index: number) => string) | null;
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
  return { ...feature, feature: { ...feature.feature, label: label ?? feature.feature.label }, detail: null };
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
  const { scores, why } = await lab.keep(context, key, options.signal, async () => {
    const value = await scoreProfile(desk, population, profile, options);
    return { value, bytes: 8 * population.ids.length * (value.criteria.length + 2) };
  });
  return {
    feature: { key: `profile:${profile.id}`, label, unit: 'points' },
    words: inSentence(label),
    // To the digits of measures, so that a cut between two scores is a figure that can be written.
    values: scores.map((score) => Math.round(score * 10 ** MEASURE_SCALE) / 10 ** MEASURE_SCALE),
    detail: why,
  };
}

/** A label as it stands inside a sentence. */
export function inSentence(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
