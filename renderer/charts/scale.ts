/** A linear scale from a domain to pixels. A domain without extent maps to the start. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]) {
  const extent = high - low;
  return (value: number): number => (extent === 0 ? from : from + ((value - low) / extent) * (to - from));
}

/** Extent of values that always holds zero: bars start there. */
export function extentWithZero(values: Iterable<number | null>): [number, number] {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
