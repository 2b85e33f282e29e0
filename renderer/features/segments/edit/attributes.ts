import type { DimensionId } from '../../../../analytics/api/documents/query.ts';

/** What partners can be chosen by; not the segments in force, which cannot be made of themselves. */
export const PARTNER_ATTRIBUTES = [
  'type',
  'level',
  'region',
  'country',
  'city',
  'owner',
  'parent',
  'partner',
] as const satisfies readonly DimensionId[];
