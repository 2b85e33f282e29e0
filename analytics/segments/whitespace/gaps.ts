/** How much less partners sell of something than those of their peers who sell it. Amounts in units of 10^-4. */
import { partOf, shareOut, sumOf } from '../exact.ts';
import { FEWEST_PEERS, type Peers } from '../peers/peers.ts';
import { othersThan, quantileOfOthers, type Ranked, ranked } from '../peers/ranked.ts';

export interface Seller {
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
  /** What they have in common: `Reseller, DACH, middle third by bookings`. */
  readonly alike: string;
  readonly sells: bigint;
  readonly peersSell: bigint;
  /** What is missing to the peers; of what the partner does not sell and most peers do, as far as they do. */
  readonly open: bigint;
  /** The same, cut so that the gaps of a partner together are no more than it booked. */
  readonly potential: bigint;
}

export interface GapRequest {
  readonly sellers: readonly Seller[];
  /** By index of the seller. */
  readonly peers: ReadonlyMap<number, Peers>;
  /** Which of them are looked at; the others are peers only. */
  readonly shown: (partner: number) => boolean;
  /** Quantile of the peers who sell it. */
  readonly reach: number;
}

export interface Gaps {
  readonly gaps: readonly Gap[];
  /** Shown partners who are compared with peers in something. */
  readonly compared: number;
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

/** By value, what each of some peers sells of it. */
type Markets = ReadonlyMap<string, Ranked>;

export function findGaps({ sellers, peers: peersOf, shown, reach }: GapRequest): Gaps {
  const marketsOf = new Map([...new Set(peersOf.values())].map((peers) => [peers, marketsIn(sellers, peers)]));
  const gaps: Gap[] = [];
  let [compared, withoutPeers, dormant, unnamed, ofAnySize, cut] = [0, 0, 0, 0, 0, 0];
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
    const peers = peersOf.get(partner);
    const { isCompared, found } = peers
      ? gapsOf(partner, sales, { peers, markets: marketsOf.get(peers)! }, reach)
      : ALONE;
    if (!isCompared) withoutPeers++;
    else {
      compared++;
      if (peers!.ofAnySize) ofAnySize++;
    }
    const own = withinSize(found, booked);
    if (own.some(({ open, potential }) => potential < open)) cut++;
    gaps.push(...own);
  }
  return { gaps, compared, withoutPeers, dormant, unnamed, ofAnySize, cut };
}

type Open = Omit<Gap, 'potential'>;

interface Compared {
  readonly isCompared: boolean;
  readonly found: readonly Open[];
}

const ALONE: Compared = { isCompared: false, found: [] };

function gapsOf(
  partner: number,
  sales: ReadonlyMap<string, bigint>,
  { peers, markets }: { readonly peers: Peers; readonly markets: Markets },
  reach: number,
): Compared {
  const found: Open[] = [];
  let isCompared = false;
  const of = peers.members.length - 1;
  for (const [value, market] of markets) {
    const selling = othersThan(market, partner);
    if (selling < FEWEST_PEERS) continue;
    isCompared = true;
    const sellsNone = !market.placeOf.has(partner);
    const [sells, peersSell] = [sales.get(value) ?? 0n, quantileOfOthers(market, partner, reach)];
    // What most peers do without is a choice and no gap.
    if (sellsNone && 2 * selling < of) continue;
    // Of ten peers six sell it: that this one would sell it too is as likely.
    const open = sellsNone ? partOf(peersSell, BigInt(selling), BigInt(of)) : peersSell - sells;
    if (open > 0n) found.push({ partner, value, peers: selling, of, alike: peers.words, sells, peersSell, open });
  }
  return { isCompared, found };
}

function withinSize(found: readonly Open[], booked: bigint): Gap[] {
  const open = found.map((gap) => gap.open);
  const cut = sumOf(open) > booked ? shareOut(booked, open) : open;
  return found.map((gap, index) => ({ ...gap, potential: cut[index]! }));
}

function marketsIn(sellers: readonly Seller[], { members }: Peers): Markets {
  const values = new Map<string, [partner: number, amount: bigint][]>();
  for (const partner of members) {
    for (const [value, amount] of sellers[partner]!.sales) {
      if (amount <= 0n) continue;
      const list = values.get(value) ?? [];
      if (list.length === 0) values.set(value, list);
      list.push([partner, amount]);
    }
  }
  return new Map([...values].map(([value, list]) => [value, ranked(list)]));
}
