/**
 * What is assumed about how partners respond to pay, kept apart from the rules of any plan: an assumption can be argued with,
 * a rule is a fact. It starts at no response, so that a plan shows its cost and promises nothing. Each figure is one value or
 * a range, and says what it rests on.
 */
import { z } from 'zod';
import { decimal, notNegative, positive } from './decimal.ts';
import { keyed } from './keyed.ts';

const text = (most: number) => z.string().min(1).max(most);

/** What an assumption rests on, weakest first. A result is as good as the weakest it was made with. */
export const EVIDENCE = ['assumed', 'analogous', 'own history, weak', 'own history'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** Margin where neither the ledger has costs nor anybody says another. */
export const USUAL_MARGIN = '0.3';

/** One value, or lowest, likeliest and highest: simulations draw from the range, all else uses the likeliest. */
const range = z
  .strictObject({ low: decimal, likely: decimal, high: decimal })
  .refine(({ low, likely, high }) => Number(low) <= Number(likely) && Number(likely) <= Number(high), {
    error: 'Write the range upwards: lowest, likeliest, highest.',
    path: ['likely'],
  });
export const assumedFigure = z.union([decimal, range], { error: 'Write a number, or “low”, “likely” and “high”.' });
export type AssumedFigure = z.output<typeof assumedFigure>;

/** Everything inside lies between 0 and 1. */
const assumedShare = assumedFigure.refine(
  (figure) => (typeof figure === 'string' ? [figure] : Object.values(figure)).every((value) => inUnit(value)),
  { error: 'This is a share: write a value between 0 and 1, 0.1 for ten percent.' },
);
/** A part of a whole: 0 to 1. */
export const share = decimal.refine(inUnit, {
  error: 'This is a share: write a value between 0 and 1, 0.1 for ten percent.',
});

function inUnit(value: string): boolean {
  return Number(value) >= 0 && Number(value) <= 1;
}

const grounds = {
  evidence: z.enum(EVIDENCE).default('assumed'),
  /** Where the figure comes from. */
  source: text(400).optional(),
};

const none = z.strictObject({ none: z.literal(true) });
const elasticity = z.strictObject({
  /** Percent of revenue for one percent of rate: R·(i′ ÷ i)^ε. */
  elasticity: assumedFigure,
  /** For partners whose rate is or becomes 0, where an elasticity says nothing: the coefficient of a semi-elasticity. */
  atZero: assumedFigure.optional(),
  ...grounds,
});
const semiElasticity = z.strictObject({
  /** R·exp(k × change of the rate): with 2, a point of rate more brings about two percent. */
  semiElasticity: assumedFigure,
  ...grounds,
});
const hill = z.strictObject({
  /** Lift of revenue at an endless rate: 0.4 for forty percent. */
  hill: z.strictObject({ most: assumedFigure, halfAt: positive, steepness: positive }),
  ...grounds,
});

export type Response =
  | z.output<typeof none>
  | z.output<typeof elasticity>
  | z.output<typeof semiElasticity>
  | z.output<typeof hill>;

const response: z.ZodType<Response> = keyed<Response>('A response', { none, elasticity, semiElasticity, hill });

/** Partners close to the next threshold try harder: gain·(1 − d ÷ within)^power, nothing for a while after crossing. */
const pull = z.strictObject({
  /** Lift right below the threshold. */
  gain: assumedFigure,
  /** How far below the threshold it begins, as a share of the threshold. */
  within: positive,
  power: positive.default('1'),
  coolOffPeriods: z.int().min(0).max(40).default(1),
  ...grounds,
});

/** Shares of the gross lift that are no gain. */
const deduction = (usual: string) => z.strictObject({ share: assumedShare, ...grounds }).prefault({ share: usual });

export const assumptions = z.strictObject({
  name: text(120).default('No response'),
  response: response.default({ none: true }),
  pull: pull.optional(),
  /** Would have been sold later. Studies of quarter-ends find some, so it starts above nothing; it takes from a lift only. */
  pullForward: deduction('0.1'),
  /** Would have been sold by another partner or directly. */
  cannibalisation: deduction('0'),
  /** Lies in the partner's stock. */
  stockpiling: deduction('0'),
  /**
   * Of revenue: one share for all, or by product family with one for those that are not named. What is given here stands
   * against the costs of the ledger; without a share these are taken, and `USUAL_MARGIN` where none are loaded.
   */
  margin: z
    .strictObject({ share: share.optional(), byFamily: z.record(z.string(), share).default({}), ...grounds })
    .prefault({}),
  /** Growth of the whole market over a year: what forecasts expect beside the partners' own history. */
  market: z.strictObject({ growth: assumedFigure, ...grounds }).prefault({ growth: '0' }),
  /** The response is there in full after so many periods, and grows evenly until then. */
  rampPeriods: z.int().min(1).max(40).default(1),
  /** Of a period's response so much is left in the next one, and so many periods count. */
  carryOver: z.strictObject({ share: share, periods: z.int().min(0).max(40), ...grounds }).optional(),
  /** Money of a program that a plan needs beside its payouts: staff, tools. */
  fixedCost: notNegative.default('0'),
});
export type Assumptions = z.output<typeof assumptions>;
export type AssumptionsInput = z.input<typeof assumptions>;
