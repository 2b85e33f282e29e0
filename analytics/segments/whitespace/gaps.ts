/** How much less partners sell of something than those of their peers who sell it. Amounts in units of 10^-4. */
import { quantileOf } from '../exact.ts';

/** Fewer sellers than this say nothing about what is usual. */
export const MIN_SELLERS = 3;

export interface Seller {
  /** Whoever shares it is a peer; null for a partner whose peers are unknown. */
  readonly group: string | null;
  /** By value (a family, a country): what the partner sold of it in the year. */
  readonly sales: ReadonlyMap<string, bigint>;
}

export interface Gap {
  /** Index of the partner. */
  readonly partner: number;
  readonly value: string;
  /** Peers who sell it, and peers there are, the partner itself not counted. */
  readonly peers: number;
  readonly of: number;
  readonly sells: bigint;
  readonly peersSell: bigint;
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
  /** Shown partners who sold nothing at all. */
  readonly dormant: number;
}

/** What is sold of a value in a group: ascending, and who sold it in that order. */
interface Market {
  readonly amounts: readonly bigint[];
  readonly placeOf: ReadonlyMap<number, number>;
}

export function findGaps({ sellers, shown, reach }: GapRequest): Gaps {
  const sizes = new Map<string, number>();
  for (const { group } of sellers) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const markets = marketsOf(sellers);
  const gaps: Gap[] = [];
  let [withoutPeers, dormant] = [0, 0];
  for (const [partner, { group, sales }] of sellers.entries()) {
    if (!shown(partner)) continue;
    if (![...sales.values()].some((amount) => amount > 0n)) {
      dormant++;
      continue;
    }
    let compared = false;
    for (const [value, { amounts, placeOf }] of group === null ? [] : markets.get(group)!) {
      const own = placeOf.get(partner);
      const peers = amounts.length - (own === undefined ? 0 : 1);
      if (peers < MIN_SELLERS) continue;
      compared = true;
      const sells = sales.get(value) ?? 0n;
      const peersSell = quantileOf(amounts, reach, own);
      if (peersSell > sells) gaps.push({ partner, value, peers, of: sizes.get(group!)! - 1, sells, peersSell });
    }
    if (!compared) withoutPeers++;
  }
  return { gaps, withoutPeers, dormant };
}

function marketsOf(sellers: readonly Seller[]): Map<string, Map<string, Market>> {
  const groups = new Map<string, Map<string, { partner: number; amount: bigint }[]>>();
  for (const [partner, { group, sales }] of sellers.entries()) {
    if (group === null) continue;
    const own = groups.get(group) ?? new Map<string, { partner: number; amount: bigint }[]>();
    groups.set(group, own);
    for (const [value, amount] of sales) {
      if (amount <= 0n) continue;
      const list = own.get(value) ?? [];
      if (list.length === 0) own.set(value, list);
      list.push({ partner, amount });
    }
  }
  const market = (list: { partner: number; amount: bigint }[]): Market => {
    list.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : a.partner - b.partner));
    return {
      amounts: list.map(({ amount }) => amount),
      placeOf: new Map(list.map(({ partner }, place) => [partner, place])),
    };
  };
  return new Map(
    [...groups].map(([group, values]) => [group, new Map([...values].map(([value, list]) => [value, market(list)]))]),
  );
}
