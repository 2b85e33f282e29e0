/** What the methods of incentives take. */
import { z } from 'zod';
import { filter } from './query.ts';
import { programText } from './tierCase.ts';

/** What a rating is compared with: the payouts as they were paid, or other plans on the same history. */
export const payAgainst = z.union([
  z.strictObject({ kind: z.literal('as-paid') }),
  z.strictObject({ kind: z.literal('plans'), plans: z.array(programText).min(1).max(8) }),
]);

/** Plans on a part of history beside something to compare them with. */
export const incentiveCase = z.strictObject({
  /** Several plans are paid together; each plan's lines in its own order. */
  plans: z.array(programText).min(1).max(8),
  against: payAgainst.default({ kind: 'as-paid' }),
  /** As queries take it; everything when left out. Periods of a line that the period cuts count with their rows in it. */
  period: z.string().optional(),
  where: z.array(filter).max(32).default([]),
  /** Pays by the levels that this program gives instead of those in force. */
  tiers: programText.optional(),
});
export type IncentiveCase = z.output<typeof incentiveCase>;
export type IncentiveCaseInput = z.input<typeof incentiveCase>;
