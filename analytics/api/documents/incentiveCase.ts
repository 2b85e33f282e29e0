/** What the methods of incentives take. */
import { z } from 'zod';
import { assumptions } from './assumptions.ts';
import { day } from './day.ts';
import { decimal, notNegative, positive } from './decimal.ts';
import { incentivePlan } from './incentivePlan.ts';
import { dimensionId, filter } from './query.ts';
import { programText } from './tierCase.ts';

/** A plan as somebody wrote it: checked by the engine, which answers each fault with its place and the mend. */
export const planText = z.record(z.string(), z.unknown());

/** What pay is compared with: the payouts of the ledger, which need no plan, or other plans on the same history. */
export const payAgainst = z.union([
  z.strictObject({ kind: z.literal('as-paid') }),
  z.strictObject({
    kind: z.literal('plans'),
    plans: z.array(planText).min(1).max(8),
    /** Pays by the levels that this program gives instead of those in force. */
    tiers: programText.optional(),
  }),
]);
export type PayAgainst = z.output<typeof payAgainst>;

/** Plans on a part of history beside something to compare them with. */
export const incentiveCase = z.strictObject({
  /** Several plans are paid together, each with its lines in its own order. Without any, what was paid stands alone. */
  plans: z.array(planText).max(8),
  against: payAgainst.default({ kind: 'as-paid' }),
  /** Kinds of payouts that make up what was paid, in any case of letters; those that the plans pay when left out. */
  kinds: z.array(z.string().trim().min(1).max(120)).min(1).max(64).optional(),
  /**
   * As queries take it; the last four complete fiscal quarters with data when left out. A period of a line belongs to it when
   * its last day does; a payout when the day on which it was earned does.
   */
  period: z.string().optional(),
  /** By attributes of partners. */
  where: z.array(filter).max(32).default([]),
  tiers: programText.optional(),
  assumptions: assumptions.prefault({}),
});
export type IncentiveCase = z.output<typeof incentiveCase>;
export type IncentiveCaseInput = z.input<typeof incentiveCase>;

/** Which payees of a rating. */
export const paySelection = z.strictObject({
  direction: z.enum(['wins', 'loses', 'same', 'changed']).optional(),
  /** A value of a dimension that costs are shown by: its level, region … at the end of the period. */
  dim: dimensionId.optional(),
  value: z.string().nullable().optional(),
});
export type PaySelection = z.output<typeof paySelection>;

/** What partners may have in common that moves them together. `parent` is a parent with its children; a distributor is the one of most bookings. */
export const MOVING_TOGETHER = ['region', 'country', 'distributor', 'parent'] as const;
export type MovingTogether = (typeof MOVING_TOGETHER)[number];

/**
 * Partners of one group do well or badly in the same quarters: a Gaussian copula with one factor a group and quarter, which
 * leaves what each partner by himself may sell as it is.
 */
const together = z.strictObject({
  by: z.enum(MOVING_TOGETHER).default('region'),
  /**
   * Spearman's rank correlation of two partners of one group. When left out, what the closed quarters show, or 0 where they are
   * too few to tell; the forecast says which.
   */
  rank: decimal
    .refine((value) => Number(value) >= 0 && Number(value) <= 0.95, {
      error: 'A rank correlation of partners who move together lies between 0 and 0.95.',
    })
    .optional(),
});

/** How a forecast is drawn. The same seed serves all cases, so that differences are the plan's and not the dice's. */
export const outlookTerms = z.strictObject({
  draws: z.int().min(100).max(1_000_000).default(10_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(7),
  /** Fiscal quarters ahead. */
  quarters: z.int().min(1).max(12).default(4),
  /** In the plan's currency; the chance of costing more is told. */
  budget: notNegative.optional(),
  /** How closely partners move together, beyond the market that they share. */
  together: together.prefault({}),
  /** Also tries every input at its ends: most of the work of a forecast. */
  inputs: z.boolean().default(true),
  /** Of the inputs that are tried, also the two that move most at once: twice the work. */
  pair: z.boolean().default(true),
});
export type OutlookTerms = z.output<typeof outlookTerms>;

/** What to look for: values of the plan that may move, and what must hold of the result. */
export const planWish = z.strictObject({
  /** Places in the first plan with the values to try; a step within its range. All rates, thresholds and caps when left out. */
  levers: z
    .array(z.strictObject({ place: z.string(), low: decimal, high: decimal, step: positive.optional() }))
    .max(6)
    .default([]),
  /** Reach this cost of the period with one lever: goal seek. Without it, the frontier of cost against incremental margin. */
  targetCost: notNegative.optional(),
  maxCost: notNegative.optional(),
  /** The most payees that may lose, as a share of all who are paid. */
  maxLosers: z.number().min(0).max(1).optional(),
  /** The least incremental margin less extra cost. */
  minNet: decimal.optional(),
  plans: z.int().min(1).max(200).default(100),
});
export type PlanWish = z.output<typeof planWish>;

/** What is worked on in the lab, and saved: a plan and what is assumed of its effect. */
export const incentiveScenario = z.strictObject({
  plan: incentivePlan,
  assumptions: assumptions.prefault({}),
  /** The saved tier program by whose levels it pays; the levels in force without one. */
  tierProgram: z.int().optional(),
});
export type IncentiveScenario = z.output<typeof incentiveScenario>;

/** A scenario as somebody wrote it. */
export const scenarioText = incentiveScenario.extend({ plan: planText });

export const planPromotion = z.strictObject({
  id: z.int(),
  approver: z.string().trim().min(1, 'Name who approves the plan.').max(120),
  reason: z.string().trim().min(1, 'Say why pay changes.').max(400),
  effectiveFrom: day,
});
