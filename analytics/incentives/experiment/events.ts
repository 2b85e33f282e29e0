/** Changes of pay in history that can be learnt from: days on which partners' rates moved one way. */
import { matchPeers, type Pair } from './match.ts';
import { AFTER, meanOf, type Panel, type PanelPartner, type Window, windowAt } from './panel.ts';

export interface PayEvent {
  /** Quarters on whose first day rates moved, in order. */
  readonly starts: readonly number[];
  /** Quarters after the change that all pairs have. */
  readonly after: number;
  readonly direction: 'rose' | 'fell';
  /** Partners whose rate moved on these days. */
  readonly treated: number;
  readonly pairs: readonly Pair[];
  /** Mean change of the rate of those who found a peer, less that of their peers. */
  readonly change: number;
}

/** Rates that moved by less are not called changed: half a point. */
export const STEP = 0.005;

/**
 * The day with most pairs, of several the latest; where no day has enough, all days on which rates moved that way, each
 * partner once. Null where nobody's rate moved. Partners who moved within the window, before or after, are on neither side.
 */
export function bestEvent(panel: Panel, enough: number): PayEvent | null {
  const days = (['rose', 'fell'] as const).map((direction) => eventsOf(panel, direction));
  const single = mostPairs(days.flat());
  if (!single || single.pairs.length >= enough) return single;
  return mostPairs([single, ...days.flatMap((events) => (events.length > 1 ? [together(panel, events)] : []))]);
}

function mostPairs(events: readonly PayEvent[]): PayEvent | null {
  return events.reduce<PayEvent | null>(
    (best, event) => (best === null || event.pairs.length >= best.pairs.length ? event : best),
    null,
  );
}

/** One for each day on which somebody's rate moved that way. */
function eventsOf(panel: Panel, direction: PayEvent['direction']): PayEvent[] {
  return panel.quarters.flatMap((_, at) => {
    const window = windowAt(at, panel.quarters.length);
    const event = window && eventAt(panel, direction, window, new Set());
    return event ? [event] : [];
  });
}

function eventAt(
  panel: Panel,
  direction: PayEvent['direction'],
  window: Window,
  used: ReadonlySet<string>,
): PayEvent | null {
  const sign = direction === 'rose' ? 1 : -1;
  const free = panel.partners.filter(({ id }) => !used.has(id));
  const changes = free.map((partner) => ({ partner, change: changeOf(partner, window, panel.ratesOf) }));
  const treated = changes.filter(({ change }) => change * sign >= STEP).map(({ partner }) => partner);
  if (treated.length === 0) return null;
  const still = changes.filter(({ change }) => Math.abs(change) < STEP / 2).map(({ partner }) => partner);
  const pairs = matchPeers(treated, still, window);
  return {
    starts: [window.at],
    after: window.end - window.at,
    direction,
    treated: treated.length,
    pairs,
    change: changeBetween(pairs),
  };
}

/** Days one after the other; who is in a pair already is not taken again. */
function together(panel: Panel, events: readonly PayEvent[]): PayEvent {
  const used = new Set<string>();
  const taken = events.flatMap(({ direction, starts }) => {
    const event = eventAt(panel, direction, windowAt(starts[0]!, panel.quarters.length)!, used);
    for (const { treated, peer } of event?.pairs ?? []) used.add(treated.id).add(peer.id);
    return event ? [event] : [];
  });
  const pairs = taken.flatMap((event) => event.pairs);
  return {
    starts: taken.flatMap((event) => event.starts),
    after: taken.reduce((least, { after }) => Math.min(least, after), AFTER),
    direction: events[0]!.direction,
    treated: taken.reduce((sum, { treated }) => sum + treated, 0),
    pairs,
    change: changeBetween(pairs),
  };
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

function changeBetween(pairs: readonly Pair[]): number {
  const sum = pairs.reduce((total, { treated, peer, window }) => {
    const moved = ({ rate }: PanelPartner) =>
      meanOf(rate, window.at, window.end) - meanOf(rate, window.first, window.at);
    return total + moved(treated) - moved(peer);
  }, 0);
  return pairs.length === 0 ? 0 : sum / pairs.length;
}
