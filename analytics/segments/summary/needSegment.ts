import { nearest } from '../../api/documents/nearest.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { PlacedSegment, Placement } from '../place/placement.ts';

/**
 * The index of a segment by its id, or by its label as people see it; in any case where no other has the same letters.
 * @throws QuarterdeckError `not-found`, naming the segments that there are.
 */
export function needSegment({ segments }: Pick<Placement, 'segments'>, name: string): number {
  const plain = name.trim().toLowerCase();
  for (const isMeant of [
    ({ id }: PlacedSegment) => id === name,
    ({ label }: PlacedSegment) => label === name,
    ({ id, label }: PlacedSegment) => id.toLowerCase() === plain || label.toLowerCase() === plain,
  ]) {
    const found = segments.findIndex(isMeant);
    if (found !== -1) return found;
  }
  const ids = segments.map(({ id }) => id);
  const near = nearest(name, ids);
  const mend = near === null ? `The segments are ${ids.map((id) => `“${id}”`).join(', ')}.` : `Did you mean “${near}”?`;
  throw new QuarterdeckError('not-found', `There is no segment “${name}”. ${mend}`);
}
