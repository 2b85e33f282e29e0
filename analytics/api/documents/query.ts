import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** Dimensions of a query. `tier` is accepted for `level`. */
export const DIMENSIONS = [
  'partner',
  'level',
  'level_at_event',
  'segment',
  'type',
  'country',
  'region',
  'city',
  'owner',
  'parent',
  'distributor',
  'program',
  'role',
  'route',
  'motion',
  'basis',
  'deal_country',
  'product',
  'family',
  'category',
  'kind',
  'month',
  'quarter',
  'year',
] as const;
export type DimensionId = (typeof DIMENSIONS)[number];

export const dimensionId = z
  .preprocess((value) => (value === 'tier' ? 'level' : value), z.enum(DIMENSIONS))
  .describe('a dimension');

/** One filter: rows whose value is (or is not) in the list. `null` stands for rows without a value. */
export const filter = z.strictObject({
  dim: dimensionId,
  values: z.array(z.string().nullable()).min(1).max(LIMITS.filterValues),
  not: z.boolean().optional(),
});
export type Filter = z.infer<typeof filter>;

export const comparison = z.enum(['prior', 'year']);
export type Comparison = z.infer<typeof comparison>;

/** What the page asks for; the engine turns it into SQL. The page never sends SQL. */
export const querySpec = z.strictObject({
  metrics: z.array(z.string()).min(1).max(LIMITS.metricsPerQuery),
  by: z.array(dimensionId).max(LIMITS.dimensionsPerQuery).default([]),
  where: z.array(filter).max(32).default([]),
  /** `2026-Q3`, `FY26-Q3`, `2026`, `2026-09`, `last-4-quarters`, `2026-01-01..2026-09-30`; everything when left out. */
  period: z.string().optional(),
  compare: comparison.optional(),
  sort: z.strictObject({ key: z.string(), descending: z.boolean().default(true) }).optional(),
  limit: z.int().min(1).max(1_000_000).optional(),
});
export type QuerySpec = z.infer<typeof querySpec>;
export type QuerySpecInput = z.input<typeof querySpec>;

/** One figure: a metric, narrowed to the cell it was read from. */
export const figureSpec = z.strictObject({
  metric: z.string(),
  where: z.array(filter).max(32).default([]),
  period: z.string().optional(),
  compare: comparison.optional(),
});
export type FigureSpec = z.infer<typeof figureSpec>;
