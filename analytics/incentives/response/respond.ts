import type { Assumptions, Response } from '../../api/documents/assumptions.ts';
import type { DrawnFactor } from '../chance/model.ts';
import { elasticLift, saturatingLift, semiElasticLift } from './curves.ts';
import { distributionOf, likely } from './figure.ts';

/** How each partner's revenue answers a change of his rate. */
export interface Responses {
  /** Revenue after over revenue before. */
  readonly factors: Float64Array;
  /** Places of partners for whom the assumption says nothing (a rate of 0): counted as if they did not respond. */
  readonly unanswered: readonly number[];
}

/** @param before,after effective rates by partner, as shares of revenue */
export function respond(response: Response, before: Float64Array, after: Float64Array): Responses {
  const factors = new Float64Array(before.length);
  const unanswered: number[] = [];
  for (let partner = 0; partner < factors.length; partner++) {
    const factor = liftOf(response, before[partner]!, after[partner]!);
    if (factor === null) unanswered.push(partner);
    factors[partner] = factor ?? 1;
  }
  return { factors, unanswered };
}

function liftOf(response: Response, before: number, after: number): number | null {
  if ('elasticity' in response) {
    const lift = elasticLift(before, after, likely(response.elasticity));
    if (lift !== null || response.atZero === undefined) return lift;
    return semiElasticLift(before, after, likely(response.atZero));
  }
  if ('semiElasticity' in response) return semiElasticLift(before, after, likely(response.semiElasticity));
  if ('hill' in response) {
    const { most, halfAt, steepness } = response.hill;
    return saturatingLift(before, after, {
      most: likely(most),
      halfAt: Number(halfAt),
      steepness: Number(steepness),
    });
  }
  return 1;
}

/**
 * The same for a simulation: factors that draw the coefficient from its range. A Hill curve has no such form and is taken at
 * its likeliest (a certain factor of each partner).
 */
export function responseFactors(response: Response, before: Float64Array, after: Float64Array): DrawnFactor[] {
  if ('semiElasticity' in response) {
    return [
      {
        kind: 'response',
        stream: 'semi-elasticity',
        coefficient: distributionOf(response.semiElasticity),
        exponents: after.map((rate, partner) => rate - before[partner]!),
      },
    ];
  }
  if ('elasticity' in response) {
    const ends = (partner: number) => before[partner]! > 0 && after[partner]! > 0;
    const elastic: DrawnFactor = {
      kind: 'response',
      stream: 'elasticity',
      coefficient: distributionOf(response.elasticity),
      exponents: after.map((rate, partner) => (ends(partner) ? Math.log(rate / before[partner]!) : 0)),
    };
    if (response.atZero === undefined) return [elastic];
    return [
      elastic,
      {
        kind: 'response',
        stream: 'semi-elasticity',
        coefficient: distributionOf(response.atZero),
        exponents: after.map((rate, partner) => (ends(partner) ? 0 : rate - before[partner]!)),
      },
    ];
  }
  if ('hill' in response) {
    return [
      {
        kind: 'response',
        stream: 'hill',
        coefficient: { kind: 'certain', value: 1 },
        exponents: respond(response, before, after).factors.map(Math.log),
      },
    ];
  }
  return [];
}

/** The pull towards the thresholds of a plan for a simulation, in the unit of the column; none where none is assumed. */
export function pullFactors(pull: Assumptions['pull'], thresholds: readonly number[]): DrawnFactor[] {
  if (!pull || thresholds.length === 0) return [];
  return [
    {
      kind: 'pull',
      stream: 'pull',
      gain: distributionOf(pull.gain),
      within: Number(pull.within),
      power: Number(pull.power),
      thresholds: thresholds.toSorted((a, b) => a - b),
    },
  ];
}

/** Does it promise anything at all? Without, a plan shows its cost only. */
export function isCostOnly({ response, pull }: Assumptions): boolean {
  return 'none' in response && pull === undefined;
}
