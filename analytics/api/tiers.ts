/** What the methods of tiers answer. Money is exact decimal text; partners are named by id and name. */
import type { TierException, TierProgram } from './documents/tierProgram.ts';
import type { Cell, Unit } from './results.ts';
import type { SavedVersion } from './versions.ts';

/** What is wrong with a document, where, and how to mend it. */
export interface Fault {
  /** Path in the document: `levels.2.requirement.all.0.metric`. */
  readonly place: string;
  /** The same for people: `Gold, all of, 1st`. */
  readonly where: string;
  readonly sentence: string;
}

export interface ProgramCheck {
  /** The program with its defaults filled in, when nothing is wrong. */
  readonly program: TierProgram | null;
  readonly faults: readonly Fault[];
  /** What a reader should know though it is no fault: rules of thumb, tests that nobody meets. */
  readonly advice: readonly Fault[];
}

/** What the levels are compared with. */
export type Against = 'in-force' | 'program' | 'date';

/**
 * How levels were found. `date`: what the requirements alone give on the day. `review`: one review held on the day, from
 * the levels in force. `history`: every review of the program's calendar up to the day, one after the other.
 */
export type TierRun = 'date' | 'review' | 'history';

export interface TierBasis {
  readonly program: { readonly id: string; readonly name: string; readonly version: number };
  /** `In force, 1 July 2026`, the name of the other program, or the other date. */
  readonly against: string;
  readonly asOf: string;
  readonly run: TierRun;
  readonly population: number;
  readonly currency: string;
  readonly dataVersion: number;
  readonly policyVersion: number;
  /** First and last day that any measure looked at. */
  readonly from: string;
  readonly to: string;
  /** Sentences a reader must know. */
  readonly notes: readonly string[];
}

/** `index` counts from 0 for the lowest; −1 stands for no level. */
export interface LevelCount {
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** One threshold that can be dragged, with what it does now. */
export interface HandleCount {
  /** Path of the value in the program: `levels.2.requirement.all.0.value`. */
  readonly place: string;
  readonly level: string;
  readonly label: string;
  /** The measure that the handle sits on: handles of one measure share a distribution. */
  readonly measure: string;
  readonly unit: TestUnit;
  readonly sign: string;
  /** The region group that the value is for, `else` included; null when it is for all. */
  readonly group: string | null;
  readonly value: string;
  /** The value in the baseline program, when it has the same test. */
  readonly was: string | null;
  /** Partners who meet the test now, and under the baseline. */
  readonly reach: number;
  readonly reachWas: number | null;
}

export interface Mover {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly region: string | null;
  readonly from: string;
  readonly to: string;
  /** Levels up (positive) or down. */
  readonly steps: number;
  /** Bookings of the year up to the day. */
  readonly amount: string;
  /** Why, in words: `3 certified people, needs 4`. */
  readonly reason: string;
}

/** `place` is a place among peers, 1 the best. */
export type TestUnit = Unit | 'points' | 'place';

export interface TestGap {
  readonly place: string;
  readonly label: string;
  readonly unit: TestUnit;
  readonly value: string | null;
  readonly needs: string;
  /** What is missing to the threshold, or the cushion above it. */
  readonly gap: string | null;
  /** The gap as a share of the threshold; null where that says nothing. */
  readonly share: number | null;
  readonly met: boolean;
}

/** Someone close to the next level, or close to losing the one they have. */
export interface NearMiss {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly level: string;
  /** The level nearly reached, or nearly lost. */
  readonly other: string;
  readonly amount: string;
  /** The tests that decide it: what is missing to the next level, or what could lose the present one. */
  readonly gaps: readonly TestGap[];
  /** The gaps in words: `bookings 631 k under 650 k`. */
  readonly reason: string;
}

/** A partner who falls though loyal, small or growing. */
export interface Protected {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  /** Change of bookings on the year before; null without any. */
  readonly growth: number | null;
  readonly years: number | null;
  readonly why: readonly ('loyal' | 'growing' | 'small')[];
  readonly needs: string;
  /** What holding the partner at the former level costs a year. */
  readonly cost: string;
}

export interface LevelFigures {
  readonly id: string;
  readonly label: string;
  readonly partnersBefore: number;
  readonly partnersAfter: number;
  /** Benefits a year at current volume. */
  readonly benefitsBefore: string;
  readonly benefitsAfter: string;
  /** Figures of the partners of the new level, by metric id. */
  readonly metrics: Readonly<Record<string, Cell>>;
}

export interface TierCosts {
  readonly before: string;
  readonly after: string;
  readonly lines: readonly {
    readonly id: string;
    readonly label: string;
    readonly kind: 'fixed' | 'rate';
    readonly before: string;
    readonly after: string;
  }[];
  /** Bookings of those who fall, and the share of it that, if lost, eats the saving at the network's margin. */
  readonly fallingAmount: string;
  readonly breakEvenLoss: number | null;
  readonly marginRate: number | null;
}

export interface RegionMoves {
  readonly region: string;
  readonly partners: number;
  readonly up: number;
  readonly down: number;
  readonly amountDown: string;
}

/** What exceptions do, together and one by one. */
export interface ExceptionEffect {
  readonly applied: number;
  /** Benefits a year that exist only because of exceptions. */
  readonly cost: string;
  readonly each: readonly {
    readonly id: number;
    readonly partner: string;
    readonly name: string;
    readonly effect: string;
    readonly without: string;
    readonly with: string;
    readonly cost: string;
    readonly daysLeft: number;
  }[];
}

export interface TierSimulation {
  readonly basis: TierBasis;
  /** Lowest first; a row for no level comes first when somebody has none. Former levels that the program does not have are in the matrix only. */
  readonly levels: readonly LevelCount[];
  /** Rows: levels before, lowest first, as `fromLevels`; columns: levels after, as `toLevels`. Sums to the population. */
  readonly fromLevels: readonly string[];
  readonly toLevels: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  /** Bookings of the year of the partners in each cell. */
  readonly amounts: readonly (readonly string[])[];
  /** With `unranked` these sum to the population. */
  readonly up: number;
  readonly down: number;
  readonly stay: number;
  /** Partners whose former level is none of the program's and has no known place among them. */
  readonly unranked: number;
  /** Of those who fall, how many fall under the baseline program as well; null without a baseline beside what levels are compared with. */
  readonly downAnyway: number | null;
  readonly handles: readonly HandleCount[];
  /** Largest first. Of this and the lists below at most 60 each come at once: `tier.rows` has them all. */
  readonly movers: readonly Mover[];
  readonly moversTotal: number;
  readonly nearMisses: readonly NearMiss[];
  readonly nearMissesTotal: number;
  readonly atRisk: readonly NearMiss[];
  readonly atRiskTotal: number;
  readonly figures: readonly LevelFigures[];
  readonly costs: TierCosts;
  readonly protect: readonly Protected[];
  readonly protectTotal: number;
  readonly protectCost: string;
  readonly regions: readonly RegionMoves[];
  readonly exceptions: ExceptionEffect;
  /** How many partners each change of the scenario moves when it is made alone. */
  readonly changes: readonly ProgramChange[];
}

/** One difference between two programs. */
export interface ProgramChange {
  readonly place: string;
  readonly label: string;
  readonly from: Cell;
  readonly to: Cell;
  readonly unit: Unit | 'points' | 'text' | 'flag';
  /** Partners who rise and fall when only this changes; null where it was not asked for. */
  readonly up: number | null;
  readonly down: number | null;
}

export interface Distribution {
  readonly measure: string;
  readonly label: string;
  /** `bookings, trailing 12 months, EUR`. */
  readonly basis: string;
  readonly unit: TestUnit;
  readonly scale: 'linear' | 'log';
  /** Edges of the bars, one more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Partners outside of the drawn range or without a figure. */
  readonly below: number;
  readonly above: number;
  readonly missing: number;
}

/** One test of one partner, with the verdict. */
export interface ExplainedTest {
  readonly place: string;
  readonly label: string;
  readonly unit: TestUnit | 'flag';
  readonly value: Cell;
  readonly sign: string;
  readonly needs: Cell;
  readonly met: boolean;
  /** What the measure looked at: `1 Oct 2025 – 30 Sep 2026`. */
  readonly window: string;
  readonly sentence: string;
}

export interface ExplainedRequirement {
  readonly kind: 'all' | 'any' | 'atLeast' | 'not' | 'test';
  readonly label: string;
  readonly met: boolean;
  /** How many of the parts must hold. */
  readonly count?: number;
  readonly test?: ExplainedTest;
  readonly of?: readonly ExplainedRequirement[];
}

export interface TierExplanation {
  readonly basis: TierBasis;
  readonly partner: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The verdict in words, with what decided it. */
  readonly sentence: string;
  readonly levels: readonly {
    readonly id: string;
    readonly label: string;
    /** The requirements give the level / keep it. */
    readonly reached: boolean;
    readonly kept: boolean;
    readonly requirement: ExplainedRequirement | null;
    /** What keeps the level, where that is another list. */
    readonly keep: ExplainedRequirement | null;
  }[];
  /** What the reviews did, oldest first. */
  readonly reviews: readonly ReviewStep[];
}

export interface ReviewStep {
  readonly on: string;
  readonly from: string;
  readonly to: string;
  /** The level the requirements give on that day. */
  readonly reached: string;
  readonly reason: string;
}

export interface BackTest {
  readonly basis: TierBasis;
  readonly reviews: readonly {
    readonly on: string;
    readonly up: number;
    readonly down: number;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  /** Partners who fell and rose again (or the other way round) within `withinReviews` reviews. */
  readonly flapped: number;
  readonly flappedPartners: readonly { readonly partner: string; readonly name: string; readonly path: string }[];
  readonly withinReviews: number;
  /** Of the partner-reviews with a level in force, how many the program puts at the same level. */
  readonly agreement: { readonly same: number; readonly of: number } | null;
}

/** Partners whose results lie outside what is usual for their level. */
export interface PlacementCheck {
  readonly asOf: string;
  readonly measures: readonly { readonly metric: string; readonly label: string; readonly basis: string }[];
  readonly levels: readonly {
    readonly level: string;
    readonly partners: number;
    readonly median: string | null;
    readonly low: string | null;
    readonly high: string | null;
    readonly above: number;
    readonly below: number;
  }[];
  readonly partners: readonly {
    readonly partner: string;
    readonly name: string;
    readonly owner: string | null;
    readonly level: string;
    readonly fits: string;
    readonly direction: 'above' | 'below';
    readonly amount: string;
    readonly reason: string;
  }[];
  readonly outside: number;
  readonly of: number;
  readonly notes: readonly string[];
}

export interface InferredProgram {
  readonly program: TierProgram;
  /** How the thresholds were found and how well they fit, level by level. */
  readonly fits: readonly {
    readonly level: string;
    readonly partners: number;
    readonly explained: number;
    /** What the level asks for: `bookings of the trailing 12 months from 500 k`. */
    readonly sentence: string;
  }[];
  readonly explained: number;
  readonly of: number;
  readonly misfits: readonly {
    readonly partner: string;
    readonly name: string;
    readonly level: string;
    readonly given: string;
    readonly reason: string;
  }[];
  readonly notes: readonly string[];
}

/** A program written from a pasted grid, and what of it was not understood. */
export interface PastedProgram {
  readonly program: TierProgram | null;
  readonly read: readonly { readonly criterion: string; readonly as: string }[];
  readonly questions: readonly { readonly cell: string; readonly text: string; readonly why: string }[];
  readonly faults: readonly Fault[];
}

export interface ProgramTemplate {
  readonly id: string;
  readonly name: string;
  readonly shape: string;
  readonly source: string;
  readonly on: string;
  readonly program: TierProgram;
}

/** A shape that thresholds should bring about. */
export interface SearchResult {
  readonly basis: TierBasis;
  /** Plans on the frontier, best fit of the shape first; none dominated by another. */
  readonly plans: readonly {
    readonly values: Readonly<Record<string, string>>;
    readonly shares: readonly number[];
    readonly counts: readonly number[];
    /** Largest distance of a level's share from the wish, in points of 0 to 1. */
    readonly miss: number;
    readonly demoted: number;
    readonly cost: string;
    readonly meets: boolean;
    /** Which wishes it misses, limits first: `demoted 8.3 %, at most 3 %`. */
    readonly misses: readonly string[];
  }[];
  readonly tried: number;
  readonly met: boolean;
  /**
   * What keeps the best plan from coming closer; null when nothing does. A limit, `at most 3 % demoted`; or, where the wish
   * is out of reach without limits as well, what of the partners is in the way, followed by the limit that makes it worse.
   */
  readonly binding: string | null;
  readonly sentence: string;
}

export interface SavedProgram extends SavedVersion {
  /** A scenario started from a saved program. */
  readonly kind: 'program' | 'scenario';
}

export interface RegisteredException extends TierException {
  readonly id: number;
  readonly name: string | null;
  readonly daysLeft: number;
}

/** Partners behind a cell of the matrix, a flow or a bar. */
export interface TierRow {
  readonly partner: string;
  readonly name: string;
  readonly owner: string | null;
  readonly region: string | null;
  readonly from: string;
  readonly to: string;
  /** `stay` also where the former level has no place among the program's, so that nobody can say. */
  readonly direction: 'up' | 'down' | 'stay';
  readonly amount: string;
  readonly reason: string;
}

/** A new level list, or a call list per owner with gap and next step. */
export interface TierExport {
  readonly fileName: string;
  readonly text: string;
  readonly rows: number;
}

export type { TierException, TierProgram };
