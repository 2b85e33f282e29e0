import type { SegmentationInput } from '../../api/documents/segmentation.ts';

/** A segmentation to start from, as it is written here: the schema fills in the defaults. */
export interface TemplateSource {
  readonly id: string;
  readonly name: string;
  /** The shape in one sentence. */
  readonly shape: string;
  /** Whose published names or spans it follows, and which figures are only there to be replaced. */
  readonly source: string;
  readonly by: SegmentationInput['by'];
}

/** The day on which the published figures were last read. */
export const READ_ON = '2026-11-22';

export const TWELVE_MONTHS = 'trailing-12-months';
export const PERFORMANCE = { metric: 'won_amount', window: 'trailing-4-quarters' } as const;
