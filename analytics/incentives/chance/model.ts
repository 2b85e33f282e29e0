/**
 * A simulation as plain data, so that it can be handed to any worker: who, what is drawn for each, what follows from it by
 * rule, and what is kept of that. Figures are whole numbers of 10^-scale of the column they fill.
 */
import { QuarterdeckError } from '../../api/errors.ts';
import { type Expression, type Inputs, isCondition } from '../../rules/expression.ts';
import type { Distribution } from './distribution.ts';

/** A figure for each partner has its place; lists of several go from `offsets[p]` to `offsets[p + 1]`. */
export type DrawnPart =
  /** Known. */
  | { readonly kind: 'fixed'; readonly values: Float64Array }
  /** The sum of so many of the partner's own past periods, each picked anew (bootstrap); 0 without history. */
  | {
      readonly kind: 'history';
      readonly stream: string;
      readonly periods: number;
      readonly offsets: Uint32Array;
      readonly values: Float64Array;
      /**
       * Where this stream, of lists as long, picks the same place, these values count instead: what something is held against is
       * never the very period that it was drawn from.
       */
      readonly besides?: { readonly stream: string; readonly instead: Float64Array } | undefined;
    }
  /** Open deals, each won or lost as a whole. Its dice are the deal's own, whoever else is open. */
  | {
      readonly kind: 'deals';
      /** Of the histories of the time in which they are decided: what groups are drawn with then goes for both. */
      readonly stream: string;
      readonly offsets: Uint32Array;
      readonly ids: readonly string[];
      readonly amounts: Float64Array;
      readonly chances: Float64Array;
    };

/** What the sum of the parts is multiplied by. */
export type DrawnFactor =
  /** Drawn for every partner by himself. */
  | { readonly kind: 'own'; readonly stream: string; readonly distribution: Distribution }
  /** Drawn once for all. */
  | { readonly kind: 'common'; readonly stream: string; readonly distribution: Distribution }
  /**
   * exp(coefficient × exponent), the coefficient drawn once for all and the exponent the partner's: the change of his rate
   * for a semi-elasticity, the logarithm of new over old rate for an elasticity.
   */
  | {
      readonly kind: 'response';
      readonly stream: string;
      readonly coefficient: Distribution;
      readonly exponents: Float64Array;
    }
  /** 1 + the pull of the next threshold above what the column holds so far; its gain is drawn once for all. */
  | {
      readonly kind: 'pull';
      readonly stream: string;
      readonly gain: Distribution;
      readonly within: number;
      readonly power: number;
      /** Upwards. */
      readonly thresholds: readonly number[];
    };

/** Columns that name one stream draw the same: revenue with and without a response are the same luck. */
export interface DrawnColumn {
  readonly name: string;
  readonly parts: readonly DrawnPart[];
  readonly factors: readonly DrawnFactor[];
}

/**
 * Partners of one group pick from their histories, and win their open deals, together: a Gaussian copula with one factor a group
 * and stream. Each list of a history goes from its lowest period to its highest; each period of it is picked, and each deal won,
 * as often as without.
 */
export interface MovedTogether {
  /** By partner, a place in `groups`; −1 for who moves alone. */
  readonly groupOf: Int32Array;
  /** Names, each once: their dice are their own, whoever else is in the model. */
  readonly groups: readonly string[];
  /** Spearman's rank correlation of two partners of a group, from 0 up to, not with, 1. */
  readonly rank: number;
}

export interface ChanceModel {
  /** A whole number, kept with the scenario. */
  readonly seed: number;
  readonly draws: number;
  /** Ids, each once. */
  readonly partners: readonly string[];
  readonly columns: readonly DrawnColumn[];
  /** All are drawn by themselves when left out. */
  readonly together?: MovedTogether | undefined;
  /** What follows from the columns. */
  readonly rules: Readonly<Record<string, Expression>>;
  readonly inputs: Inputs;
  /** Rules that are added up over partners, draw by draw. */
  readonly sums: readonly string[];
  /** The one of them whose percentiles are kept for each partner. */
  readonly spread: string | null;
  /** Conditions of which the draws are counted for each partner in which they hold: a threshold crossed. */
  readonly counts: readonly string[];
}

const MOST_DRAWS = 1_000_000;

/** Throws a sentence when the model cannot be run. */
export function checkModel(model: ChanceModel): void {
  const { seed, draws, partners, columns, together, rules, sums, spread, counts } = model;
  const refuse = (sentence: string): never => {
    throw new QuarterdeckError('bad-request', sentence);
  };
  if (!Number.isSafeInteger(seed) || seed < 0) {
    refuse(`A seed is a whole number from 0 to 9007199254740991, and ${seed} is not.`);
  }
  if (!Number.isInteger(draws) || draws < 1 || draws > MOST_DRAWS) {
    refuse(`Draw between 1 and 1,000,000 times, not ${draws}.`);
  }
  if (new Set(partners).size !== partners.length)
    refuse('A partner is listed twice, and would throw the same dice twice.');
  if (together && !(together.rank >= 0 && together.rank < 1)) {
    refuse(`A rank correlation of partners who move together lies between 0 and 1, and ${together.rank} does not.`);
  }
  for (const name of spread === null ? sums : [...sums, spread]) {
    const rule = rules[name];
    if (!rule || isCondition(rule)) refuse(`“${name}” is to be added up, and is no figure of the simulation.`);
  }
  for (const name of counts) {
    const rule = rules[name];
    if (!rule || !isCondition(rule)) refuse(`“${name}” is to be counted, and is no condition of the simulation.`);
  }
  for (const { name, parts, factors } of columns) {
    const lists = parts.flatMap((part) => (part.kind === 'fixed' ? [part.values.length] : [part.offsets.length - 1]));
    for (const factor of factors) if (factor.kind === 'response') lists.push(factor.exponents.length);
    const odd = lists.find((length) => length !== partners.length);
    if (odd !== undefined)
      refuse(`Column “${name}” has figures for ${odd} partners, and there are ${partners.length}.`);
  }
}

/**
 * Partners whose own history has fewer periods than that: picked anew, a handful of periods shows less spread than there is, so
 * their percentiles are too narrow. In the order of the model.
 */
export function shortHistories({ partners, columns }: ChanceModel, fewest: number): string[] {
  const histories = columns.flatMap(({ parts }) => parts.filter((part) => part.kind === 'history'));
  return partners.filter((_, place) => histories.some(({ offsets }) => offsets[place + 1]! - offsets[place]! < fewest));
}
