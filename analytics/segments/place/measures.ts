/** What placing partners looks up of each of them. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Segmentation } from '../../api/documents/segmentation.ts';
import { criterionMeasuresOf, measuresOf } from '../check/walk.ts';
import { USUAL } from './axes.ts';
import { rfmMeasures } from './byRfm.ts';

/** Every measure that placing by a segmentation reads, so that they can be read for many days at once. */
export function placingMeasures(segmentation: Segmentation): readonly Measure[] {
  const { by } = segmentation;
  if ('rfm' in by) return rfmMeasures(by.rfm);
  const own = [...measuresOf(segmentation), ...criterionMeasuresOf(segmentation)].map(({ node }) => node);
  return 'matrix' in by || own.length > 1 ? own : [...own, ...USUAL];
}
