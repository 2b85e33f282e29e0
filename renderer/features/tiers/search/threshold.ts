/** What a threshold is called in a table, and the unit it is written in. */
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { MetricInfo } from '../../../../analytics/api/results.ts';
import type { TestUnit } from '../../../../analytics/api/tiers.ts';
import { valueAt } from '../../../drafts/place.ts';

interface TestLike {
  readonly label?: string;
  readonly metric?: string;
  readonly score?: string;
}

export interface Threshold {
  /** `Gold`, or nothing where it belongs to no level. */
  readonly level: string;
  /** `bookings`. */
  readonly what: string;
  readonly unit: TestUnit;
}

/** The threshold at `levels.2.requirement.all.0.value`; by its place where no test is behind it. */
export function thresholdAt(
  program: TierProgram,
  place: string,
  metrics: ReadonlyMap<string, Pick<MetricInfo, 'label' | 'unit'>>,
): Threshold {
  const [, index] = /^levels\.(\d+)\./.exec(place) ?? [];
  const level = program.levels[Number(index)];
  const test = valueAt(program, place.replace(/\.(value|exitValue)(ByRegion\..*)?$/, '')) as TestLike | undefined;
  const metric = test?.metric === undefined ? undefined : metrics.get(test.metric);
  return {
    level: level?.label ?? level?.id ?? '',
    what: test?.label ?? metric?.label.replace(/ \(.*\)$/, '').toLowerCase() ?? test?.score ?? place,
    unit: metric?.unit ?? 'points',
  };
}
