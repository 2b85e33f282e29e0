/** The figures of an axis: a measure of each partner. */
import type { SegmentMethod } from '../../api/documents/segmentation.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type Population } from '../features.ts';
import { placedFeatures } from './axes.ts';
import type { PlacedFeature } from './placement.ts';

type Axis = Extract<SegmentMethod, { readonly matrix: unknown }>['matrix']['x'];

export async function readAxis(
  desk: SegmentDesk,
  { measure, label }: Axis,
  population: Population,
  options: LabOptions,
): Promise<PlacedFeature> {
  if (!measure) throw new QuarterdeckError('bad-request', 'The axis has no measure.');
  const [feature] = placedFeatures(await featuresOf(desk, population, [measure], options));
  return label === undefined ? feature! : { ...feature!, feature: { ...feature!.feature, label } };
}
