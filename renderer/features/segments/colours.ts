/** The colour of a segment: a custom property of the theme, so that pictures follow a change of theme by themselves. */
import type { SegmentColour } from '../../../analytics/api/documents/segmentation.ts';

export const colourOf = (colour: SegmentColour): string => `var(--seg-${colour})`;
