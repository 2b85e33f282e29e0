/** What was paid beside what was earned under the rules in force. Money is exact decimal text. */
import type { ResolvedPeriod } from './results.ts';

export const AUDIT_CAUSES = [
  'wrong level',
  'wrong band',
  'other rate',
  'other base',
  'wrong currency',
  'paid twice',
  'not taken back',
  'second registrant',
  'not earned',
  'not paid',
  'rounding',
  'approved exception',
  'claim over approval',
  'proof missing',
  'proof used twice',
  'claimed late',
  'activity before approval',
  'no pipeline after',
] as const;
export type AuditCause = (typeof AUDIT_CAUSES)[number];

/** One payout, or one earning without a payout, that differs from the rules in force. */
export interface AuditFinding {
  /** Null for what was earned and not paid. */
  readonly payout: string | null;
  readonly partner: string;
  readonly name: string;
  readonly deal: string | null;
  readonly program: string;
  readonly kind: string;
  readonly earnedOn: string;
  /** The deal's, or that of the rules where they have limits in money; payouts in another one are converted. */
  readonly currency: string;
  /** In this currency; of several payouts for one earning, the sum. */
  readonly paid: string;
  readonly right: string;
  /** Paid less right: above zero is too much. */
  readonly difference: string;
  /** The difference in the basis's currency. */
  readonly inBase: string;
  readonly cause: AuditCause;
  /** An approved exception is a cause and no error. */
  readonly error: boolean;
  /** Evidence in words, with the figures that show it. */
  readonly sentence: string;
}

/** How one cause adds up, in the basis's currency. */
export interface AuditSum {
  readonly cause: AuditCause;
  readonly findings: number;
  readonly over: string;
  readonly under: string;
}

export interface PayoutAudit {
  readonly period: ResolvedPeriod;
  readonly currency: string;
  /** Plans whose rules were held against the payouts, by name and version. */
  readonly plans: readonly string[];
  readonly checked: number;
  /** Payouts that no rule in force speaks of, by program: not checked. */
  readonly unruled: readonly {
    readonly program: string;
    readonly kind: string;
    readonly payouts: number;
    readonly amount: string;
  }[];
  readonly over: string;
  readonly under: string;
  /** 1 − Σ |difference| ÷ Σ payouts, of errors. */
  readonly accuracy: { readonly numerator: string; readonly denominator: string } | null;
  readonly sums: readonly AuditSum[];
  /** Errors by amount, then exceptions. */
  readonly findings: readonly AuditFinding[];
  readonly dataVersion: number;
  readonly policyVersion: number;
  readonly notes: readonly string[];
}
