/** Changes of pay in history that can be learnt from: the day on which many partners' rates moved one way. */
import { type Matched, matchPeers } from './match.ts';
import { meanOf, type Panel, type PanelPartner, type Window, windowAt } from './panel.ts';

export interface PayEvent {
  readonly window: Window;
  readonly direction: 'rose' | 'fell';
  readonly treated: readonly PanelPartner[];
  readonly matched: Matched;
  /** Mean change of the rate of those who found a peer, less that of their peers. */
  readonly change: number;
}

/** Rates that moved by less are not called changed: half a point. */
export const STEP = 0.005;

/**
 * The event with most pairs, of several the latest; null where nobody's rate moved. Partners who moved within the window,
 * before or after, are on neither side.
 */
export function bestEvent(panel: Panel): PayEvent | null {
  let best: PayEvent | null = null;
  for (let at = 0; at < panel.quarters.length; at++) {
    const window = windowAt(at, panel.quarters.length);
    if (!window) continue;
    const changes = panel.partners.map((partner) => ({ partner, change: changeOf(partner, window, panel.ratesOf) }));
    const still = changes.filter(({ change }) => Math.abs(change) < STEP / 2).map(({ partner }) => partner);
    for (const direction of ['rose', 'fell'] as const) {
      const sign = direction === 'rose' ? 1 : -1;
      const treated = changes.filter(({ change }) => change * sign >= STEP).map(({ partner }) => partner);
      if (treated.length === 0) continue;
      const matched = matchPeers(treated, still, window);
      if (best && matched.pairs.length < best.matched.pairs.length) continue;
      best = { window, direction, treated, matched, change: changeBetween(matched, window) };
    }
  }
  return best;
}

/** NaN for who has no rate in a quarter, or who moved at another time of the window. */
function changeOf({ rate }: PanelPartner, { first, at, end }: Window, ratesOf: Panel['ratesOf']): number {
  const [before, after] = [rate.subarray(first, at), rate.subarray(at, end)];
  const change = meanOf(rate, at, end) - meanOf(rate, first, at);
  if (ratesOf === 'levels') return isSteady(before) && isSteady(after) ? change : Number.NaN;
  // What was paid over what was sold is never quite steady: it moved on the day where all after is beyond all before.
  const apart = change > 0 ? Math.min(...after) > Math.max(...before) : Math.max(...after) < Math.min(...before);
  return apart || Math.abs(change) < STEP / 2 ? change : Number.NaN;
}

function isSteady(rates: Float64Array): boolean {
  return rates.every((rate) => rate === rates[0]);
}

function changeBetween({ pairs }: Matched, { first, at, end }: Window): number {
  const moved = ({ rate }: PanelPartner) => meanOf(rate, at, end) - meanOf(rate, first, at);
  const sum = pairs.reduce((total, { treated, peer }) => total + moved(treated) - moved(peer), 0);
  return pairs.length === 0 ? 0 : sum / pairs.length;
}
