/** What every view of the segments works on: the segmentation open, its draft, and the picture of it. */
import { createContext, useContext } from 'react';
import type { Segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { SegmentCaseInput } from '../../../analytics/api/documents/segmentCase.ts';
import type { SavedSegmentation } from '../../../analytics/api/segments.ts';
import type { Fault } from '../../../analytics/api/tiers.ts';
import type { DraftHandle } from '../../drafts/drafts.ts';
import type { Newest } from '../../transport/newest.ts';

export interface SegmentWork {
  /** Null for a template that nobody has saved yet. */
  readonly saved: SavedSegmentation | null;
  readonly draft: DraftHandle<Segmentation>;
  /** The case at rest, for questions that cost more than a picture. It keeps its identity while it says the same. */
  readonly asked: SegmentCaseInput;
  /** The picture of what is on the screen, also while a cut line is dragged. */
  readonly run: Newest<'segment.run'>;
  /** Faults of the last change, which made no segmentation and was taken back. */
  readonly refused: readonly Fault[];
}

export const SegmentWorkContext = createContext<SegmentWork | null>(null);

export function useSegmentWork(): SegmentWork {
  const work = useContext(SegmentWorkContext);
  if (!work) throw new Error('A view of the segments was shown without a segmentation.');
  return work;
}
