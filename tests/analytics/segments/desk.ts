/** Desks to ask about segments: on rows of a test's own. */
import { type SegmentationInput, segmentation } from '../../../analytics/api/documents/segmentation.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import type { TestNetwork } from '../metrics/network.ts';

/** The last day of the tests' data. */
export const DAY = '2026-09-30';

export async function deskOf(net: TestNetwork, settings: object = {}): Promise<SegmentDesk> {
  return { context: await net.context(settings), lab: new Lab() };
}

/** A segmentation with its defaults filled in. */
export function documentBy(by: SegmentationInput['by'], where: SegmentationInput['where'] = []) {
  return segmentation.parse({ id: 'test', name: 'Test', by, where });
}

/** The same as the methods take it. */
export function textBy(by: SegmentationInput['by'], where: SegmentationInput['where'] = []) {
  return documentBy(by, where) as unknown as Record<string, unknown>;
}
