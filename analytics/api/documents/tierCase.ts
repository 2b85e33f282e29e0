/** What the methods of tiers take. */
import { z } from 'zod';
import { day } from './day.ts';
import { notNegative } from './decimal.ts';
import { filter } from './query.ts';
import { tierException } from './tierProgram.ts';

/** A program as somebody wrote it: checked by the engine, which answers each fault with its place and the mend. */
export const programText = z.record(z.string(), z.unknown());

/** What levels are compared with: those in force, another program under the same conditions, or the program itself on another day. */
export const against = z.union([
  z.strictObject({ kind: z.literal('in-force') }),
  z.strictObject({ kind: z.literal('program'), program: programText }),
  z.strictObject({ kind: z.literal('date'), on: day }),
]);

/** A program on a day beside something to compare it with. */
export const tierCase = z.strictObject({
  program: programText,
  against: against.optional(),
  /** The last day that counts; the end of the last complete fiscal quarter with data when left out. */
  asOf: day.optional(),
  run: z.enum(['date', 'review', 'history']).optional(),
  where: z.array(filter).max(32).default([]),
  /** Whether registered exceptions apply. */
  exceptions: z.boolean().default(true),
  /**
   * The program that changes and former thresholds are told against, where levels are compared with something else. A
   * program that levels are compared with is always the one.
   */
  baseline: programText.optional(),
  /** How close to a threshold is close, as a share of it. */
  near: z.number().min(0).max(1).default(0.1),
});
export type TierCase = z.output<typeof tierCase>;
export type TierCaseInput = z.input<typeof tierCase>;

/** Which partners of a simulation: a cell of the matrix, a kind of move, a region, one list. */
export const tierSelection = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  direction: z.enum(['up', 'down', 'stay', 'moved']).optional(),
  region: z.string().nullable().optional(),
  list: z.enum(['nearMiss', 'atRisk', 'protect']).optional(),
});
export type TierSelection = z.output<typeof tierSelection>;

/** The shape to reach: shares of the roster from the lowest level to the highest, in level order. */
export const tierWish = z
  .strictObject({
    /** Share of the roster that each level should have, by level id; the levels left out share the rest freely. */
    shares: z.record(z.string(), z.number().min(0).max(1)),
    /** How far a share may be from its wish. */
    tolerance: z.number().min(0).max(0.5).default(0.02),
    maxDemoted: z.number().min(0).max(1).optional(),
    maxCost: notNegative.optional(),
    /** Places of the thresholds that may move; all of metric tests when left out. */
    places: z.array(z.string()).max(12).optional(),
    plans: z.int().min(1).max(50).default(12),
  })
  .refine(
    ({ shares, maxDemoted, maxCost }) =>
      Object.keys(shares).length > 0 || maxDemoted !== undefined || maxCost !== undefined,
    { error: 'Wish for something: the share of at least one level, or a limit on demotions or on cost.' },
  );
export type TierWish = z.output<typeof tierWish>;

export const promotion = z.strictObject({
  id: z.int(),
  approver: z.string().trim().min(1, 'Name who approves the program.').max(120),
  reason: z.string().trim().min(1, 'Say why the program changes.').max(400),
  effectiveFrom: day,
});

export const exceptionEntry = z.strictObject({ id: z.int().optional(), exception: tierException });
