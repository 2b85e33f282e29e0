/** Where values stand among others. */

/** Of values in ascending order, by linear interpolation between the two nearest, as spreadsheets do. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** Percentile among peers, the own value one of them: 100 for the highest, 0 for the lowest, ties in the middle of their places. */
export function percentileOf(values: readonly number[], own: number): number {
  if (values.length <= 1) return 100;
  const below = values.filter((value) => value < own).length;
  const equal = values.filter((value) => value === own).length;
  return Math.round(((below + Math.max(equal - 1, 0) / 2) / (values.length - 1)) * 100);
}
