/**
 * How much less partners sell of something than those of their peers who sell it. Peers are of one group and of like size.
 * Amounts in units of 10^-4.
 */
import { partOf, quantileOf, shareOut, sumOf } from '../exact.ts';
import { type SizeBands, sizeBands, sizeWords } from './sizes.ts';

/** Fewer sellers than this say nothing about what is usual. */
export const MIN_SELLERS = 3;

export interface Seller {
  /** Whoever shares it can be a peer; null for a partner whose peers are unknown. */
  readonly group: string | null;
  /** By value (a family, a country): what the partner sold of it in the year. */
  readonly sales: ReadonlyMap<string, bigint>;
  /** All that it booked in the year, of no value too: its size. */
  readonly booked: bigint;
}

export interface Gap {
  /** Index of the partner. */
  readonly partner: number;
  readonly value: string;
  /** Peers who sell it, and peers who sell anything, the partner itself not counted. */
  readonly peers: number;
  readonly of: number;
  /** `middle third by bookings`; null where peers are of every size. */
  readonly size: string | null;
  readonly sells: bigint;
  readonly peersSell: bigint;
  /** What is missing to the peers; of what the partner does not sell and most peers do, as far as they do. */
  readonly open: bigint;
  /** The same, cut so that the gaps of a partner together are no more than it booked. */
  readonly potential: bigint;
}

export interface GapRequest {
  readonly sellers: readonly Seller[];
  /** Which of them are looked at; the others are peers only. */
  readonly shown: (partner: number) => boolean;
  /** Quantile of the peers who sell it. */
  readonly reach: number;
}

export interface Gaps {
  readonly gaps: readonly Gap[];
  /** Shown partners who sold something and have too few peers who sell anything. */
  readonly withoutPeers: number;
  /** Shown partners who booked nothing at all. */
  readonly dormant: number;
  /** Shown partners whose bookings are all of no value. */
  readonly unnamed: number;
  /** Shown partners who are compared with peers of every size. */
  readonly ofAnySize: number;
  /** Shown partners whose gaps were cut to what they booked. */
  readonly cut: number;
}

/** What is sold of a value among peers: ascending, and who sold it in that order. */
interface Market {
  readonly amounts: readonly bigint[];
  readonly placeOf: ReadonlyMap<number, number>;
}

/** Partners of one group and band. */
interface Peers {
  readonly members: readonly number[];
  readonly size: string | null;
  readonly markets: ReadonlyMap<string, Market>;
}

export function findGaps({ sellers, shown, reach }: GapRequest): Gaps {
  const peersOf = peersIn(sellers);
  const gaps: Gap[] = [];
  let [withoutPeers, dormant, unnamed, ofAnySize, cut] = [0, 0, 0, 0, 0];
  for (const [partner, { sales, booked }] of sellers.entries()) {
    if (!shown(partner)) continue;
    if (booked <= 0n) {
      dormant++;
      continue;
    }
    if (![...sales.values()].some((amount) => amount > 0n)) {
      unnamed++;
      continue;
    }
    const { compared, found } = gapsOf(partner, sales, peersOf.get(partner), reach);
    if (!compared) withoutPeers++;
    else if (peersOf.get(partner)!.size === null) ofAnySize++;
    const own = withinSize(found, booked);
    if (own.some(({ open, potential }) => potential < open)) cut++;
    gaps.push(...own);
  }
  return { gaps, withoutPeers, dormant, unnamed, ofAnySize, cut };
}

type Open = Omit<Gap, 'potential'>;

function gapsOf(
  partner: number,
  sales: ReadonlyMap<string, bigint>,
  peers: Peers | undefined,
  reach: number,
): { readonly compared: boolean; readonly found: readonly Open[] } {
  const found: Open[] = [];
  let compared = false;
  for (const [value, { amounts, placeOf }] of peers?.markets ?? []) {
    const own = placeOf.get(partner);
    const selling = amounts.length - (own === undefined ? 0 : 1);
    if (selling < MIN_SELLERS) continue;
    compared = true;
    const of = peers!.members.length - 1;
    const [sells, peersSell] = [sales.get(value) ?? 0n, quantileOf(amounts, reach, own)];
    // What most peers do without is a choice and no gap.
    if (own === undefined && 2 * selling < of) continue;
    // Of ten peers six sell it: that this one would sell it too is as likely.
    const open = own === undefined ? partOf(peersSell, BigInt(selling), BigInt(of)) : peersSell - sells;
    if (open > 0n) found.push({ partner, value, peers: selling, of, size: peers!.size, sells, peersSell, open });
  }
  return { compared, found };
}

function withinSize(found: readonly Open[], booked: bigint): Gap[] {
  const open = found.map((gap) => gap.open);
  const cut = sumOf(open) > booked ? shareOut(booked, open) : open;
  return found.map((gap, index) => ({ ...gap, potential: cut[index]! }));
}

/** By partner who has a size. */
function peersIn(sellers: readonly Seller[]): ReadonlyMap<number, Peers> {
  const groups = new Map<string, Map<number, bigint>>();
  for (const [partner, { group, booked }] of sellers.entries()) {
    if (group === null) continue;
    const own = groups.get(group) ?? new Map<number, bigint>();
    groups.set(group, own);
    own.set(partner, booked);
  }
  const peersOf = new Map<number, Peers>();
  for (const booked of groups.values()) {
    for (const peers of bandsOf(sellers, sizeBands(booked))) {
      for (const partner of peers.members) peersOf.set(partner, peers);
    }
  }
  return peersOf;
}

function bandsOf(sellers: readonly Seller[], { bands, count }: SizeBands): Peers[] {
  return Array.from({ length: count }, (_, band): Peers => {
    const members = [...bands].flatMap(([partner, own]) => (own === band ? [partner] : []));
    return { members, size: sizeWords(band, count), markets: marketsOf(sellers, members) };
  });
}

function marketsOf(sellers: readonly Seller[], members: readonly number[]): Map<string, Market> {
  const values = new Map<string, { partner: number; amount: bigint }[]>();
  for (const partner of members) {
    for (const [value, amount] of sellers[partner]!.sales) {
      if (amount <= 0n) continue;
      const list = values.get(value) ?? [];
      if (list.length === 0) values.set(value, list);
      list.push({ partner, amount });
    }
  }
  return new Map(
    [...values].map(([value, list]) => {
      list.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : a.partner - b.partner));
      const placeOf = new Map(list.map(({ partner }, place) => [partner, place]));
      return [value, { amounts: list.map(({ amount }) => amount), placeOf }];
    }),
  );
}
