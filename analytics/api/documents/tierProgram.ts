/**
 * A tier program as a document: levels from the lowest to the highest, what each asks for, what it gives, and how levels
 * change from review to review. The grammar covers the published programs of the field; every figure is exact.
 */
import { z } from 'zod';
import { day } from './day.ts';
import { decimal, notNegative, positive } from './decimal.ts';
import { keyed } from './keyed.ts';
import { type Measure, measure, measureFields, measureFilter, window } from './measure.ts';
import { filter } from './query.ts';

/** Without a point: ids are parts of places, which points separate. */
const id = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} _+-]{0,59}$/u,
    'Write a short name that begins with a letter or digit: letters, digits, spaces, _ + or -.',
  );
const text = (most: number) => z.string().min(1).max(most);
/** What somebody answers for: blanks are no answer. */
const said = (most: number, error: string) => z.string().trim().min(1, error).max(most);

/** `>=` is what “needs 250,000” means. */
export const COMPARISONS = ['>=', '>', '<=', '<', '='] as const;
export type ComparisonSign = (typeof COMPARISONS)[number];
const op = z.enum(COMPARISONS).default('>=');

/** One figure for all, or one for each group of regions; `else` is for partners of no group. */
export const byRegion = z.record(id, decimal).refine((values) => Object.keys(values).length > 0, {
  error: 'Name at least one region group, or “else”.',
});

const threshold = {
  op,
  value: decimal.optional(),
  valueByRegion: byRegion.optional(),
  /** To keep the level: asymmetric entry and exit. Left out, it is the entry value. */
  exitValue: decimal.optional(),
  exitValueByRegion: byRegion.optional(),
  /** Asked for only to enter: once in, the partner stays whatever this measure does. */
  entryOnly: z.boolean().optional(),
  label: text(120).optional(),
};
function oneValue(test: { value?: unknown; valueByRegion?: unknown }): boolean {
  return (test.value === undefined) !== (test.valueByRegion === undefined);
}
const ONE_VALUE = { error: 'Give the test one “value”, or one “valueByRegion”, not both.', path: ['value'] };

export const metricTest = z.strictObject({ ...measureFields, ...threshold }).refine(oneValue, ONE_VALUE);
export type MetricTest = z.output<typeof metricTest>;

export const scoreTest = z.strictObject({ score: id, ...threshold }).refine(oneValue, ONE_VALUE);
export type ScoreTest = z.output<typeof scoreTest>;

/** Among whom a partner is ranked. */
export const RANK_SCOPES = ['network', 'level', 'type', 'country', 'region', 'owner'] as const;
/**
 * A place among peers: within the best `top` partners, the best share `topShare`, or outside of the worst share
 * `notBottomShare`. Partners with the same figure share the better place; one without a figure has none and is nobody's
 * peer. No bookings are a figure, 0, and count; no deals to make an average of are none. Shares round up: of n peers the
 * best share s are the places up to ⌈s·n⌉, so that the best one is always among them, and the worst share s the places
 * after ⌈(1 − s)·n⌉, so that never more than the share fall out.
 */
export const rankTest = z
  .strictObject({
    rank: measure,
    scope: z.enum(RANK_SCOPES).default('network'),
    top: z.int().min(1).optional(),
    topShare: z.number().gt(0).max(1).optional(),
    notBottomShare: z.number().gt(0).lt(1).optional(),
    label: text(120).optional(),
  })
  .refine(
    ({ top, topShare, notBottomShare }) =>
      [top, topShare, notBottomShare].filter((value) => value !== undefined).length === 1,
    { error: 'Give the rank test one of “top”, “topShare” and “notBottomShare”.', path: ['top'] },
  );
export type RankTest = z.output<typeof rankTest>;

/** Something only people can confirm; recorded per partner with dates in the register of attestations. */
export const attestedTest = z.strictObject({ attested: id, label: text(120).optional() });
export type AttestedTest = z.output<typeof attestedTest>;

export interface AllOf {
  readonly all: readonly Requirement[];
  readonly label?: string | undefined;
}
export interface AnyOf {
  readonly any: readonly Requirement[];
  readonly label?: string | undefined;
}
export interface AtLeast {
  readonly atLeast: number;
  readonly of: readonly Requirement[];
  readonly label?: string | undefined;
}
export interface Not {
  readonly not: Requirement;
  readonly label?: string | undefined;
}
/** Holds when it held on at least one day of the window. */
export interface AnyDay {
  readonly anyDay: Requirement;
  readonly within: z.output<typeof window>;
  readonly label?: string | undefined;
}
/** Holds when it holds on the rows of at least one value of the dimension: “global level = best regional level”. */
export interface InAny {
  readonly inAny: 'deal_country' | 'family' | 'category' | 'motion' | 'route';
  readonly requirement: Requirement;
  readonly label?: string | undefined;
}
/** A named requirement of `definitions`. */
export interface Use {
  readonly use: string;
}
export type Requirement =
  | AllOf
  | AnyOf
  | AtLeast
  | Not
  | AnyDay
  | InAny
  | Use
  | MetricTest
  | ScoreTest
  | RankTest
  | AttestedTest;

const label = text(120).optional();
const several = z.lazy(() => z.array(requirement).min(1, 'List at least one requirement.').max(64));
export const requirement: z.ZodType<Requirement> = keyed<Requirement>('A requirement', {
  all: z.strictObject({ all: several, label }),
  any: z.strictObject({ any: several, label }),
  atLeast: z
    .strictObject({ atLeast: z.int().min(1), of: several, label })
    .refine(({ atLeast, of }) => atLeast <= of.length, {
      error: 'It asks for more requirements than it lists.',
      path: ['atLeast'],
    }),
  not: z.strictObject({ not: z.lazy(() => requirement), label }),
  anyDay: z.strictObject({ anyDay: z.lazy(() => requirement), within: window, label }),
  inAny: z.strictObject({
    inAny: z.enum(['deal_country', 'family', 'category', 'motion', 'route']),
    requirement: z.lazy(() => requirement),
    label,
  }),
  use: z.strictObject({ use: id }),
  metric: metricTest,
  score: scoreTest,
  rank: rankTest,
  attested: attestedTest,
});

/**
 * Points for one measure. `full`: so many at `at`, in proportion below and none under zero. `steps`: those of the step
 * reached. `each`: so many for every unit. A partner without a figure has no points.
 */
export const points = keyed<Points>('The points of a term', {
  full: z.strictObject({ full: positive, at: positive }),
  steps: z.strictObject({
    steps: z
      .array(z.strictObject({ from: decimal, points: decimal }))
      .min(1)
      .max(50),
  }),
  each: z.strictObject({
    /** This many points … */
    each: positive,
    /** … for every so many units; a part of a unit counts in proportion unless `whole`. */
    per: positive.default('1'),
    whole: z.boolean().optional(),
    /** Rows that count more or less: “growth markets ×2”. Rows that match several multiply. Each combination is read. */
    multipliers: z
      .array(z.strictObject({ filter: z.array(measureFilter).min(1).max(8), factor: positive }))
      .max(4)
      .default([]),
  }),
});
export type Points =
  | { readonly full: string; readonly at: string }
  | { readonly steps: readonly { readonly from: string; readonly points: string }[] }
  | {
      readonly each: string;
      readonly per: string;
      readonly whole?: boolean | undefined;
      readonly multipliers: readonly {
        readonly filter: readonly z.output<typeof measureFilter>[];
        readonly factor: string;
      }[];
    };

export interface ScoreTerm {
  readonly id: string;
  readonly label?: string | undefined;
  readonly measure: Measure;
  readonly points: Points;
  /** The most points that the term can bring. */
  readonly cap?: string | undefined;
  readonly weight: string;
  /** The term brings nothing until this holds. */
  readonly gate?: Requirement | undefined;
}
export const scoreTerm: z.ZodType<ScoreTerm> = z.strictObject({
  id,
  label,
  measure,
  points,
  cap: notNegative.optional(),
  weight: notNegative.default('1'),
  gate: requirement.optional(),
}) as z.ZodType<ScoreTerm>;

/** Σ min(cap, weight × points) over the terms, or the best of other scores. */
export interface Score {
  readonly id: string;
  readonly label?: string | undefined;
  readonly terms: readonly ScoreTerm[];
  readonly bestOf: readonly string[];
  readonly cap?: string | undefined;
  /** Points are nothing unless every term brings some. */
  readonly requireAllPositive?: boolean | undefined;
}
const score: z.ZodType<Score> = z
  .strictObject({
    id,
    label,
    terms: z.array(scoreTerm).max(40).default([]),
    bestOf: z.array(id).max(10).default([]),
    cap: notNegative.optional(),
    requireAllPositive: z.boolean().optional(),
  })
  .refine(({ terms, bestOf }) => (terms.length === 0) !== (bestOf.length === 0), {
    error: 'Give the score “terms”, or the scores it is the best of (“bestOf”).',
    path: ['terms'],
  }) as z.ZodType<Score>;

/** What a level is worth to a partner and costs the vendor, a year. */
export const benefit = z.strictObject({
  id,
  label,
  /** A fixed sum per partner and year, in the program's currency; a fee that the partner pays is negative. */
  amount: decimal.optional(),
  amountByRegion: byRegion.optional(),
  /** A share of a measure of money: `{ rate: 0.02, of: bookings of a year }`. */
  rate: decimal.optional(),
  of: measure.optional(),
  /** A gate of its own below or beside the level. */
  requirement: requirement.optional(),
});
export type Benefit = z.output<typeof benefit>;

export const level = z.strictObject({
  id,
  label,
  /** Left out for a level that everybody has, or that only tracks lead to. */
  requirement: requirement.optional(),
  /** What keeps the level, where that is another list than what reaches it. Who enters by a track may stay by it too. */
  keep: requirement.optional(),
  /** By invitation: reached only by partners with this attestation beside the requirement. */
  invitation: id.optional(),
  benefits: z.array(benefit).max(40).default([]),
});
export type Level = z.output<typeof level>;

/** Another way up: its own requirement for some of the levels, for all or for some partners. The best way counts. */
export const track = z.strictObject({
  id,
  label,
  where: z.array(filter).max(16).default([]),
  requirements: z.record(id, requirement),
});

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write month and day, for instance 10-01.');

export const review = z.strictObject({
  /** When reviews are held: on the first day after each fiscal period, or on days of the year of your own. */
  cadence: z.enum(['monthly', 'quarterly', 'half-yearly', 'annual', 'anniversary', 'dates']).default('annual'),
  /** For `dates`: days of the year, `MM-DD`. A review looks at the windows that end on the day before it. */
  asOfDates: z.array(monthDay).max(12).optional(),
  promote: z.enum(['each-review', 'quarterly', 'annual', 'never']).default('each-review'),
  demote: z.enum(['each-review', 'annual', 'never']).default('each-review'),
  /** Falls only after so many reviews in a row below the level. */
  afterConsecutive: z.int().min(1).max(40).default(1),
  /** Falls only when the level has been missed for so many days, counted from the first review that missed it. */
  afterGraceDays: z.int().min(0).max(3_660).default(0),
  maxDropPerReview: z.int().min(1).optional(),
  maxRisePerReview: z.int().min(1).optional(),
  /** No demotion within so many days of the agreement's start. */
  newcomerDays: z.int().min(0).max(3_660).default(0),
  /** Warned when a measure that keeps the level is under this multiple of its threshold, for instance 1.1. */
  warnAt: positive.optional(),
  /** Nobody of these partners falls under the level until the day. */
  floors: z
    .array(z.strictObject({ level: id, where: z.array(filter).max(16).default([]), floorUntil: day }))
    .max(16)
    .default([]),
});
export type Review = z.output<typeof review>;

/** Partners of a cohort keep what they had: the level held on a day, or at least a named one, until a day. */
export const grandfather = z.strictObject({
  id,
  label,
  /** Attributes of the partners, and who they were on `heldOn`. */
  where: z.array(filter).max(16).default([]),
  joinedBefore: day.optional(),
  joinedFrom: day.optional(),
  /**
   * The level held on this day is the one loaded for it. When none is known of anybody, a history of reviews takes what
   * it leads to itself, and every other run honours nothing and says so.
   */
  heldOn: day.optional(),
  /** Levels held on `heldOn`; any when left out. */
  levels: z.array(id).max(20).optional(),
  keepLevel: z.union([z.literal('held'), id]).default('held'),
  until: day,
  enabled: z.boolean().default(true),
});
export type Grandfather = z.output<typeof grandfather>;

export const tierProgram = z
  .strictObject({
    id,
    name: text(120),
    version: z.int().min(1).default(1),
    effectiveFrom: day.optional(),
    effectiveTo: day.optional(),
    /** Where the rules come from: whoever reads the program must be able to check it. */
    source: z.strictObject({ text: text(400), on: day.optional() }).optional(),
    /** A shape to start from, not somebody's program in force. */
    example: z.boolean().optional(),
    /** The currency of money thresholds; the base currency of the workspace when left out. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Write the ISO code of the currency, for instance EUR.')
      .optional(),
    /** Which rates convert to that currency; those of the policy when left out. */
    fxTable: z.enum(['plan', 'dated', 'constant']).optional(),
    /** Partners that the program is for; all enrolled ones when empty. */
    where: z.array(filter).max(16).default([]),
    /** Countries or regions that share thresholds. */
    regionGroups: z
      .record(
        id,
        z.strictObject({
          dim: z.enum(['country', 'region']).default('country'),
          values: z.array(z.string()).min(1).max(300),
        }),
      )
      .default({}),
    definitions: z.record(id, requirement).default({}),
    scores: z.array(score).max(20).default([]),
    /** From the lowest to the highest. */
    levels: z.array(level).min(1, 'List at least one level.').max(12),
    /** A level is reached only by a partner who also meets the levels below it. */
    requireLower: z.boolean().default(false),
    tracks: z.array(track).max(10).default([]),
    review: review.optional(),
    grandfather: z.array(grandfather).max(20).default([]),
  })
  .refine(({ effectiveFrom, effectiveTo }) => !effectiveFrom || !effectiveTo || effectiveFrom <= effectiveTo, {
    error: 'The program ends before it begins.',
    path: ['effectiveTo'],
  });
export type TierProgram = z.output<typeof tierProgram>;
export type TierProgramInput = z.input<typeof tierProgram>;

/** Exception to the rules for one partner. */
export const tierException = z
  .strictObject({
    partner: z.string().min(1).max(200),
    /** `hold`: does not fall under the level · `place`: has exactly this level · `waive`: the named requirement counts as met. */
    effect: z.enum(['hold', 'place', 'waive']),
    level: id.optional(),
    /** For `waive`: the label or metric of the requirement. */
    requirement: text(120).optional(),
    from: day,
    to: day,
    reason: said(400, 'Say why there is an exception.'),
    approver: said(120, 'Name who approves the exception.'),
    enabled: z.boolean().default(true),
  })
  .refine(({ from, to }) => from <= to, { error: 'The exception ends before it begins.', path: ['to'] })
  .refine(({ effect, level }) => effect === 'waive' || level !== undefined, {
    error: 'Name the level that is held or given.',
    path: ['level'],
  })
  .refine(({ effect, requirement }) => effect !== 'waive' || requirement !== undefined, {
    error: 'Name the requirement that is waived.',
    path: ['requirement'],
  });
export type TierException = z.output<typeof tierException>;

/** That somebody confirmed an attested requirement, or an invitation, of a partner. */
export const attestation = z.strictObject({
  partner: z.string().min(1).max(200),
  flag: id,
  from: day,
  to: day.optional(),
  by: said(120, 'Name who confirms it.'),
});
export type Attestation = z.output<typeof attestation>;
