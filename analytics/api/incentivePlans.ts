/** What is said of incentive plans themselves: faults, templates, pasted rate cards, changes, sentences. */
import type { IncentivePlan } from './documents/incentivePlan.ts';
import type { Cell, Unit } from './results.ts';
import type { Fault } from './tiers.ts';

export interface PlanCheck {
  /** The plan with its defaults filled in, when nothing is wrong. */
  readonly plan: IncentivePlan | null;
  readonly faults: readonly Fault[];
  /** What a reader should know though it is no fault: rules of thumb, parts that do nothing. */
  readonly advice: readonly Fault[];
}

export interface PlanTemplate {
  readonly id: string;
  readonly name: string;
  /** How it pays, in one sentence. */
  readonly shape: string;
  readonly source: string;
  /** The day on which the source was last read. */
  readonly on: string;
  readonly plan: IncentivePlan;
}

export interface PastedPlan {
  /** Null when the text is no rate card, or no document can be made of it. */
  readonly plan: IncentivePlan | null;
  /** What each line of the text was read as. */
  readonly read: readonly { readonly text: string; readonly as: string }[];
  readonly questions: readonly { readonly cell: string; readonly text: string; readonly why: string }[];
  readonly faults: readonly Fault[];
}

export type PlanUnit = Unit | 'points' | 'text' | 'flag';

/** One difference between two plans. */
export interface PlanChange {
  readonly place: string;
  /** `Volume rebate, from 400,000`. */
  readonly label: string;
  readonly from: Cell;
  readonly to: Cell;
  readonly unit: PlanUnit;
  /** `Volume rebate, from 400,000: 1.5 % → 2 %`. */
  readonly sentence: string;
}

/** A stretch of a sentence: words, or a value of the document that can be changed where it stands. */
export type SentencePart =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'value';
      /** Path in the plan: `lines.0.rate.bands.1.rate`. */
      readonly place: string;
      readonly value: string | number | boolean;
      readonly text: string;
      readonly unit: PlanUnit;
      /** What else can stand here, where that is a list. */
      readonly choices?: readonly { readonly value: string | boolean; readonly text: string }[];
    };

/** What a part of a line is for, in the order in which it is read. */
export const PURPOSES = ['counts', 'rated', 'limits', 'paid', 'taken-back'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a line says beside its rate: a limit, a filter, a term. */
export interface LineClause {
  /** Path of what it says, which can be taken away as a whole: `lines.0.limits.capPartner`. */
  readonly place: string;
  readonly purpose: Purpose;
  readonly parts: readonly SentencePart[];
}

/** A line as one sentence: what it pays and how often, then its clauses, with commas between them. */
export interface LineSentence {
  /** Path of the line: `lines.0`. */
  readonly place: string;
  readonly label: string;
  readonly lead: readonly SentencePart[];
  readonly clauses: readonly LineClause[];
}
