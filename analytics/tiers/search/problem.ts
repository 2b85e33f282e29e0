/** A search for thresholds, on plain arrays: what can be chosen at each level, and what each level means to a partner. */

/** Thresholds of one level, and who meets its requirement under them. */
export interface Choice {
  /** By place in the program; those of the level that do not move are left out. */
  readonly values: Readonly<Record<string, string>>;
  /** 1 for the partners who meet the requirement to enter, to stay. */
  readonly entry: Uint8Array;
  readonly keep: Uint8Array;
  /** By measure, what must not become easier from a level to the next. */
  readonly demands: Readonly<Record<string, Demand>>;
  /** Whether the level asks for these figures and nothing else. */
  readonly plain: boolean;
}

export interface Demand {
  /** Higher the more is asked for. */
  readonly value: number;
  /** What the program asks for as it stands: levels that ask for the same may go on doing so, others must not begin to. */
  readonly now: number;
  /** Whether the search moves it; two figures that it does not move may stand as they are. */
  readonly moves: boolean;
  /** Whether levels need a gap between them: 4.8 M and 4.9 M are no two levels. */
  readonly spaced: boolean;
}

export interface SearchProblem {
  readonly partners: number;
  /** By level, lowest first; a level of which nothing moves has one choice. */
  readonly choices: readonly (readonly Choice[])[];
  /** Whether a level is reached only by those who meet the levels below it. */
  readonly requireLower: boolean;
  /** The level of each partner that the requirements to stay are about, −1 for none; null where only entering counts. */
  readonly came: Int8Array | null;
  /** The level that a partner ends up with when the requirements give a level: entry `given + 1`, by partner. */
  readonly outcomes: readonly Int8Array[];
  /** The place of the former level among the levels, by partner; NaN where it cannot be compared. */
  readonly ranks: Float64Array;
  /** Whole numbers: what each partner costs at a level, by level. */
  readonly costs: readonly Float64Array[];
}

export interface Shape {
  /** Wished share by level; null where it is left open. */
  readonly shares: readonly (number | null)[];
  readonly tolerance: number;
  /** Share of the partners that may fall. */
  readonly maxDemoted: number | null;
  /** In the whole numbers of the costs. */
  readonly maxCost: number | null;
}

export interface Plan {
  /** Index of the choice by level, and the thresholds chosen by place. */
  readonly choice: readonly number[];
  readonly values: Readonly<Record<string, string>>;
  /** Partners without a level, then by level. */
  readonly counts: readonly number[];
  /** Largest distance of a level's share from its wish. */
  readonly miss: number;
  readonly demoted: number;
  readonly cost: number;
}
