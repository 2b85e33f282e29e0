import { day } from './calendar.ts';
import { amountOf, type Deal, partiesOf } from './deals.ts';
import { type Bookings, type LevelHistory, lastLevel } from './levels.ts';
import type { Partner } from './partners.ts';
import { reprice } from './pricing.ts';
import { type Level, rank, THRESHOLDS } from './program.ts';
import type { Random } from './random.ts';
import { inEuro } from './rates.ts';

/** How many partners end just under each level, and how far off they may be before they are moved there. */
const PLAN: readonly { readonly level: Level; readonly count: number; readonly reach: number }[] = [
  { level: 'Platinum', count: 2, reach: 0.3 },
  { level: 'Gold', count: 5, reach: 0.14 },
  { level: 'Silver', count: 7, reach: 0.12 },
  { level: 'Bronze', count: 8, reach: 0.14 },
];

export interface ThresholdPlant {
  readonly partner: string;
  readonly level: Level;
}

/**
 * Moves some partners to 0.3 to 2.5 percent under a threshold by repricing their deals of the last four quarters.
 * Only euro partners with no share in other partners' deals are taken, so that the distance does not depend on
 * exchange rates or on how shared deals are credited.
 */
export function plantThresholds(
  random: Random,
  deals: readonly Deal[],
  partners: readonly Partner[],
  bookings: Bookings,
  levels: LevelHistory,
): ThresholdPlant[] {
  const recent = deals.filter((deal) => deal.outcome === 'won' && deal.closedOn >= day('2025-10-01'));
  const helpers = new Set(recent.flatMap((deal) => partiesOf(deal).filter((id) => id !== deal.partner)));
  const refunded = new Set(recent.filter((deal) => deal.refunds !== null).map((deal) => deal.partner));
  const candidates = partners.filter(({ id, temper, country, collapse }) => {
    const plain = temper === 'producing' && country.currency === 'EUR' && collapse === null;
    return plain && !helpers.has(id) && !refunded.has(id);
  });

  const plants: ThresholdPlant[] = [];
  for (const { level, count, reach } of PLAN) {
    const threshold = THRESHOLDS[level];
    const near = candidates.filter((partner) => {
      const own = recent.filter((deal) => deal.partner === partner.id);
      const distance = Math.abs(bookings.lastYear(partner.id) / 100 / threshold - 1);
      const below = rank(lastLevel(levels, partner.id)) === rank(level) - 1;
      return below && own.length > 0 && own.every((deal) => deal.currency === 'EUR') && distance < reach;
    });
    for (const partner of random.sample(near, count)) {
      const own = recent.filter((deal) => deal.partner === partner.id);
      const now = own.reduce((sum, deal) => sum + inEuro(amountOf(deal), deal.currency, deal.closedOn), 0) / 100;
      const aim = threshold * (1 - random.between(0.003, 0.025));
      for (const deal of own) reprice(deal.lines, aim / now);
      plants.push({ partner: partner.id, level });
    }
  }
  return plants;
}
