/** What the methods of segments answer. Money is exact decimal text in the base currency. */
import type { Advice, PartnerProfile, Segmentation, SegmentColour } from './documents/segmentation.ts';
import type { Cell, Unit } from './results.ts';
import type { Fault } from './tiers.ts';

export interface SegmentationCheck {
  readonly segmentation: Segmentation | null;
  readonly faults: readonly Fault[];
  readonly advice: readonly Fault[];
}

export interface SegmentationTemplate {
  readonly id: string;
  readonly name: string;
  readonly shape: string;
  readonly source: string;
  readonly on: string;
  readonly segmentation: Segmentation;
}

export interface SegmentBasis {
  readonly segmentation: { readonly id: string; readonly name: string; readonly version: number };
  readonly method: 'rules' | 'rfm' | 'kmeans' | 'matrix';
  readonly asOf: string;
  readonly population: number;
  readonly currency: string;
  readonly dataVersion: number;
  readonly policyVersion: number;
  /** What could not be done as asked, and why: few partners, equal figures, missing ones, a sample. */
  readonly notes: readonly string[];
}

export interface Feature {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit | 'points' | 'score';
  /** What stands for several partners: the middle one of them for a ratio, whose mean a single small base can carry away. */
  readonly typical: 'mean' | 'median';
}

export interface SegmentProfile {
  readonly id: string;
  readonly label: string;
  readonly colour: SegmentColour;
  readonly advice: Advice | null;
  /** What it is and what to do, in a sentence. */
  readonly meaning: string;
  readonly partners: number;
  /** Bookings of the year to the day, each deal once in the segment however many of its partners share it; and what was paid. */
  readonly amount: string;
  readonly payouts: string;
  /** In the order of the features, in real units; null where nobody has a figure, means of ratios too. */
  readonly means: readonly Cell[];
  readonly medians: readonly Cell[];
  /** Matrix: column and row. */
  readonly cell: readonly [x: number, y: number] | null;
}

/** Columns of equal length, one place a partner, by id. */
export interface SegmentMembers {
  readonly partners: readonly string[];
  readonly names: readonly string[];
  readonly levels: readonly (string | null)[];
  /** Index of the segment; −1 for a partner that could not be placed. */
  readonly segment: readonly number[];
  readonly moved: readonly boolean[];
  /** What each is credited with; partners that share a deal are credited with all of it. */
  readonly amounts: readonly number[];
  /** What the scatter shows, in real units; null for no figure. */
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
}

export interface SegmentAxis {
  readonly feature: Feature;
  readonly cuts: readonly string[];
  readonly cutBy: string;
  /** How much of a profile a score rests on: `2 of 6 criteria, 37 % of the weights`; null where nothing needs to be said. */
  readonly grounds: string | null;
  readonly log: boolean;
}

export interface SegmentRun {
  readonly basis: SegmentBasis;
  readonly features: readonly Feature[];
  readonly segments: readonly SegmentProfile[];
  readonly unplaced: {
    readonly partners: number;
    readonly why: string;
    readonly amount: string;
    readonly payouts: string;
  } | null;
  /** Of all partners together, those that could not be placed too: each deal once. */
  readonly total: { readonly amount: string; readonly payouts: string };
  /** How far bookings of the segments and of who is not placed add up to more than the total: partners of several share deals. */
  readonly overlap: string | null;
  /** All partners up to a limit, the largest first beyond it. */
  readonly members: SegmentMembers;
  readonly shown: number;
  /** The axes of the picture: cut lines in real units are drawn. */
  readonly x: SegmentAxis;
  readonly y: SegmentAxis;
  /** k-means: how good each number of clusters is, and how it was found. */
  readonly clusters: {
    readonly k: number;
    readonly inertia: number;
    readonly silhouette: number | null;
    readonly tried: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[];
    /** Partners that the silhouette looked at. */
    readonly judgedOn: number;
    readonly seed: number;
    readonly restarts: number;
  } | null;
}

export interface SegmentMember {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly level: string | null;
  readonly segment: string | null;
  /** What it is credited with. */
  readonly amount: string;
  readonly features: readonly Cell[];
  /** Why it is there, in words: `bookings 631 k over the median 212 k, potential 71 over 60`. */
  readonly why: string;
  readonly moved: { readonly by: string | null; readonly reason: string } | null;
}

export interface SegmentComparison {
  readonly basis: SegmentBasis;
  readonly a: SegmentProfile;
  readonly b: SegmentProfile;
  /**
   * What tells them apart most first: difference of means in standard deviations of both. `a` and `b` are what is typical of
   * the feature.
   */
  readonly features: readonly {
    readonly feature: Feature;
    readonly a: Cell;
    readonly b: Cell;
    readonly apart: number | null;
  }[];
  readonly mixes: readonly {
    readonly dim: string;
    readonly value: string | null;
    readonly a: number;
    readonly b: number;
  }[];
}

export interface SegmentMovement {
  readonly basis: SegmentBasis;
  readonly segments: readonly { readonly id: string; readonly label: string }[];
  readonly quarters: readonly {
    readonly label: string;
    readonly asOf: string;
    /** By segment. */
    readonly sizes: readonly number[];
    /** By segment, bookings of the year to the day: each deal once, however many of its partners share it. */
    readonly amounts: readonly string[];
    /** From the quarter before, by segment; −1 stands for not enrolled or not placed. */
    readonly flows: readonly {
      readonly from: number;
      readonly to: number;
      readonly partners: number;
      /** Bookings of the year to the day, of who left too: each deal once, however many of these partners share it. */
      readonly amount: string;
    }[];
    /** How far the amounts of the flows add up to more than all of them booked: partners of several flows share deals. */
    readonly overlap: string | null;
    /** What its scores rest on, where it is not what those of the last quarter do: `potential without Growth of bookings`. */
    readonly grounds: string | null;
  }[];
  /** The quarter that `movers` are of. */
  readonly quarter: string;
  /** Who moved in it, entered or left since the quarter before, and why; the largest first. */
  readonly movers: readonly {
    readonly partner: string;
    readonly name: string;
    readonly from: string | null;
    readonly to: string | null;
    /** What it is credited with in the year to the quarter’s end. */
    readonly amount: string;
    readonly why: string;
  }[];
  /** How many there are, beyond those listed too. */
  readonly moverCount: number;
}

export interface ProfileFit {
  readonly basis: Omit<SegmentBasis, 'segmentation' | 'method'>;
  readonly profile: PartnerProfile;
  /** The day before the outcome’s days begin: a score that saw its outcome proves nothing. */
  readonly scoredOn: string;
  /** What partners turned out to bring. */
  readonly outcome: Feature;
  /** With the ends of 90 % intervals. */
  readonly rank: { readonly spearman: number; readonly low: number; readonly high: number } | null;
  /** Chance that a partner of the upper quarter of outcomes scored above one of the rest. */
  readonly auc: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly verdict: 'strong' | 'weak' | 'none' | 'too little data';
  readonly sentence: string;
  /** Tenths by score, the lowest first: mean score and mean outcome. Equal scores are in one tenth. */
  readonly deciles: readonly { readonly score: number; readonly partners: number; readonly outcome: string }[];
  readonly criteria: readonly {
    readonly id: string;
    readonly label: string;
    readonly weight: number;
    readonly spearman: number | null;
  }[];
  /** The highest scores first, up to a limit. */
  readonly partners: readonly {
    readonly partner: string;
    readonly name: string;
    readonly score: number;
    /** Share of the weights for which something was known. */
    readonly coverage: number;
    readonly outcome: string | null;
  }[];
  /** How many have a score, beyond those listed too. */
  readonly partnerCount: number;
}

export interface ScoredProspects {
  readonly prospects: readonly {
    readonly name: string;
    /** Its id, where the network has it. */
    readonly partner: string | null;
    /** 0 to 100 over what is known; null where nothing is. */
    readonly score: number | null;
    /** Share of the weights for which something was known. */
    readonly coverage: number;
    readonly why: string;
  }[];
  readonly faults: readonly Fault[];
  readonly verdict: string;
}

/** What partners would sell more if they sold as much as their peers do: a potential, never a forecast. */
export interface WhiteSpace {
  readonly basis: Omit<SegmentBasis, 'segmentation' | 'method'>;
  /** The potential of all rows, those beyond the limit too. */
  readonly total: string;
  readonly totalRows: number;
  /** Why there is no gap, in a sentence: no partner falls short, or none could be compared. Null where there are gaps. */
  readonly nothing: string | null;
  /** By family, category or country, the largest potential first. */
  readonly values: readonly { readonly value: string; readonly partners: number; readonly amount: string }[];
  /** The largest gap first. */
  readonly rows: readonly {
    readonly partner: string;
    readonly name: string;
    readonly value: string;
    /** How many of its peers sell it, and how many sell anything, the partner itself not counted. */
    readonly peers: number;
    readonly of: number;
    readonly sells: string;
    /** Of those who sell it: the median, or the quantile asked for. */
    readonly peersSell: string;
    /** What is missing; of what the partner does not sell and half of its peers do, as far as they do; together no more than it booked. */
    readonly gap: string;
    readonly why: string;
  }[];
}

/** Whole partners: one in ten draws lies below `low`, one in ten above `high`. */
export interface CountRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface CapacityPlan {
  readonly basis: Omit<SegmentBasis, 'segmentation' | 'method'>;
  readonly period: string;
  readonly rows: readonly {
    readonly value: string | null;
    readonly plan: string | null;
    readonly expected: string;
    readonly gap: string | null;
    /** Bookings of an active partner in the year in which it is recruited: after the ramp a full share, before it a part. */
    readonly perPartner: string | null;
    readonly activation: { readonly numerator: number; readonly denominator: number } | null;
    /** Partners to recruit if nobody dormant is activated: gap ÷ (bookings of a partner × activation rate). */
    readonly recruit: CountRange | null;
    /** Partners that must become active, whether they are dormant or new: gap ÷ bookings of a partner. */
    readonly activate: CountRange | null;
    /** Enrolled and dormant: to be activated before anybody is recruited. */
    readonly dormant: number;
    readonly sentence: string;
  }[];
}

export interface Coverage {
  readonly basis: Omit<SegmentBasis, 'segmentation' | 'method'>;
  readonly countries: readonly string[];
  readonly categories: readonly string[];
  /** By country, then category. */
  readonly cells: readonly (readonly {
    /** Enrolled in the country, whatever they sell. */
    readonly partners: number;
    /** Of them with a valid certificate for it; null where no certificates are loaded. */
    readonly certified: number | null;
    /** Of them with a won deal that has a line of it. */
    readonly transacting: number;
    /** What they sold of it. */
    readonly amount: string;
  }[])[];
}

/** Of the year to the day. */
export interface ReturnRow {
  readonly key: string;
  readonly label: string;
  readonly partners: number;
  readonly bookings: string;
  /** What lines leave after their cost; where no cost is loaded, the assumed share of their amount. */
  readonly margin: string;
  /** The part of it that is assumed. */
  readonly marginAssumed: string;
  /** Other than discounts, the largest first. */
  readonly payouts: readonly { readonly kind: string; readonly amount: string }[];
  /** Given on list prices; without list prices the payouts of the kind discount stand for it. Amounts are net of it. */
  readonly discount: string;
  readonly programCost: string;
  /** Discount, payouts and program cost, which add up to it: what the cost of channel counts. */
  readonly spend: string;
  /** Margin less payouts other than discounts and program cost: what is left. */
  readonly contribution: string;
  /** What is left before any spend (margin and discount), per unit of spend; null without spend. Of the total: through partners. */
  readonly perUnit: { readonly numerator: string; readonly denominator: string } | null;
  /** Of what goes to partners and comes through them, direct deals left out; null where there is nothing to share. */
  readonly shareOfSpend: number | null;
  readonly shareOfMargin: number | null;
}

export interface PartnerReturn extends ReturnRow {
  /** Null for a partner that is not placed. */
  readonly segment: string | null;
}

export interface SegmentReturns {
  readonly basis: SegmentBasis;
  /** In the order of the segmentation. */
  readonly segments: readonly ReturnRow[];
  /** What is in no segment, so that rows and total meet: not placed, not enrolled, unassigned, direct. */
  readonly others: readonly ReturnRow[];
  /** The most spend first. */
  readonly partners: readonly PartnerReturn[];
  readonly partnerCount: number;
  /** The network's own figures: each deal once. */
  readonly total: ReturnRow;
  /** How far bookings of the rows add up to more than the total, because partners of several segments share deals. */
  readonly overlap: string | null;
  /** What spend, left and per unit spent are made of, in sentences; what of the payouts is not counted twice, and who costs more than it brings. */
  readonly terms: readonly string[];
  /** How program costs were shared out, in a sentence. */
  readonly allocation: string;
  readonly marginFrom: 'ledger' | 'assumed' | 'both';
  /** The share of their amount that lines without a cost are taken to leave; null where every line has one. */
  readonly marginAssumedAt: number | null;
  /** Where the margin comes from, in a sentence. */
  readonly marginRule: string;
}

export interface SegmentWhatIf {
  readonly basis: SegmentBasis;
  readonly sentence: string;
  readonly effects: readonly {
    readonly metric: string;
    readonly label: string;
    readonly unit: Unit;
    readonly before: Cell;
    readonly after: Cell;
    /** Lowest and highest where the response is a range. */
    readonly low: Cell;
    readonly high: Cell;
    readonly good: 'up' | 'down' | 'none';
  }[];
  /** Whose bookings change, the largest change first. */
  readonly partners: readonly {
    readonly partner: string;
    readonly name: string;
    readonly before: string;
    readonly after: string;
    readonly why: string;
  }[];
  /** How many of them there are, beyond those listed too. */
  readonly partnerCount: number;
  /** What the assumptions rest on, in words. */
  readonly evidence: string;
  readonly notes: readonly string[];
}

export interface SavedSegmentation {
  readonly id: number;
  readonly name: string;
  readonly method: SegmentBasis['method'];
  readonly version: number;
  readonly savedAt: string;
  /** The one whose segments are the dimension `segment` everywhere. */
  readonly inForce: boolean;
  readonly segments: number;
  /** Quarters that it is kept for. */
  readonly history: number;
  /** When it was last assigned: the version that placed, and the first and last day on which it placed. */
  readonly placed: {
    readonly version: number;
    readonly from: string;
    readonly to: string;
    readonly at: string;
  } | null;
}

export interface OpenedSegmentation {
  readonly saved: SavedSegmentation;
  readonly segmentation: Segmentation;
}

export interface ManualMove {
  readonly id: number;
  readonly segmentation: number;
  readonly partner: string;
  readonly name: string | null;
  readonly segment: string;
  readonly reason: string;
  /** Who decided it, where that was said. */
  readonly by: string | null;
  readonly from: string;
  readonly until: string | null;
}

export interface SegmentExport {
  readonly fileName: string;
  readonly text: string;
  readonly rows: number;
}
