/** What a tornado moves, one at a time: an assumption is held at a value instead of being drawn. */
import type { Inputs } from '../../rules/expression.ts';
import type { Distribution } from '../chance/distribution.ts';

export interface Knobs {
  /** Growth of the market over a year. */
  readonly growth?: number | undefined;
  /** Coefficient of the response. */
  readonly response?: number | undefined;
  /** Gain of the pull towards thresholds. */
  readonly gain?: number | undefined;
  /** How far past quarters lie from their partner’s mean: 1 as they were, 2 twice as far. */
  readonly spread: number;
  /** Multiplies the chances of open deals. */
  readonly win: number;
  /** Figures of the first plan by their place, instead of its own. */
  readonly inputs: Inputs;
}

export const AS_ASSUMED: Knobs = { spread: 1, win: 1, inputs: {} };

export function knobbed(distribution: Distribution, value: number | undefined): Distribution {
  return value === undefined ? distribution : { kind: 'certain', value };
}
