import type { RegionMoves } from '../../api/tiers.ts';
import { ExactSums } from './sums.ts';

/** Stands for partners without a region. */
export const NO_REGION = '(none)';

/** The region of each partner as an index of names. */
export interface RegionIndex {
  readonly names: readonly string[];
  readonly of: Int32Array;
}

export function regionIndex(regions: readonly (string | null)[]): RegionIndex {
  const places = new Map<string, number>();
  const of = Int32Array.from(regions, (region) => {
    const name = region ?? NO_REGION;
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  return { names: [...places.keys()], of };
}

/** Who moves where partners are, the most who fall first. */
export function regionMoves({ names, of }: RegionIndex, moves: Int8Array, bookings: Float64Array): RegionMoves[] {
  const [partners, up, down] = [0, 1, 2].map(() => new Int32Array(names.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const sums = new ExactSums(names.length);
  for (let partner = 0; partner < of.length; partner++) {
    const region = of[partner]!;
    partners[region]!++;
    if (moves[partner]! > 0) up[region]!++;
    if (moves[partner]! >= 0) continue;
    down[region]!++;
    sums.add(region, bookings[partner]!);
  }
  return names
    .map((region, index) => ({
      region,
      partners: partners[index]!,
      up: up[index]!,
      down: down[index]!,
      amountDown: sums.text(index),
    }))
    .sort((a, b) => b.down - a.down || b.up - a.up || b.partners - a.partners || (a.region < b.region ? -1 : 1));
}
