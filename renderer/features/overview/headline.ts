/** Which figures head the overview, and which would say nothing in this network. */
import type { Cell } from '../../../analytics/api/results.ts';

/** In the order of preference: the first six that say something are shown. */
export const HEADLINES = [
  'won_amount',
  'win_rate',
  'open_pipeline',
  'payout_rate',
  'active_partners',
  'payout_lag_days',
  'won_count',
  'avg_deal',
  'payout_amount',
  'transacting_partners',
] as const;

const FIRST = 6;

/** Known only as they are now: asked for without a window, and without a trend. */
export const NOW_METRICS: readonly string[] = ['open_pipeline', 'weighted_pipeline'];

/** Asked for in the window; the last ones are there to judge the others and to fill the lines under them. */
export const HEADLINE_METRICS: readonly string[] = [
  ...HEADLINES.filter((id) => !NOW_METRICS.includes(id)),
  'lost_count',
  'enrolled_partners',
  'plan_amount',
  'attainment',
];

export interface Headlining {
  readonly shown: readonly string[];
  /** Why some of the first six are not there. */
  readonly missing: readonly string[];
}

const ABSENCE: Readonly<Record<string, string>> = {
  win_rate: 'no lost deals are loaded, so a win rate would say nothing',
  open_pipeline: 'no open deals are loaded',
  payout_rate: 'no payout was earned in the window',
  active_partners: 'no partner was active',
};

/** `total` holds the headline metrics and, taken from a reply without a window, those known only as they are now. */
export function headlining(total: Readonly<Record<string, Cell>>, known: { has(id: string): boolean }): Headlining {
  const says = (id: string): boolean => {
    if (!known.has(id) || isNothing(total[id])) return false;
    // Where nothing was ever lost, everything is won by construction.
    if (id === 'win_rate') return !isNothing(total.lost_count) || !isNothing(total.lost_count__prior);
    return true;
  };
  const shown = HEADLINES.filter(says).slice(0, FIRST);
  const missing = HEADLINES.slice(0, FIRST).flatMap((id) => {
    const reason = ABSENCE[id];
    // What the engine cannot know it says itself, beside the other notes.
    const unknown = total[id] === null || total[id] === undefined;
    return known.has(id) && !says(id) && !unknown && reason ? [reason] : [];
  });
  return { shown, missing };
}

function isNothing(value: Cell | undefined): boolean {
  return value === undefined || value === null || Number(value) === 0;
}
