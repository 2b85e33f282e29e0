/** What would be better, and how a plan is played: found plans, frontier, pay curves, patterns. */

import type { IncentivePlan } from './documents/incentivePlan.ts';
import type { PlanUnit } from './incentivePlans.ts';
import type { IncentiveBasis } from './incentives.ts';

export interface Lever {
  readonly place: string;
  readonly label: string;
  readonly from: string;
  readonly low: string;
  readonly high: string;
}

/** One plan of the search, rated in full: by the record where it is the best or on the frontier, else by the kernel. */
export interface FoundPlan {
  readonly id: string;
  readonly values: readonly { readonly place: string; readonly value: string }[];
  readonly cost: string;
  readonly incrementalMargin: string;
  /** Incremental margin less extra cost. */
  readonly net: string;
  readonly losers: number;
  /** One of those that the frontier is drawn through. */
  readonly onFrontier: boolean;
  /** The wishes that it does not meet, in words; empty when it meets all. */
  readonly misses: readonly string[];
  /** `base −0.8 pp, growth 2 %, SPIFF 1.0 %`. */
  readonly sentence: string;
}

export interface PlanSearch {
  readonly basis: IncentiveBasis;
  readonly levers: readonly Lever[];
  readonly plans: readonly FoundPlan[];
  /** The plan as it is, and what it is compared with. */
  readonly present: { readonly cost: string; readonly incrementalMargin: string; readonly net: string };
  readonly before: { readonly cost: string };
  /** Best net among those that meet the wishes; null where none does. */
  readonly best: string | null;
  /** The wish that holds the best back, in words. */
  readonly binding: string | null;
  readonly tried: number;
  readonly exhaustive: boolean;
  /** A goal seek: the value found and the cost it comes to by a full run; `reached` false says that it did not converge. */
  readonly goal: {
    readonly place: string;
    readonly value: string;
    readonly cost: string;
    readonly target: string;
    readonly reached: boolean;
    readonly sentence: string;
  } | null;
  /** The best plan as a document, to open as a draft. */
  readonly document: IncentivePlan | null;
  readonly notes: readonly string[];
}

export type GamingVerdict = 'found' | 'not found' | 'too little data';

export interface GamingReport {
  readonly basis: IncentiveBasis;
  /** Around the thresholds of the plans, and then of the tier programs that were in force. */
  readonly bunching: readonly {
    readonly line: string;
    readonly threshold: string;
    /** Of the threshold and of what was reached. */
    readonly unit: PlanUnit;
    readonly below: number;
    readonly above: number;
    readonly expectedBelow: number;
    readonly expectedAbove: number;
    readonly chance: number | null;
    readonly verdict: GamingVerdict;
    readonly partners: readonly {
      readonly partner: string;
      readonly name: string;
      readonly period: string;
      readonly reached: string;
    }[];
    readonly sentence: string;
  }[];
  readonly pullForward: {
    readonly days: number;
    readonly rush: number;
    readonly hole: number;
    readonly expected: number;
    readonly moved: number | null;
    readonly verdict: GamingVerdict;
    readonly sentence: string;
  };
  /** The same before the reviews of each tier program that was in force; empty without one. */
  readonly reviewEnds: readonly {
    readonly program: string;
    readonly days: number;
    readonly rush: number;
    readonly hole: number;
    readonly expected: number;
    readonly moved: number | null;
    readonly verdict: GamingVerdict;
    readonly sentence: string;
  }[];
  /** Below sizes of a plan, by what splitting gains; then series of like deals below a round size, which are an indication only. */
  readonly splitDeals: readonly {
    readonly partner: string;
    readonly name: string;
    readonly customer: string;
    readonly deals: readonly string[];
    readonly together: string;
    /** Null where no rule of a plan is known that it would pay by. */
    readonly gain: string | null;
    readonly sentence: string;
  }[];
  /** Stretches where more sales bring no more pay, with the payees who stand there. */
  readonly deadZones: readonly {
    readonly line: string;
    readonly from: string;
    readonly to: string | null;
    readonly pay: string;
    /** Who was there in some period of the asked one; stretches that nobody reached are left out. */
    readonly payees: number;
    /** Of a cap: whom it took something from and when, the largest first. */
    readonly capped: readonly {
      readonly partner: string;
      readonly name: string;
      readonly period: string;
      readonly lost: string;
    }[];
    readonly sentence: string;
  }[];
  /**
   * By what partners have reached so far of what the next review of a tier program looks at: stretches in which more of it
   * moves nobody to another level, because the next figure is farther than they ever got in as much time.
   */
  readonly levelZones: readonly {
    readonly program: string;
    /** The last day that counts for the review. */
    readonly review: string;
    readonly from: string;
    /** Null where no level asks for more. */
    readonly to: string | null;
    readonly unit: PlanUnit;
    readonly count: number;
    /** Nearest to the next figure first; “most” is what each reached at best in the time that is left. */
    readonly partners: readonly {
      readonly partner: string;
      readonly name: string;
      readonly reached: string;
      readonly most: string;
    }[];
    readonly sentence: string;
  }[];
  /** Jumps of pay at a threshold, with the payees within five percent on either side. */
  readonly cliffs: readonly {
    readonly line: string;
    readonly at: string;
    readonly by: string;
    readonly justBelow: number;
    readonly justAbove: number;
    readonly sentence: string;
  }[];
}

/** The marginal pay curve of one partner in one line's last period. */
export interface PayCurveReply {
  readonly partner: string;
  readonly name: string;
  readonly line: string;
  readonly period: string;
  readonly standsAt: string;
  readonly points: readonly { readonly amount: string; readonly pay: string; readonly marginal: number }[];
  readonly jumps: readonly { readonly at: string; readonly by: string }[];
  readonly deadZones: readonly { readonly from: string; readonly to: string | null }[];
  readonly next: { readonly at: string; readonly distance: string; readonly gain: string } | null;
  readonly sentence: string;
}
