/**
 * A segmentation as a document: who belongs together and what to do about them. Four ways: rules, recency–frequency–money,
 * clusters, and a matrix of two axes. Segments have names, a colour and an advice; every figure is a measure of the
 * dictionary.
 */
import { z } from 'zod';
import { decimal, notNegative } from './decimal.ts';
import { keyed } from './keyed.ts';
import { measure, measureFields, window } from './measure.ts';
import { dimensionId, filter } from './query.ts';
import { COMPARISONS } from './tierProgram.ts';

const id = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _+-]{0,59}$/u, 'Write a short name: letters, digits, spaces, _ + or -.');
const text = (most: number) => z.string().min(1).max(most);

/** What to do about a segment. */
export const ADVICE = ['invest', 'develop', 'keep', 'watch', 'let go'] as const;
export type Advice = (typeof ADVICE)[number];

/** Names of the theme's colours for segments, told apart by those who see few colours. */
export const SEGMENT_COLOURS = ['ink', 'blue', 'teal', 'ochre', 'plum', 'slate', 'moss', 'rust', 'grey'] as const;
export type SegmentColour = (typeof SEGMENT_COLOURS)[number];

const named = {
  id,
  label: text(60).optional(),
  colour: z.enum(SEGMENT_COLOURS).optional(),
  advice: z.enum(ADVICE).optional(),
  /** What the segment is, and what to do with it, in a sentence or two. */
  meaning: text(400).optional(),
};
export const segmentName = z.strictObject(named);
export type SegmentName = z.output<typeof segmentName>;

/** A condition on one partner: attributes, figures, and what combines them. */
export interface All {
  readonly all: readonly Condition[];
}
export interface Any {
  readonly any: readonly Condition[];
}
export interface Not {
  readonly not: Condition;
}
const attribute = z.strictObject({ is: dimensionId, values: z.array(z.string().nullable()).min(1).max(500) });
/** A partner without the figure does not meet it. */
const figure = z.strictObject({ ...measureFields, op: z.enum(COMPARISONS).default('>='), value: decimal });
export type Condition = All | Any | Not | z.output<typeof attribute> | z.output<typeof figure>;

export const condition: z.ZodType<Condition> = z.lazy(() =>
  keyed<Condition>('A condition', {
    all: z.strictObject({ all: z.array(condition).min(1).max(40) }),
    any: z.strictObject({ any: z.array(condition).min(1).max(40) }),
    not: z.strictObject({ not: condition }),
    is: attribute,
    metric: figure,
  }),
);

/** The first segment whose condition holds; `otherwise` takes the rest. */
const rules = z.strictObject({
  rules: z
    .array(z.strictObject({ ...named, when: condition }))
    .min(1)
    .max(40),
  otherwise: segmentName,
});

const span = z.tuple([z.int().min(1).max(5), z.int().min(1).max(5)]);
/** Scores 1 to 5 on each axis, 5 the best; recent is good. */
const rfm = z.strictObject({
  rfm: z.strictObject({
    window: window.prefault('trailing-12-months'),
    /** `rank`: percentile rank, equal figures share a score; `breaks`: fixed figures, four an axis. */
    scores: z
      .union([
        z.literal('rank'),
        z.strictObject({
          /** Days since the last won deal, upwards; the first is the best score’s upper end. */
          recency: z.array(notNegative).length(4),
          frequency: z.array(notNegative).length(4),
          money: z.array(notNegative).length(4),
        }),
      ])
      .default('rank'),
  }),
  /** The first pattern that fits; a span left out fits all. */
  patterns: z
    .array(z.strictObject({ ...named, recency: span.optional(), frequency: span.optional(), money: span.optional() }))
    .min(1)
    .max(40),
  otherwise: segmentName,
});

/** Clusters of partners that are alike, for exploring: names come after looking. */
const kmeans = z.strictObject({
  kmeans: z.strictObject({
    features: z
      .array(
        z.strictObject({
          ...measureFields,
          /** ln(1 + x) before it is standardised: for money and counts. */ log: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(12),
    /** `auto`: the number from 2 to 8 with the best silhouette. */
    k: z.union([z.literal('auto'), z.int().min(2).max(12)]).default('auto'),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(7),
    restarts: z.int().min(1).max(100).default(10),
  }),
  /** In the fixed order of clusters: the one with the largest first feature first. */
  names: z.array(segmentName).max(12).default([]),
});

export const cut = keyed<Cut>('A cut', {
  median: z.strictObject({ median: z.literal(true) }),
  quantiles: z.strictObject({ quantiles: z.array(z.number().gt(0).lt(1)).min(1).max(4) }),
  fixed: z.strictObject({ fixed: z.array(decimal).min(1).max(4) }),
});
export type Cut = { readonly median: true } | { readonly quantiles: number[] } | { readonly fixed: string[] };

/** Points of an ideal partner: weights 0 to 5, each criterion worth 0 to 1, together 0 to 100. */
const criterion = z.strictObject({
  id,
  label: text(120).optional(),
  weight: z.number().min(0).max(5),
  by: keyed<CriterionBy>('A criterion', {
    /** Worth 0 at `from` and below, 1 at `to` and above; downwards when `to` is the smaller. */
    to: z.strictObject({ ...measureFields, from: decimal, to: decimal }),
    bands: z.strictObject({
      ...measureFields,
      bands: z
        .array(z.strictObject({ from: decimal, worth: z.number().min(0).max(1) }))
        .min(1)
        .max(20),
    }),
    attribute: z.strictObject({
      attribute: dimensionId,
      worth: z.record(z.string(), z.number().min(0).max(1)),
      otherwise: z.number().min(0).max(1).default(0),
    }),
  }),
});
export type CriterionBy =
  | (z.output<typeof measure> & { readonly from: string; readonly to: string })
  | (z.output<typeof measure> & { readonly bands: { readonly from: string; readonly worth: number }[] })
  | {
      readonly attribute: z.output<typeof dimensionId>;
      readonly worth: Record<string, number>;
      readonly otherwise: number;
    };

export const partnerProfile = z.strictObject({
  id,
  name: text(120),
  criteria: z.array(criterion).min(1).max(30),
  /**
   * Share of the weights that must be known of a partner, or it has no score. Criteria known of nobody are left out first; what
   * is left must be more than one criterion and half of this share of all weights, or nobody has a score. 0 asks for nothing.
   */
  leastKnown: z.number().min(0).max(1).default(0.5),
  /** What a good partner turns out to bring: what the profile is checked against. */
  outcome: measure.prefault({ metric: 'won_amount', window: 'trailing-12-months' }),
});
export type PartnerProfile = z.output<typeof partnerProfile>;

/** One measure, or the score of a profile. */
const axis = z.strictObject({
  label: text(60).optional(),
  measure: measure.optional(),
  profile: partnerProfile.optional(),
  cut,
});

const matrix = z.strictObject({
  matrix: z.strictObject({ x: axis, y: axis }),
  /** By column and row from the lowest: `0,0` is low on both. Cells that are not named get a name of their cuts. */
  cells: z.record(z.string().regex(/^[0-4],[0-4]$/), segmentName).default({}),
});

export type SegmentMethod =
  | z.output<typeof rules>
  | z.output<typeof rfm>
  | z.output<typeof kmeans>
  | z.output<typeof matrix>;

export const segmentation = z.strictObject({
  id,
  name: text(120),
  version: z.int().min(1).default(1),
  source: z.strictObject({ text: text(400), on: z.iso.date().optional() }).optional(),
  /** Partners who are segmented; all enrolled ones when empty. */
  where: z.array(filter).max(16).default([]),
  by: keyed<SegmentMethod>('A way to segment', { rules, rfm, kmeans, matrix }),
});
export type Segmentation = z.output<typeof segmentation>;
export type SegmentationInput = z.input<typeof segmentation>;
