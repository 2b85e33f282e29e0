/** What the methods of segments take. */
import { z } from 'zod';
import { assumedFigure, share } from './assumptions.ts';
import { day } from './day.ts';
import { notNegative } from './decimal.ts';
import { dimensionId, filter } from './query.ts';

/** A segmentation as somebody wrote it: checked by the engine, which answers each fault with its place and the mend. */
export const segmentationText = z.record(z.string(), z.unknown());

export const segmentCase = z.strictObject({
  segmentation: segmentationText,
  /** The last day that counts; the end of the last complete fiscal quarter with data when left out. */
  asOf: day.optional(),
  where: z.array(filter).max(32).default([]),
  /** Whether partners that somebody moved by hand stay where they were put; only for a saved segmentation. */
  saved: z.int().optional(),
});
export type SegmentCase = z.output<typeof segmentCase>;
export type SegmentCaseInput = z.input<typeof segmentCase>;

/** What if partners were elsewhere, gone, or better. Effects that nobody can know are assumed and labelled so. */
export const segmentChange = z.union([
  /** Spend moves from one segment to another; the response of revenue to it is assumed. */
  z.strictObject({
    kind: z.literal('shift'),
    amount: notNegative,
    from: z.string(),
    to: z.string(),
    /** Revenue per unit of spend that is moved, where it comes from and where it goes to. */
    response: z.strictObject({ from: assumedFigure, to: assumedFigure }),
    /** Partners younger than this keep their spend: they have not had time to return it. */
    spareMonths: z.int().min(0).max(60).default(12),
  }),
  /** The weakest leave, by a metric; part of their revenue stays with others. */
  z.strictObject({
    kind: z.literal('prune'),
    partners: z.int().min(1).max(100_000),
    by: z.string().default('won_amount'),
    segment: z.string().optional(),
    /** Share of their revenue that other partners or direct sales keep. */
    kept: assumedFigure.default('0'),
    spareMonths: z.int().min(0).max(60).default(12),
  }),
  /** The next ones reach the median of their peers: of the same type and region and of like size. */
  z.strictObject({
    kind: z.literal('grow'),
    partners: z.int().min(1).max(100_000),
    segment: z.string().optional(),
  }),
]);
export type SegmentChange = z.output<typeof segmentChange>;

export const marginTerms = z.strictObject({
  /** What lines without a cost are taken to leave, as a share of their amount: somebody's assumption, and labelled so. */
  assumeMargin: share.optional(),
});
export type MarginTerms = z.output<typeof marginTerms>;

export const capacityTerms = z.strictObject({
  /** Left out: the plan of the year after the last complete quarter, from the targets loaded. */
  plan: notNegative.optional(),
  /** Months until a new partner books like the others. */
  rampMonths: z.int().min(1).max(60).optional(),
  by: z.enum(['region', 'country']).default('region'),
});

/** What partners share with their peers, who are of like size too. */
export const USUAL_PEERS = ['type', 'region'] as const;

export const whitespaceTerms = z.strictObject({
  by: z.enum(['family', 'category', 'deal_country']).default('family'),
  peers: z
    .array(dimensionId)
    .min(1)
    .max(3)
    .default([...USUAL_PEERS]),
  /** How well peers sell what this one does not: the median of those who sell it, or a quantile of them. */
  reach: z.number().gt(0).lt(1).default(0.5),
  limit: z.int().min(1).max(1_000_000).default(500),
});

export const manualMove = z.strictObject({
  /** The saved segmentation. */
  id: z.int(),
  partners: z.array(z.string().min(1)).min(1).max(5_000),
  segment: z.string().min(1),
  reason: z.string().trim().min(1, 'Say why these partners belong there.').max(400),
  /** Who decided it. */
  by: z.string().trim().min(1).max(120).optional(),
  /** Left out: from the last day on which the segmentation placed partners, so that today’s picture shows it. */
  from: day.optional(),
  until: day.optional(),
});

export const coverageTerms = z.strictObject({ by: z.enum(['family', 'category']).default('family') });
