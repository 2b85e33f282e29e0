/** Profiles of the ideal partner as a hand changes them. Pure. */

import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import type { PartnerProfile } from '../../../../analytics/api/documents/segmentation.ts';
import type { MetricInfo } from '../../../../analytics/api/results.ts';
import { newMeasure, startFigure } from '../../../measures/measure.ts';
import { TWELVE_MONTHS } from '../../../measures/windowText.ts';
import { freeId } from './lists.ts';

export type Criterion = PartnerProfile['criteria'][number];
export type Ramp = Extract<Criterion['by'], { to: string }>;
export type Bands = Extract<Criterion['by'], { bands: unknown }>;
export type Worths = Extract<Criterion['by'], { attribute: unknown }>;

/** A profile to begin with: growth alone, to be joined by more. */
export function newProfile(id: string): PartnerProfile {
  return {
    id,
    name: 'Potential',
    criteria: [
      {
        id: 'growth',
        label: 'Growth of bookings',
        weight: 3,
        by: { metric: 'growth', filter: [], window: TWELVE_MONTHS, from: '-0.3', to: '0.5' },
      },
    ],
    leastKnown: 0.5,
    outcome: { metric: 'won_amount', filter: [], window: TWELVE_MONTHS },
  };
}

const idsOf = (criteria: readonly Criterion[]): readonly string[] => criteria.map(({ id }) => id);

/** Worth nothing at 0, all at a figure to be changed. */
export function measuredCriterion(metric: MetricInfo, criteria: readonly Criterion[]): Criterion {
  return {
    id: freeId('criterion', idsOf(criteria)),
    label: metric.label,
    weight: 3,
    by: { ...newMeasure(metric), from: '0', to: startFigure(metric.unit) },
  };
}

export function attributeCriterion(dim: DimensionId, label: string, criteria: readonly Criterion[]): Criterion {
  return {
    id: freeId('criterion', idsOf(criteria)),
    label,
    weight: 3,
    by: { attribute: dim, worth: {}, otherwise: 0.5 },
  };
}
