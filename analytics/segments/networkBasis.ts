/** What stands beside answers that are of the network rather than of a segmentation. */
import type { SegmentBasis } from '../api/segments.ts';
import type { SegmentDesk } from './desk.ts';

export function networkBasis(
  { context }: SegmentDesk,
  { asOf, population, notes }: Pick<SegmentBasis, 'asOf' | 'population' | 'notes'>,
): Omit<SegmentBasis, 'segmentation' | 'method'> {
  const { network, dataVersion, policyVersion } = context;
  return { asOf, population, currency: network.policy.baseCurrency, dataVersion, policyVersion, notes };
}
