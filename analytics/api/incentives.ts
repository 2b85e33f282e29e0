/** What the methods of incentives answer. Money is exact decimal text in the basis's currency. */
import type { Cell, ResolvedPeriod } from './results.ts';

export interface IncentiveBasis {
  readonly plans: readonly { readonly id: string; readonly name: string; readonly version: number }[];
  readonly against: string;
  readonly period: ResolvedPeriod;
  readonly currency: string;
  readonly partners: number;
  readonly deals: number;
  readonly dataVersion: number;
  readonly policyVersion: number;
  readonly notes: readonly string[];
}

/** A cost beside what it is compared with. */
export interface CostRow {
  /** Partner id, level, region … or line id. */
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Eligible base; null where lines with different bases meet. */
  readonly base: string | null;
}

export interface LostTo {
  readonly line: string;
  readonly limit:
    | 'floor'
    | 'cap base'
    | 'cap rate'
    | 'cap deal'
    | 'cap partner'
    | 'pool'
    | 'carried forward'
    | 'held back'
    | 'claim';
  readonly amount: string;
  readonly payees: number;
}

export interface IncentiveRating {
  readonly basis: IncentiveBasis;
  readonly before: string;
  readonly after: string;
  readonly lines: readonly CostRow[];
  /** Largest difference first. */
  readonly partners: readonly CostRow[];
  readonly partnersTotal: number;
  readonly levels: readonly CostRow[];
  readonly types: readonly CostRow[];
  readonly regions: readonly CostRow[];
  readonly families: readonly CostRow[];
  readonly periods: readonly CostRow[];
  readonly winners: number;
  readonly losers: number;
  readonly same: number;
  readonly lost: readonly LostTo[];
}

/** One step of how an amount came about, in words and figures that can be followed by hand. */
export interface PayStep {
  readonly label: string;
  readonly value: Cell;
  readonly unit: 'money' | 'ratio' | 'quantity' | 'points' | 'factor' | 'text';
  readonly sentence: string;
}

export interface PayExplanation {
  readonly basis: IncentiveBasis;
  readonly partner: string;
  readonly name: string;
  readonly total: string;
  readonly lines: readonly {
    readonly line: string;
    readonly label: string;
    readonly periods: readonly {
      readonly period: string;
      readonly base: string;
      readonly earned: string;
      readonly steps: readonly PayStep[];
      readonly rows: readonly {
        readonly deal: string;
        readonly lineId: string | null;
        readonly date: string;
        readonly base: string;
        readonly earned: string;
      }[];
    }[];
  }[];
}

export type AuditCause =
  | 'wrong level'
  | 'wrong band'
  | 'paid twice'
  | 'not taken back'
  | 'not earned'
  | 'not paid'
  | 'other rate'
  | 'rounding'
  | 'approved exception'
  | 'claim over approval'
  | 'proof missing'
  | 'proof used twice'
  | 'claimed late'
  | 'activity before approval'
  | 'no pipeline after';

/** One payout, or one earning without a payout, that differs from the rules in force. */
export interface AuditFinding {
  readonly payout: string | null;
  readonly partner: string;
  readonly name: string;
  readonly deal: string | null;
  readonly program: string;
  readonly earnedOn: string;
  readonly paid: string;
  readonly right: string;
  /** Paid less right: positive is too much. */
  readonly difference: string;
  readonly cause: AuditCause;
  /** Evidence in words, with the figures that show it. */
  readonly sentence: string;
}

export interface PayoutAudit {
  readonly basis: IncentiveBasis;
  readonly checked: number;
  readonly over: string;
  readonly under: string;
  readonly accuracy: { readonly numerator: string; readonly denominator: string } | null;
  readonly findings: readonly AuditFinding[];
}
