/** How sure a cost is, and what is owed: forecast, accrual, and what history can prove. Money is exact decimal text. */
import type { Evidence } from './documents/assumptions.ts';
import type { MovingTogether } from './documents/incentiveCase.ts';
import type { IncentiveBasis } from './incentives.ts';

/** Percentiles of draws: P90 is the high one, nine draws of ten do not exceed it. Rounded to whole cents. */
export interface Band {
  readonly p10: string;
  readonly p50: string;
  readonly p90: string;
  readonly mean: string;
}

/** One input alone at its low and its high end, all else at its middle. Ranks impact, not likelihood. */
export interface TornadoBar {
  readonly id: string;
  readonly label: string;
  readonly low: { readonly input: string; readonly cost: string };
  readonly high: { readonly input: string; readonly cost: string };
  /** The cost does not move one way between the ends. */
  readonly nonMonotonic: boolean;
}

/** Two inputs together, every cell recalculated; the base case is in the centre. */
export interface TwoWayGrid {
  readonly rows: { readonly label: string; readonly values: readonly string[] };
  readonly columns: { readonly label: string; readonly values: readonly string[] };
  readonly costs: readonly (readonly string[])[];
}

export interface ForecastQuarter {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly before: Band;
  readonly after: Band;
  /** As paid in the same quarter a year earlier; null without data. */
  readonly yearAgo: string | null;
}

export interface PartnerOutlook {
  readonly partner: string;
  readonly name: string;
  readonly after: Band;
  /** The next threshold above what history alone reaches, in words, and the share of draws in which it is crossed. */
  readonly threshold: string | null;
  readonly crosses: number | null;
}

/** How closely partners of one group move together: an assumption, or what closed quarters show. */
export interface PartnersTogether {
  readonly by: MovingTogether;
  /** Spearman's rank correlation that was drawn with, from 0 to 0.95. */
  readonly rank: number;
  /** `asked` was written into the terms, `history` was estimated, `none` is 0 for want of quarters or groups. */
  readonly from: 'asked' | 'history' | 'none';
  readonly evidence: Evidence;
  /** Groups of two partners or more, and the partners in them. */
  readonly groups: number;
  readonly partners: number;
  /** What it rests on, in a sentence. */
  readonly sentence: string;
}

export interface IncentiveOutlook {
  readonly basis: IncentiveBasis;
  readonly draws: number;
  readonly seed: number;
  /** What is forecast: `FY27-Q1 to FY27-Q4`. */
  readonly ahead: string;
  readonly before: Band;
  readonly after: Band;
  /** After less before, draw by draw. */
  readonly difference: Band;
  /** Draws that cost more than the budget, of all draws, once they are widened; null without one, and where the back-test is weak. */
  readonly overBudget: { readonly before: number; readonly after: number } | null;
  /** Widened draws in which incremental margin is below extra cost; null where nothing is assumed to respond, and where weak. */
  readonly belowZero: number | null;
  readonly together: PartnersTogether;
  /** P10 and P90 have a standard error under a hundredth of their range. */
  readonly settled: boolean;
  /** Bounds of equal bins over both, with the draws in each. */
  readonly bins: {
    readonly from: string;
    readonly width: string;
    readonly before: readonly number[];
    readonly after: readonly number[];
  };
  readonly quarters: readonly ForecastQuarter[];
  /** Widest first; empty where inputs were not to be tried. */
  readonly tornado: readonly TornadoBar[];
  readonly grid: TwoWayGrid | null;
  /** Largest spread first. */
  readonly partners: readonly PartnerOutlook[];
  /** Closed quarters forecast by the same way from what was known before them. */
  readonly backTest: {
    readonly quarters: readonly { readonly label: string; readonly forecast: Band; readonly actual: string }[];
    /** Sum of absolute errors of P50 over the sum of actuals. */
    readonly error: { readonly numerator: string; readonly denominator: string };
    /**
     * How many times as far from P50 the draws of all cost are set as they were drawn, so that the bands hold what was missed: 1
     * where they held it. Bands of partners are as drawn. Null where no factor would do.
     */
    readonly widening: number | null;
    /** The bands of the quarters ahead as they are told, half as wide as from P10 to P90, over their P50. */
    readonly spread: { readonly numerator: string; readonly denominator: string };
    /** What was missed lies outside of bands that have no width: they are no chances, and nothing may be said as if they were. */
    readonly weak: boolean;
    /** What was tried and how far off it was, in words. */
    readonly sentence: string;
  } | null;
  readonly notes: readonly string[];
}

/** opening + earned ± true-up − paid − expired − clawback = closing, to the cent; opening and closing null where they are withheld. */
export interface AccrualRow {
  readonly program: string;
  readonly kind: string;
  readonly currency: string;
  readonly month: string;
  readonly opening: string | null;
  readonly earned: string;
  readonly trueUp: string;
  readonly paid: string;
  readonly expired: string;
  readonly clawback: string;
  readonly closing: string | null;
}

/** What is owed at the end, by how long it has been owed. */
export interface AccrualAge {
  readonly program: string;
  readonly kind: string;
  readonly currency: string;
  readonly notDue: string;
  readonly to30: string;
  readonly to60: string;
  readonly to90: string;
  readonly over90: string;
}

export interface AccrualRollForward {
  readonly basis: Pick<IncentiveBasis, 'period' | 'dataVersion' | 'policyVersion' | 'notes'>;
  /** Why nothing is said of what is owed: no payout tells whether it was paid. Null where it is known. */
  readonly withheld: string | null;
  readonly rows: readonly AccrualRow[];
  /** None where what is owed is withheld. */
  readonly ages: readonly AccrualAge[];
  /** Payouts of the export that the rows stand for, and their sum by currency: the tie to the ledger. None without a payment. */
  readonly tie: readonly {
    readonly currency: string;
    readonly payouts: number;
    readonly paid: string;
    readonly ledger: string;
    readonly tied: boolean;
  }[];
}

/** What history can prove of the effect of pay: partners whose pay changed beside matched peers whose pay did not. */
export interface PayExperiment {
  /** What changed for the treated: `Level rebate rate rose by 1.0 pp or more on 1 Apr 2026`. */
  readonly design: string;
  readonly treated: number;
  readonly peers: number;
  /** Effect on revenue as a share, with the ends of its 90 % interval; null where the design is too weak for a figure. */
  readonly effect: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Quarters before the change, treated and peers as an index: parallel, or not. */
  readonly quarters: readonly {
    readonly label: string;
    readonly treated: number;
    readonly peers: number;
    readonly after: boolean;
  }[];
  /** Semi-elasticity that the effect would be, to try as an assumption; null without an effect. */
  readonly semiElasticity: number | null;
  readonly evidence: string;
  /** Why it is weak, or what it rests on. */
  readonly notes: readonly string[];
}
