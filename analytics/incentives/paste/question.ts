import type { PastedPlan } from '../../api/incentivePlans.ts';

/** What a card leaves open, or what was left out of it. */
export type Question = PastedPlan['questions'][number];
