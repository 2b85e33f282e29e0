/** Who is of like size: partners of a group in bands by what they booked. */

/** A band of fewer partners says little about what is usual in it. */
const FEWEST = 9;
const MOST_BANDS = 3;
const NAMES: Readonly<Record<number, readonly string[]>> = {
  2: ['lower half by bookings', 'upper half by bookings'],
  3: ['lower third by bookings', 'middle third by bookings', 'upper third by bookings'],
};

export interface SizeBands {
  /** By partner, the band from the smallest; null for those who booked nothing, who are no peers. */
  readonly bands: ReadonlyMap<number, number>;
  /** 1 where there are too few partners to part. */
  readonly count: number;
}

/**
 * Thirds by rank where each has at least nine partners, halves where these have, or all together. Equal bookings are in one
 * band.
 * @param booked of the partners of one group; those at 0 and below have no size
 */
export function sizeBands(booked: ReadonlyMap<number, bigint>): SizeBands {
  const ranked = [...booked]
    .filter(([, amount]) => amount > 0n)
    .sort(([a, one], [b, other]) => (one === other ? a - b : one < other ? -1 : 1));
  const count = Math.max(1, Math.min(MOST_BANDS, Math.floor(ranked.length / FEWEST)));
  const bands = new Map<number, number>();
  let first = 0;
  ranked.forEach(([partner, amount], place) => {
    if (amount !== ranked[first]![1]) first = place;
    bands.set(partner, Math.floor((first * count) / ranked.length));
  });
  return { bands, count };
}

/** `middle third by bookings`; null where partners of all sizes are together. */
export function sizeWords(band: number, count: number): string | null {
  return NAMES[count]?.[band] ?? null;
}
