/**
 * What rating plans answers: cost, winners and losers, and why. Money is exact decimal text in the basis's currency;
 * differences are after less before. Partners are payees: where a line pays a group or a distributor, it is that one.
 */
import type { IncentiveScenario } from './documents/incentiveCase.ts';
import type { DimensionId } from './documents/query.ts';
import type { PlanUnit } from './incentivePlans.ts';
import type { ResolvedPeriod } from './results.ts';
import type { SavedVersion } from './versions.ts';

/** What a limit of a plan line took from its payees, before rounding. */
export interface LostTo {
  readonly line: string;
  readonly limit:
    | 'floor'
    | 'cap base'
    | 'cap rate'
    | 'cap deal'
    | 'cap partner'
    | 'cap year'
    /** Of one payee over all lines. */
    | 'cap all lines'
    | 'pool'
    | 'carried forward'
    | 'held back'
    | 'claim';
  readonly amount: string;
  readonly payees: number;
}

export interface IncentiveBasis {
  readonly plans: readonly { readonly id: string; readonly name: string; readonly version: number }[];
  /** `As paid`, or the names of the other plans. */
  readonly against: string;
  readonly period: ResolvedPeriod;
  readonly currency: string;
  /** Partners who match the case, and those of them who are paid under either. */
  readonly partners: number;
  readonly payees: number;
  /**
   * Why what was paid is not known, where that is asked for: no payouts are loaded. The plans are then beside themselves, so
   * that nothing differs, and what says `before` says nothing. Null where it is known or not asked for.
   */
  readonly paidUnknown: string | null;
  /** Kinds of payouts that are compared: those that were asked for, else those that the plans pay. */
  readonly kinds: readonly string[];
  /** Payouts of the period of other kinds, which are in no figure. */
  readonly leftAlone: readonly { readonly kind: string; readonly amount: string }[];
  readonly dataVersion: number;
  readonly policyVersion: number;
  /** Sentences a reader must know. */
  readonly notes: readonly string[];
}

/** A cost beside what it is compared with. */
export interface CostRow {
  /** Null for what has no value: no level, no deal to tell the product from. */
  readonly value: string | null;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Payees paid under either. */
  readonly payees: number;
}

/** What costs are shown by. */
export const COST_DIMENSIONS = [
  'level',
  'type',
  'region',
  'country',
  'family',
] as const satisfies readonly DimensionId[];
export type CostDimension = (typeof COST_DIMENSIONS)[number];

/** What one line of a plan pays in the period; after the lines, what was paid before and has no line any more. */
export interface LineCost {
  /** The plan's id; `as-paid` for a program of the ledger. */
  readonly plan: string;
  readonly line: string;
  readonly label: string;
  readonly kind: string;
  /** What the same line (by id, else kind and program) paid before; null where there is none. */
  readonly before: string | null;
  readonly after: string;
  /** What the line counts; of payouts what they say they were paid on, null where they do not. */
  readonly base: string | null;
  readonly payees: number;
  readonly lost: readonly LostTo[];
}

/** One handle of a line's bands with what it does now: drawn on the band picture. */
export interface BandUse {
  readonly plan: string;
  readonly line: string;
  /** Path of the band in its plan: `lines.1.rate.bands.0`. */
  readonly place: string;
  /** What is looked up in the bands: money, a growth rate, an attainment, units. */
  readonly unit: PlanUnit;
  readonly from: string;
  readonly rate: string;
  /** What the rate is: a share of the base, money per unit, a sum, a factor. */
  readonly pays: PlanUnit;
  /** Payees in the band in the last period of the line that lies in the period, and what the band paid over the period. */
  readonly payees: number;
  readonly paid: string;
}

/** One partner in the picture of winners and losers. */
export interface PayDot {
  readonly partner: string;
  readonly name: string;
  readonly level: string | null;
  readonly before: string;
  readonly after: string;
}

export interface Side {
  readonly payees: number;
  /** Sum of the differences. */
  readonly amount: string;
}

/** What a plan brings against what it costs; figures rest on assumptions and are rounded to whole units of money. */
export interface Worth {
  /** The weakest ground that the result rests on, as `Evidence` of the assumptions; `exact` where nothing is assumed but margin. */
  readonly evidence: string;
  readonly grossLift: string;
  readonly pulledForward: string;
  readonly cannibalised: string;
  readonly stockpiled: string;
  readonly netLift: string;
  readonly incrementalMargin: string;
  readonly extraCost: string;
  readonly net: string;
  readonly roi: { readonly numerator: string; readonly denominator: string } | null;
  /** Paid on revenue that would have come anyway. */
  readonly subsidisedBase: string;
  /** Lift of revenue at which the plan pays for itself; null where no lift does. */
  readonly breakEven: { readonly numerator: string; readonly denominator: string } | null;
  /** Of the deals and lines that the plans count, each once; of all that was sold by who was paid, where that stands alone. */
  readonly revenue: string;
  /** Margin of this revenue, and what it rests on: costs of the ledger, what is assumed, or each for a part. */
  readonly margin: { readonly numerator: string; readonly denominator: string };
  readonly marginFrom: 'ledger' | 'assumed' | 'both';
  /** As the costs loaded have it, whatever is assumed; null where none are. */
  readonly ledgerMargin: { readonly numerator: string; readonly denominator: string } | null;
  /** In words, with the revenue that it is the margin of: `Margin 8.4 % of 930,638 EUR: …`. */
  readonly marginRule: string;
  /** Partners for whom the response says nothing (a rate of zero under an elasticity), counted as not responding. */
  readonly unanswered: number;
}

export interface IncentiveSimulation {
  readonly basis: IncentiveBasis;
  readonly before: string;
  readonly after: string;
  readonly lines: readonly LineCost[];
  /** By each dimension, largest cost first; level in order of rank, highest first. */
  readonly by: Readonly<Record<CostDimension, readonly CostRow[]>>;
  /** By fiscal quarter of the period. */
  readonly quarters: readonly CostRow[];
  readonly bands: readonly BandUse[];
  readonly wins: Side;
  readonly loses: Side;
  /** Paid the same under both, or nothing: with winners and losers all enrolled partners of the case, and who else is paid. */
  readonly same: number;
  /** Payees with a difference, largest first; not all of a large network. */
  readonly dots: readonly PayDot[];
  /** Losers whose revenue of the period grew on the year before: what is usually asked first. */
  readonly growingLosers: number;
  /**
   * For the losers of each level the cheapest raise of one rate that keeps half of them whole, else the one that keeps most; to
   * pay them the difference where every raise costs far more than it mends.
   */
  readonly keepWhole: readonly KeepWhole[];
  readonly worth: Worth;
}

/** One change of one value that keeps losers whole, and what it costs; or what it takes to pay them the difference. */
export interface KeepWhole {
  /** Null, as from and to, where the difference is paid. */
  readonly place: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly losers: number;
  readonly keptWhole: number;
  /** Added cost of the period. */
  readonly cost: string;
  /** `Base rebate for Gold at 3.5 % instead of 3 % would keep 22 of 30 Gold losers whole, for 200 k EUR more.` */
  readonly sentence: string;
}

export interface PayRow {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly level: string | null;
  readonly type: string | null;
  readonly region: string | null;
  readonly country: string | null;
  /** Won amount of the period. */
  readonly revenue: string;
  readonly before: string;
  readonly after: string;
  /** Why, in words: the line and value that made most of the difference. */
  readonly reason: string;
  /** For a loser: what performance would keep it whole, in words; null where none would. */
  readonly whole: string | null;
}

/** One step of how an amount came about, in words and figures that can be followed by hand. */
export interface PayStep {
  /** `Growth band 2, above +25 %`. */
  readonly label: string;
  /** `58,950.00 × 14.0 %`; `not reached`. */
  readonly figures: string;
  /** Null for what is no money: the base, what it is held to, rounding to cents. */
  readonly amount: string | null;
  readonly sentence: string;
  /** Amounts of `earned` add up to what was earned; with those of `due` they add up to what is due. */
  readonly of: 'base' | 'earned' | 'due';
}

export interface ExplainedPeriod {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly base: string;
  readonly earned: string;
  /** After pool, hold-back, minimum payment: what is paid for the period, and when. */
  readonly due: string;
  readonly dueOn: string | null;
  readonly steps: readonly PayStep[];
  readonly rows: readonly {
    readonly deal: string;
    readonly line: string | null;
    readonly date: string;
    readonly product: string | null;
    readonly level: string | null;
    readonly base: string;
    readonly amount: string;
  }[];
  readonly rowsTotal: number;
}

export interface PayExplanation {
  readonly basis: IncentiveBasis;
  readonly partner: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** In words: `Bookings 294,200.00 against 188,200.00 a year ago: growth +56.3 %.` */
  readonly sentences: readonly string[];
  readonly lines: readonly {
    readonly plan: string;
    readonly line: string;
    readonly label: string;
    /** The rule in words, as it stands in the plan. */
    readonly rule: string;
    /** Of the amounts of this line: that of its plan. */
    readonly currency: string;
    readonly earned: string;
    /** Its part of `after`, in the currency of the basis. */
    readonly pay: string;
    /** Periods in which something counted. */
    readonly periods: readonly ExplainedPeriod[];
    /** Why it pays nothing, where it does. */
    readonly silent: string | null;
  }[];
  /** Payouts of the ledger in the period, of the kinds that are compared. */
  readonly paid: readonly {
    readonly payout: string;
    readonly program: string;
    readonly kind: string;
    readonly earnedOn: string;
    /** In the currency of the payout; the amount is in that of the basis. */
    readonly base: string | null;
    readonly currency: string;
    readonly rate: number | null;
    readonly amount: string;
    readonly status: string | null;
  }[];
}

/** One step of a bridge; steps sum to the difference to the cent, in whatever order they are taken. */
export interface BridgeFactor {
  readonly id: string;
  /** `Base rates −2.0 to −0.5 pp`, `Growth rebate`, `Levels`, `Currency`. */
  readonly label: string;
  readonly amount: string;
  /** Made alone, and made last: where the two differ, changes interact. */
  readonly alone: string;
  readonly last: string;
  /** Places of the plan that the step changes; empty for what is no rule. */
  readonly places: readonly string[];
}

export interface PayBridge {
  readonly basis: IncentiveBasis;
  readonly before: string;
  readonly after: string;
  readonly factors: readonly BridgeFactor[];
}

/** Program cost of a deal, all kinds together, against its margin; null where not all of its costs are known. */
export interface DealCost {
  readonly deal: string;
  readonly partner: string | null;
  readonly name: string | null;
  readonly closedOn: string;
  readonly amount: string;
  readonly margin: string | null;
  /** By what is stacked on it: discount, distributor rebate, rebate, SPIFF … */
  readonly parts: readonly { readonly label: string; readonly kind: string; readonly amount: string }[];
  readonly cost: string;
}

export interface DealCosts {
  readonly basis: IncentiveBasis;
  readonly deals: readonly DealCost[];
  readonly total: number;
  /** Deals whose program cost is more than their margin. */
  readonly aboveMargin: number;
}

export interface SavedPlan extends SavedVersion {
  readonly planId: string;
  readonly kinds: readonly string[];
}

export interface OpenedPlan {
  readonly saved: SavedPlan;
  readonly scenario: IncentiveScenario;
}

export interface IncentiveExport {
  readonly fileName: string;
  readonly text: string;
  readonly rows: number;
}
