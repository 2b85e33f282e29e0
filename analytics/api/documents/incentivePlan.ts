/**
 * An incentive plan as a document: lines in the order they are earned, each with what counts, how much it pays, and what
 * limits it. Boundaries, scope, rounding and order are explicit: a lower edge belongs to its band, amounts are summed before
 * they are rounded, lines come in the order of the list.
 */
import { z } from 'zod';
import { decimal, notNegative, positive } from './decimal.ts';
import { keyed } from './keyed.ts';
import { measure, measureFilter } from './measure.ts';
import { filter } from './query.ts';
import { byRegion } from './tierProgram.ts';

const id = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _+-]{0,59}$/u, 'Write a short name: letters, digits, spaces, _ + or -.');
const text = (most: number) => z.string().min(1).max(most);
const day = z.iso.date({ error: 'Write a date like 2026-09-30.' });
const label = text(120).optional();
/** A share of something: 0.05 is five percent. */
const share = decimal.refine((value) => Number(value) >= -10 && Number(value) <= 10, {
  error: 'A rate is a share: write 0.05 for five percent.',
});

/** What the money or the units of a row are. `count` counts rows once each. */
export const BASES_OF_PAY = ['amount', 'quantity', 'margin', 'list_amount', 'recurring_amount', 'count'] as const;
/** Where amounts accumulate before bands, floors and caps are looked at. */
export const SCOPES = ['line', 'deal', 'partner', 'group'] as const;
export const PLAN_PERIODS = ['month', 'quarter', 'half-year', 'year', 'campaign'] as const;

/** Rows that count. All of it must hold. */
const eligible = z.strictObject({
  base: z.enum(BASES_OF_PAY).default('amount'),
  /** The date that puts a row into a period. */
  date: z.enum(['closed_on', 'registered_on', 'created_on']).default('closed_on'),
  /** Attributes of the row, its deal, product and partner. `level` is the level in force on the row's date. */
  filter: z.array(measureFilter).max(16).default([]),
  /** What the partner did in the deal; all roles but the distributor's when left out. */
  roles: z.array(z.enum(['sourced', 'influenced', 'co-sell', 'referral', 'fulfilment', 'distributor'])).optional(),
  /** Only deals whose registration was approved (or was not). */
  registered: z.boolean().optional(),
  /**
   * Only deals of the first partner that registered the customer, or of one that registered it while the registration of
   * another was still protected. Of the parties that sourced one deal, the first is who registered or brought it first.
   */
  registrant: z.enum(['first', 'later']).optional(),
  /**
   * A deal that renews or extends an earlier one keeps the terms of that sale: its level, and whether plan and line are in
   * force, are those of the day of the first one.
   */
  lockTerms: z.boolean().optional(),
  /** Which day's level counts for filters and rates: the row's own, or the last of the period. */
  levelDate: z.enum(['event', 'period-end']).optional(),
  /** Only the first deal that the partner ever won. */
  firstDeal: z.boolean().optional(),
  /** Only customers who bought for the first time with this deal. */
  newCustomer: z.boolean().optional(),
  /** Deal sizes in the base currency, lower edge included, upper excluded. */
  dealFrom: decimal.optional(),
  dealBelow: decimal.optional(),
  from: day.optional(),
  to: day.optional(),
  /** Partners share a deal: each is paid on all of it, or on its credit share. */
  credit: z.enum(['full', 'share']).default('full'),
  /** What these lines paid on the same row comes off the base first. */
  less: z.array(id).max(10).default([]),
});

export const band = z.strictObject({ from: decimal, rate: decimal });

/** How a band pays: all of the base at the rate of the band reached, or each part at the rate of its own band. */
const bands = z.strictObject({
  bands: z.array(band).min(1).max(30),
  how: z.enum(['retroactive', 'marginal']),
  /** Retroactive, but only on the part above this (“from the lowest bracket”, “from an amount”). */
  payFrom: decimal.optional(),
  /** What the rate is: a share of the base, money per unit, or a sum for being in the band. */
  pays: z.enum(['share', 'perUnit', 'lump']).default('share'),
  /** What is looked up in the bands, where it is not the base: “annual purchases”, attainment of a target. */
  on: measure.optional(),
});

const growth = z.strictObject({
  growth: z.union([z.enum(['prior-period', 'year-ago', 'high-water-mark']), notNegative]),
  /** One rate, or bands on the growth rate. */
  rate: share.optional(),
  bands: z.array(band).min(1).max(30).optional(),
  /** Nothing below this growth. */
  atLeast: decimal.default('0'),
  /** Pays on the growth alone, or on all of the base once growth is reached. */
  payOnlyGrowth: z.boolean(),
  /** Each part of the growth at the rate of its own band, instead of all of it at the rate of the band reached. */
  marginal: z.boolean().optional(),
});

export type Rate =
  | { readonly flat: string }
  | { readonly perUnit: string }
  | { readonly lump: string; readonly atLeast: string }
  | { readonly apportion: string; readonly over: number; readonly atLeast: string }
  | z.output<typeof bands>
  | z.output<typeof growth>
  | { readonly every: string; readonly pays: string; readonly above: string }
  | { readonly linear: readonly { readonly at: string; readonly rate: string }[] }
  | { readonly points: string; readonly per: string; readonly worth: string }
  | { readonly byLevel: Readonly<Record<string, string>> }
  | { readonly byRegion: Readonly<Record<string, string>> };

export const rate: z.ZodType<Rate> = keyed<Rate>(
  'A rate',
  {
    /** A share of the base. */
    flat: z.strictObject({ flat: share }),
    /** Money for each unit of the base. */
    perUnit: z.strictObject({ perUnit: decimal }),
    /** A sum once the base reaches an amount. */
    lump: z.strictObject({ lump: decimal, atLeast: notNegative.default('0') }),
    /** A yearly sum in equal parts, one a period. */
    apportion: z.strictObject({ apportion: decimal, over: z.int().min(1).max(12), atLeast: notNegative.default('0') }),
    bands,
    growth: growth.refine(({ rate, bands }) => (rate === undefined) !== (bands === undefined), {
      error: 'Give growth one “rate”, or “bands” on the growth rate.',
      path: ['rate'],
    }),
    /** So much for every full amount above a target. */
    every: z.strictObject({ every: positive, pays: decimal, above: notNegative.default('0') }),
    /** The rate between two targets, in proportion; constant beyond them. */
    linear: z.strictObject({
      linear: z.array(z.strictObject({ at: decimal, rate: share })).length(2, 'Name two points.'),
    }),
    /** Points for each so much of the base, and what a point is worth. */
    points: z.strictObject({ points: positive, per: positive, worth: decimal.default('1') }),
    /** By the level in force on the row's date. */
    byLevel: z.strictObject({ byLevel: z.record(id, share) }),
    byRegion: z.strictObject({ byRegion }),
  },
  { growth: ['bands'] },
);

/** Makes some rows pay more or less. */
const multiplier = z.strictObject({
  id,
  label,
  /** Rows it is for; all when empty. */
  filter: z.array(measureFilter).max(16).default([]),
  where: z.array(filter).max(16).default([]),
  /** As in the rows that count: “the second registrant gets half” is `later` times 0.5. */
  registrant: z.enum(['first', 'later']).optional(),
  factor: positive,
});

/** Points of a rate on top, for some rows: “region +1 point” is 0.01. */
const surcharge = z.strictObject({
  id,
  label,
  filter: z.array(measureFilter).max(16).default([]),
  rate: share,
});

/** A factor by how much of a target is reached: accelerators above one, decelerators below. */
const accelerator = z.strictObject({
  measure,
  target: z.union([positive, z.strictObject({ metric: text(80) })]),
  bands: z
    .array(z.strictObject({ from: notNegative, factor: notNegative }))
    .min(1)
    .max(20),
});

const limits = z.strictObject({
  /** Nothing is earned in a period whose base is below this. */
  floor: notNegative.optional(),
  capBase: notNegative.optional(),
  capRate: notNegative.optional(),
  capDeal: notNegative.optional(),
  capPartner: notNegative.optional(),
  /** The most that a payee is paid over the periods of a fiscal year; what comes first is paid first. */
  capYear: notNegative.optional(),
  /** Paid only when at least so much is due; what is less is carried forward. */
  minimumPayment: notNegative.optional(),
});

const terms = z.strictObject({
  /** Days after the end of the period in which its payouts are due. */
  dueDays: z.int().min(0).max(730).default(30),
  /** Days after the end of the period in which rows still count for it (returns, late bookings). */
  graceDays: z.int().min(0).max(365).default(0),
  /** Days after the end of the period on which it is computed; with the days of grace when left out. */
  calculateDays: z.int().min(0).max(400).optional(),
  /** Earned only when claimed within so many days of the row's date. What is not claimed earns nothing, nor counts in bands. */
  claimWithinDays: z.int().min(1).max(3_660).optional(),
  /** This share waits for so many days. */
  holdBack: z.strictObject({ share: share, days: z.int().min(1).max(1_830) }).optional(),
  /** Returns within so many days take the payout back; later ones do not. Without it returns always do. */
  clawbackDays: z.int().min(0).max(3_660).optional(),
  /**
   * A return counts in the period of its sale again, and what that changes is paid or taken back in the period in which it
   * comes. Otherwise it is part of the base of the period in which it comes.
   */
  trueUp: z.boolean().optional(),
  /** This share is paid in cash, the rest is credited to the co-op fund. */
  cashShare: share.optional(),
  /** Credited funds lapse: so many months after they were credited, or on a day of the year. */
  expiry: z
    .union([
      z.strictObject({ months: z.int().min(1).max(60) }),
      z.strictObject({ on: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) }),
    ])
    .optional(),
});

/** A part of all that the plan pays, held to a cap over a period. A period of a line belongs to it when its last day does. */
const capPeriod = z.enum(['quarter', 'half-year', 'year', 'campaign']).default('year');

/**
 * All lines together pay one payee at most so much a period: a sum, a share of what one line counts, or the lower of the two.
 * After the caps of the lines and before the pool. A share needs a line that counts money and has the same payee as the ones
 * that are capped.
 */
const partnerCap = z.strictObject({
  /** In the plan's currency. */
  cap: notNegative.optional(),
  /** At most this share of the base of the line `of` in the period: 0.12 of the bookings that the line counts. */
  share: z.strictObject({ of: id, share: notNegative }).optional(),
  period: capPeriod,
  /** The lines that it holds; all when empty. */
  lines: z.array(id).default([]),
  /**
   * What is over comes off the latest amounts: periods in the order of their last days, within a day lines in the order of the
   * list. Or it is taken from all of them in proportion, to the smallest amount that is paid.
   */
  how: z.enum(['in-order', 'in-proportion']).default('in-order'),
});

export const planLine = z.strictObject({
  id,
  label,
  /** As payouts name it. */
  kind: z.enum(['rebate', 'mdf', 'spiff', 'commission', 'co-op', 'discount', 'other']),
  /** The program that payouts of this line are filed under; the label when left out. */
  program: text(120).optional(),
  payee: z.enum(['partner', 'group', 'distributor']).default('partner'),
  scope: z.enum(SCOPES).default('partner'),
  period: z.enum(PLAN_PERIODS).default('quarter'),
  /** Partners it is for; all enrolled ones when empty. */
  where: z.array(filter).max(16).default([]),
  on: eligible.prefault({}),
  rate,
  surcharges: z.array(surcharge).max(10).default([]),
  multipliers: z.array(multiplier).max(10).default([]),
  /** Multipliers of one row are multiplied, or their parts above one are added. */
  combine: z.enum(['multiply', 'add']).default('multiply'),
  accelerator: accelerator.optional(),
  limits: limits.prefault({}),
  terms: terms.prefault({}),
});
export type PlanLine = z.output<typeof planLine>;

export const incentivePlan = z
  .strictObject({
    id,
    name: text(120),
    version: z.int().min(1).default(1),
    effectiveFrom: day.optional(),
    effectiveTo: day.optional(),
    source: z.strictObject({ text: text(400), on: day.optional() }).optional(),
    example: z.boolean().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Write the ISO code of the currency, for instance EUR.')
      .optional(),
    fxTable: z.enum(['plan', 'dated', 'constant']).optional(),
    /** Which day's rate converts a row: its own, or the last of the period. */
    fxDate: z.enum(['event', 'period-end']).default('event'),
    rounding: z
      .strictObject({
        digits: z.int().min(0).max(4).default(2),
        /** Once per payee and period, or every row by itself. */
        when: z.enum(['sum', 'row']).default('sum'),
      })
      .prefault({}),
    regionGroups: z
      .record(
        id,
        z.strictObject({
          dim: z.enum(['country', 'region']).default('country'),
          values: z.array(z.string()).min(1).max(300),
        }),
      )
      .default({}),
    lines: z.array(planLine).min(1, 'List at least one line.').max(40),
    /** All lines together pay one payee at most so much a period. */
    partnerCap: partnerCap
      .refine(({ cap, share }) => cap !== undefined || share !== undefined, {
        error: 'Give the cap of a partner a sum as “cap”, a “share” of what a line counts, or both.',
        path: ['cap'],
      })
      .optional(),
    /** All lines together pay all payees at most so much a period; what is over is taken from everybody in proportion. */
    pool: z
      .strictObject({
        cap: positive,
        period: capPeriod,
        lines: z.array(id).default([]),
      })
      .optional(),
  })
  .refine(({ effectiveFrom, effectiveTo }) => !effectiveFrom || !effectiveTo || effectiveFrom <= effectiveTo, {
    error: 'The plan ends before it begins.',
    path: ['effectiveTo'],
  });
export type IncentivePlan = z.output<typeof incentivePlan>;
export type IncentivePlanInput = z.input<typeof incentivePlan>;
