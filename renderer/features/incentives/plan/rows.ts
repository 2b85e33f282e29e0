/** By what the rows that count and the partners of a line can be chosen. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { MeasureFilter } from '../../../../analytics/api/documents/measure.ts';
import type { DimensionId } from '../../../../analytics/api/documents/query.ts';

export const SALES_DIMENSIONS: readonly MeasureFilter['dim'][] = [
  'family',
  'product',
  'category',
  'motion',
  'route',
  'basis',
  'deal_country',
  'level_at_event',
  'stage',
  'currency',
  'region',
  'country',
  'type',
];

export const PARTNER_DIMENSIONS: readonly DimensionId[] = [
  'level',
  'segment',
  'type',
  'region',
  'country',
  'city',
  'owner',
  'parent',
  'partner',
];

export const ROLES = [
  'sourced',
  'influenced',
  'co-sell',
  'referral',
  'fulfilment',
  'distributor',
] as const satisfies readonly NonNullable<PlanLine['on']['roles']>[number][];
