import type { RegionMoves } from '../../api/tiers.ts';
import { ExactSums } from './sums.ts';

/** Stands for partners without a region. */
export const NO_REGION = '(none)';

/** Who moves where partners are, the most who fall first. */
export function regionMoves(
  regions: readonly (string | null)[],
  moves: Int8Array,
  bookings: Float64Array,
): RegionMoves[] {
  const places = new Map<string | null, number>();
  const of = Int32Array.from(regions, (region) => {
    const known = places.get(region);
    if (known !== undefined) return known;
    places.set(region, places.size);
    return places.size - 1;
  });
  const counts = Array.from({ length: places.size }, () => ({ partners: 0, up: 0, down: 0 }));
  const sums = new ExactSums(places.size);
  for (let partner = 0; partner < of.length; partner++) {
    const place = of[partner]!;
    const count = counts[place]!;
    count.partners++;
    if (moves[partner]! > 0) count.up++;
    if (moves[partner]! >= 0) continue;
    count.down++;
    sums.add(place, bookings[partner]!);
  }
  return [...places]
    .map(([region, place]) => ({ region: region ?? NO_REGION, ...counts[place]!, amountDown: sums.text(place) }))
    .sort((a, b) => b.down - a.down || b.up - a.up || b.partners - a.partners || (a.region < b.region ? -1 : 1));
}
