/**
 * Pairs of partners whose pay changed with partners whose pay did not, alike in what moves sales besides: the same type and
 * region, about the same size, about the same growth before. Nearest first, nobody twice.
 */
import { BEFORE, type PanelPartner, sumOf, type Window } from './panel.ts';

export interface Pair {
  readonly treated: PanelPartner;
  readonly peer: PanelPartner;
  /** Around the change of the treated one. */
  readonly window: Window;
}

/** A peer is no smaller than half and no larger than twice. */
const SIZE_CALIPER = Math.log(2);
/** Growth of a peer lies within this share of the standard deviation of all growths. */
const GROWTH_CALIPER = 0.5;

interface Measured {
  readonly partner: PanelPartner;
  /** Logarithms, so that half and twice are as far. */
  readonly size: number;
  readonly growth: number;
}

export function matchPeers(treated: readonly PanelPartner[], others: readonly PanelPartner[], window: Window): Pair[] {
  const changed = treated.map((partner) => measured(partner, window)).filter((one) => one !== null);
  const pool = others.map((partner) => measured(partner, window)).filter((one) => one !== null);
  const growthCaliper = GROWTH_CALIPER * deviation([...changed, ...pool].map(({ growth }) => growth));
  const near = changed.flatMap((one, place) =>
    pool.flatMap((peer, at) => {
      if (one.partner.type !== peer.partner.type || one.partner.region !== peer.partner.region) return [];
      const [size, growth] = [Math.abs(one.size - peer.size), Math.abs(one.growth - peer.growth)];
      if (size > SIZE_CALIPER || growth > growthCaliper) return [];
      return [{ place, at, distance: size / SIZE_CALIPER + (growthCaliper === 0 ? 0 : growth / growthCaliper) }];
    }),
  );
  near.sort((a, b) => a.distance - b.distance || a.place - b.place || a.at - b.at);
  const [paired, used] = [new Map<number, number>(), new Set<number>()];
  for (const { place, at } of near) {
    if (paired.has(place) || used.has(at)) continue;
    paired.set(place, at);
    used.add(at);
  }
  return changed.flatMap(({ partner }, place) => {
    const at = paired.get(place);
    return at === undefined ? [] : [{ treated: partner, peer: pool[at]!.partner, window }];
  });
}

/** Year on year into the window where there is a year before it, else its second half on its first. */
export function growthInto({ revenue }: PanelPartner, { first, at }: Window): number {
  const half = BEFORE / 2;
  const [before, after] =
    first >= BEFORE
      ? [sumOf(revenue, first - BEFORE, first), sumOf(revenue, first, at)]
      : [sumOf(revenue, first, first + half), sumOf(revenue, first + half, at)];
  return before > 0 && after > 0 ? Math.log(after / before) : Number.NaN;
}

/** Null for who sold nothing: there is nothing to be alike in. */
function measured(partner: PanelPartner, window: Window): Measured | null {
  const sold = sumOf(partner.revenue, window.first, window.at);
  const growth = growthInto(partner, window);
  return sold > 0 && !Number.isNaN(growth) ? { partner, size: Math.log(sold), growth } : null;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length - 1, 1));
}
