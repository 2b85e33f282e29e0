/** Quarters and their values as columns to draw: each with the same quarter a year before. */
import type { TrendPoint } from '../../../analytics/present/charts/trendColumns.ts';

const YEAR = 4;

/**
 * The first four quarters only serve as the year before of the next four. Quarters before the first value are not drawn:
 * the network has no history there. `current` is the name of the period in view.
 */
export function trendPoints(
  quarters: readonly string[],
  values: readonly (number | null)[],
  current: string | undefined,
): TrendPoint[] {
  const first = values.findIndex((value) => value !== null);
  if (first < 0) return [];
  return quarters.flatMap((label, index) => {
    if (index < YEAR || index < first) return [];
    return [
      {
        label,
        actual: values[index] ?? null,
        prior: values[index - YEAR] ?? null,
        current: label === current,
      },
    ];
  });
}
