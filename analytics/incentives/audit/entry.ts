/** What one earning should have come to, with the payouts that were made for it. */

import type { LedgerPayout } from './ledger.ts';
import type { Rule } from './rules.ts';

/** A deal, a line of one, or a period of a payee. Amounts are whole numbers of 1/10,000 of the currency. */
export interface Entry {
  readonly rule: Rule;
  readonly payee: string;
  readonly deal: string | null;
  /** What became of the deal; null where it is not loaded. */
  readonly outcome: string | null;
  readonly line: string | null;
  /** The name of the period, where everything of a period is paid together. */
  readonly period: string | null;
  /** When it was earned, or taken back. */
  readonly day: string;
  /** Whose level and terms count: for what takes a deal back, the day of that deal. */
  readonly termsDay: string;
  /** After it, what is owed should have been paid. */
  readonly dueOn: string;
  readonly currency: string;
  readonly base: number;
  readonly right: number;
  /** The deal that this one takes back. */
  readonly takesBack: string | null;
  /** In the order in which they were paid. */
  readonly payouts: readonly LedgerPayout[];
}

export const paidOf = ({ payouts }: Pick<Entry, 'payouts'>): number =>
  payouts.reduce((sum, { amount }) => sum + amount, 0);
