import type { Segmentation } from '../../../../analytics/api/documents/segmentation.ts';

/** Takes a changed document as one step; changes of one gesture are one step together. */
export type Edit = (segmentation: Segmentation, label: string, gesture?: string) => void;
