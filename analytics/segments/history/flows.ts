/** Who went from where to where between two quarters, and what they booked: a deal counts once in each group of partners. */
import { sumOf } from '../exact.ts';
import { countedTwice, NO_GROUP } from '../money/shared.ts';
import { type PlacedQuarter, segmentOf } from './quarters.ts';

/** Not enrolled, or not placed. */
export const NOWHERE = -1;

export interface Flow {
  /** Segments by their places; `NOWHERE` for none. */
  readonly from: number;
  readonly to: number;
  readonly partners: number;
  /** Bookings of the year to the later quarter’s end, in units of 10^-4: each deal once, however many of them share it. */
  readonly units: bigint;
}

export interface Flows {
  /** By segment before, then after. */
  readonly flows: readonly Flow[];
  /** How far their bookings add up to more than those of all these partners: those of several flows share deals. */
  readonly overlap: bigint;
}

/** From every segment to every other, and to itself; who is nowhere on both days is not told of. */
export function flowsOf(before: PlacedQuarter, after: PlacedQuarter, places: ReadonlyMap<string, number>): Flows {
  const placeIn = (quarter: PlacedQuarter, partner: string): number =>
    places.get(segmentOf(quarter, partner) ?? '') ?? NOWHERE;
  const groups = new Map<string, number>();
  for (const partner of partnersOf(before, after)) {
    const [from, to] = [placeIn(before, partner), placeIn(after, partner)];
    if (from !== NOWHERE || to !== NOWHERE) groups.set(partner, (from + 1) * (places.size + 1) + to + 1);
  }
  const keys = [...new Set(groups.values())].sort((a, b) => a - b);
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const members = new Map([...groups].map(([partner, key]) => [partner, placeOf.get(key)!]));
  const partners = new Array<number>(keys.length).fill(0);
  for (const flow of members.values()) partners[flow]!++;
  const units = bookedOnce(after, members, keys.length);
  const [all] = bookedOnce(after, new Map([...members.keys()].map((partner) => [partner, 0])), 1);
  return {
    flows: keys.map((key, place) => ({
      from: Math.floor(key / (places.size + 1)) - 1,
      to: (key % (places.size + 1)) - 1,
      partners: partners[place]!,
      units: units[place]!,
    })),
    overlap: sumOf(units) - all!,
  };
}

/** Everybody who is among the partners on one of the two days. */
export function partnersOf(before: PlacedQuarter, after: PlacedQuarter): ReadonlySet<string> {
  return new Set([...before.places.keys(), ...after.places.keys()]);
}

/** Bookings of groups of partners in the year to a quarter’s end, each deal once in a group; in units of 10^-4. */
export function bookedOnce(
  { bookingsOf, shared }: PlacedQuarter,
  groupOf: ReadonlyMap<string, number>,
  groups: number,
): bigint[] {
  const credits = new Array<bigint>(groups).fill(0n);
  for (const [partner, group] of groupOf) credits[group]! += bookingsOf(partner);
  const sharers = shared.partners.map((partner) => groupOf.get(partner) ?? NO_GROUP);
  const { bookings: twice } = countedTwice(shared, sharers, groups);
  return credits.map((sum, group) => sum - twice[group]!);
}
