/** Criteria of a profile as they are asked of partners and of prospects. */

import type { Measure } from '../../api/documents/measure.ts';
import type { DimensionId } from '../../api/documents/query.ts';
import type { CriterionBy, PartnerProfile } from '../../api/documents/segmentation.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { Unit } from '../../api/results.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { dimension } from '../../network/dimensions.ts';
import type { Network } from '../../network/network.ts';
import { assertPartnerFilters } from '../../network/roster.ts';
import { measureOf } from '../place/conditions.ts';
import { bandWorth, rampWorth } from './worth.ts';

interface Named {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
}

/** By a figure of a partner. */
export interface MeasuredCriterion extends Named {
  readonly measure: Measure;
  readonly unit: Unit;
  /** 0 to 1; NaN for no figure. */
  worth(value: number): number;
}

/** By what a partner is. */
export interface AttributeCriterion extends Named {
  readonly dim: DimensionId;
  /** Values that have a worth of their own. */
  readonly values: readonly string[];
  /** 0 to 1; NaN where it is not known. */
  worth(value: string | null): number;
}

export type Criterion = MeasuredCriterion | AttributeCriterion;

/**
 * @throws QuarterdeckError `metric-unknown`, `dimension-unknown` or `bad-request` for a criterion that has no answer on this
 * network, for two of one id, and for weights that are all 0.
 */
export function criteriaOf({ criteria }: PartnerProfile, network: Network): Criterion[] {
  const twice = criteria.find(({ id }, index) => criteria.findIndex((other) => other.id === id) < index);
  if (twice) {
    throw new QuarterdeckError(
      'bad-request',
      `Two criteria of the profile are called “${twice.id}”. Give each an id of its own.`,
    );
  }
  if (criteria.every(({ weight }) => weight === 0)) {
    throw new QuarterdeckError(
      'bad-request',
      'Every criterion of the profile has the weight 0, so nobody has a score. Give one a weight from 1 to 5.',
    );
  }
  return criteria.map(({ id, label, weight, by }) => criterionOf({ id, label, weight }, by, network));
}

function criterionOf(
  { id, label, weight }: { readonly id: string; readonly label: string | undefined; readonly weight: number },
  by: CriterionBy,
  network: Network,
): Criterion {
  if ('attribute' in by) {
    assertPartnerFilters([{ dim: by.attribute, values: [null] }]);
    const named = { id, label: label ?? dimension(by.attribute).label, weight };
    const worth = (value: string | null) =>
      value === null ? Number.NaN : Object.hasOwn(by.worth, value) ? by.worth[value]! : by.otherwise;
    return { ...named, dim: by.attribute, values: Object.keys(by.worth), worth };
  }
  const planned = planMeasure(measureOf(by), network);
  const named = { id, label: label ?? planned.label, weight, measure: planned.measure, unit: planned.unit };
  if ('bands' in by) {
    const bands = by.bands.map(({ from, worth }) => ({ from: Number(from), worth })).sort((a, b) => a.from - b.from);
    return { ...named, worth: (value: number) => bandWorth(value, bands) };
  }
  const [from, to] = [Number(by.from), Number(by.to)];
  return { ...named, worth: (value: number) => rampWorth(value, from, to) };
}
