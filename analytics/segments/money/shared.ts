/**
 * Money of groups of partners: a group is credited with each deal once, however many of its partners share it. What partners
 * are credited with adds up to more than that by what they share, which is read once and kept, so that money follows the
 * hand while partners go from one segment to another.
 */
import type { Piece } from '../../metrics/definition.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { readSharedDeals, type SharedDeals } from '../../metrics/sharedDeals.ts';
import type { SegmentDesk } from '../desk.ts';
import type { Placement } from '../place/placement.ts';
import { type Days, windowOver } from '../year.ts';

/** Of a partner that is in none of the groups. */
export const NO_GROUP = -1;

/** Bookings of deals that partners share. */
export function sharedBookings(desk: SegmentDesk, days: Days, options: LabOptions): Promise<SharedDeals<'bookings'>> {
  return sharedOver(
    desk,
    { name: 'bookings', days, pieces: { bookings: findMetric('won_amount').pieces.value! } },
    options,
  );
}

/** @param asked `name` tells these pieces from others */
export function sharedOver<Name extends string>(
  { context, lab }: SegmentDesk,
  asked: { readonly name: string; readonly days: Days; readonly pieces: Readonly<Record<Name, Piece>> },
  options: LabOptions,
): Promise<SharedDeals<Name>> {
  const { name, days, pieces } = asked;
  return lab.keep(context, `segment shared ${name} ${days.from} ${days.to}`, options.signal, async () => {
    const window = windowOver(context.network, days);
    const value = await readSharedDeals(context, { window, pieces }, { signal: options.signal });
    return { value, bytes: value.bytes };
  });
}

/** By index among the sharing partners, the place of each in the placement; `NO_GROUP` for who is not in it. */
export function rowsOfSharers(
  { context, lab }: SegmentDesk,
  { partners: sharers }: SharedDeals<string>,
  { population: { key }, partners }: Placement,
): Int32Array {
  return lab.make(context, `rows of sharers of ${key}`, () => {
    const placeOf = new Map(sharers.map((id, place) => [id, place]));
    const rows = new Int32Array(sharers.length).fill(NO_GROUP);
    for (const [row, id] of partners.entries()) {
      const place = placeOf.get(id);
      if (place !== undefined) rows[place] = row;
    }
    return { value: rows, bytes: rows.byteLength };
  });
}

/**
 * What adding up the credits of partners counts more than once, by figure and group.
 * @param groupOf by index among the sharing partners; `NO_GROUP` for none
 */
export function countedTwice<Name extends string>(
  { starts, members, sums }: SharedDeals<Name>,
  groupOf: ArrayLike<number>,
  groups: number,
): Readonly<Record<Name, readonly bigint[]>> {
  const names = Object.keys(sums) as Name[];
  const twice = Object.fromEntries(names.map((name) => [name, new Array<bigint>(groups).fill(0n)])) as Record<
    Name,
    bigint[]
  >;
  for (let set = 0; set < starts.length - 1; set++) {
    const first = starts[set]!;
    for (let member = first + 1; member < starts[set + 1]!; member++) {
      const group = groupOf[members[member]!]!;
      if (group === NO_GROUP) continue;
      let earlier = first;
      while (groupOf[members[earlier]!] !== group) earlier++;
      if (earlier === member) continue;
      for (const name of names) twice[name][group]! += sums[name][set]!;
    }
  }
  return twice;
}
