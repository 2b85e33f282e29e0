/**
 * Who is whose peer, for whatever compares partners: those enrolled that share what they are and book as much. Amounts in
 * units of 10^-4.
 */
import type { DimensionId } from '../../api/documents/query.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { dimension } from '../../network/dimensions.ts';
import { countWords } from '../../present/labels.ts';
import type { SegmentDesk } from '../desk.ts';
import { attributeOf, type Population } from '../features.ts';
import { sizeBands, sizeWords } from './sizes.ts';

/** Fewer others than this say nothing about what is usual. */
export const FEWEST_PEERS = 3;

export interface Peers {
  /** Indices of partners with bookings in the year, among them the one whose peers they are. */
  readonly members: readonly number[];
  /** What they share: `Reseller, DACH, middle third by bookings`. */
  readonly words: string;
  /** Whether there are too few of the same attributes to part them by size. */
  readonly ofAnySize: boolean;
}

/**
 * Peers by index of the partner; none for one that booked nothing or whose attributes are not all known. Partners of one
 * group are members of the same object.
 * @param booked bookings of the year, in the order of the population
 */
export async function peersOf(
  desk: SegmentDesk,
  population: Population,
  asked: { readonly share: readonly DimensionId[]; readonly booked: readonly bigint[] },
  options: LabOptions = {},
): Promise<ReadonlyMap<number, Peers>> {
  const columns = await Promise.all(asked.share.map((dim) => attributeOf(desk, population, dim, options)));
  const attributes = population.ids.map((_, index) => columns.map((values) => values[index] ?? null));
  return alikeAndOfSize(attributes, asked.booked);
}

/** @param attributes of each partner, what its peers share with it */
export function alikeAndOfSize(
  attributes: readonly (readonly (string | null)[])[],
  booked: readonly bigint[],
): ReadonlyMap<number, Peers> {
  const groups = new Map<string, number[]>();
  for (const [partner, own] of attributes.entries()) {
    if (own.includes(null)) continue;
    const key = JSON.stringify(own);
    const group = groups.get(key);
    if (group) group.push(partner);
    else groups.set(key, [partner]);
  }
  const peers = new Map<number, Peers>();
  for (const group of groups.values()) {
    const { bands, count } = sizeBands(new Map(group.map((partner) => [partner, booked[partner]!])));
    for (let band = 0; band < count; band++) {
      const members = [...bands].flatMap(([partner, own]) => (own === band ? [partner] : []));
      const size = sizeWords(band, count);
      const words = [...attributes[group[0]!]!, ...(size === null ? [] : [size])].join(', ');
      const one: Peers = { members, words, ofAnySize: size === null };
      for (const partner of members) peers.set(partner, one);
    }
  }
  return peers;
}

/** `type and region`. */
export function sharedWords(share: readonly DimensionId[]): string {
  return share.map((dim) => dimension(dim).label.toLowerCase()).join(' and ');
}

/** Who has no size to be compared by. */
export function dormantNote(partners: number, locale: string): string[] {
  if (partners === 0) return [];
  return [`${countWords(partners, 'partner', locale)} without bookings in the year left out: activate them first.`];
}

/** Who is compared with larger and smaller ones. */
export function anySizeNote(partners: number, share: readonly DimensionId[], locale: string): string[] {
  if (partners === 0) return [];
  const who = countWords(partners, 'partner', locale);
  return [
    `${who} compared with peers of every size: too few share ${partners === 1 ? 'its' : 'their'} ${sharedWords(share)}.`,
  ];
}
