import { type Day, day, HISTORY, quarterStart } from './calendar.ts';
import { amountOf, type Deal, partiesOf } from './deals.ts';
import type { Cents } from './money.ts';
import type { Partner } from './partners.ts';
import { LEVELS, type Level, levelFor, rank } from './program.ts';
import type { Random } from './random.ts';
import { inEuro } from './rates.ts';

/** A level and the days it is in force; `to` is null while it still is. */
export interface LevelSpan {
  readonly level: Level;
  readonly from: Day;
  readonly to: Day | null;
}

/** The level history of every partner, oldest first. */
export type LevelHistory = ReadonlyMap<string, readonly LevelSpan[]>;

const FIRST_REVIEW = 4;
const REVIEW_EVERY = 2;
const PROGRAM_START = HISTORY.from;

/** Won EUR of a partner (any role, each deal once, refunds taken off) closed from `from` to `to`, both included. */
export class Bookings {
  readonly #byPartner = new Map<string, { readonly on: Day; readonly euro: Cents }[]>();

  constructor(deals: readonly Deal[]) {
    for (const deal of deals) {
      if (deal.outcome !== 'won') continue;
      const entry = { on: deal.closedOn, euro: inEuro(amountOf(deal), deal.currency, deal.closedOn) };
      for (const partner of partiesOf(deal)) {
        const entries = this.#byPartner.get(partner);
        if (entries === undefined) this.#byPartner.set(partner, [entry]);
        else entries.push(entry);
      }
    }
  }

  of(partner: string, from: Day, to: Day): Cents {
    const entries = this.#byPartner.get(partner) ?? [];
    return entries.reduce((sum, { on, euro }) => (on >= from && on <= to ? sum + euro : sum), 0);
  }

  lastYear(partner: string): Cents {
    return this.of(partner, day('2025-10-01'), HISTORY.to);
  }
}

/**
 * Reviews every October and April from the first full year on. The level before that is what the first year turned out
 * to be worth, give or take: a stand-in for the reviews before the history.
 */
export function reviewLevels(random: Random, partners: readonly Partner[], bookings: Bookings): LevelHistory {
  return new Map(
    partners.map((partner) => {
      const own = random.stream(partner.id);
      const spans: { level: Level; from: Day; to: Day | null }[] = [
        { level: firstLevel(own, partner, bookings), from: Math.max(partner.agreementStart, PROGRAM_START), to: null },
      ];
      for (let quarter = FIRST_REVIEW; quarter < 12; quarter += REVIEW_EVERY) {
        const on = quarterStart(quarter);
        const current = spans[spans.length - 1]!;
        if (on <= current.from || (partner.temper === 'left' && on > partner.agreementEnd)) continue;
        const reached = levelFor(bookings.of(partner.id, quarterStart(quarter - 4), on - 1) / 100);
        const level = LEVELS[Math.max(rank(reached), rank(current.level) - 1)]!;
        if (level === current.level) continue;
        current.to = on - 1;
        spans.push({ level, from: on, to: null });
      }
      if (partner.temper === 'left') spans[spans.length - 1]!.to = partner.agreementEnd;
      return [partner.id, spans];
    }),
  );
}

function firstLevel(random: Random, partner: Partner, bookings: Bookings): Level {
  if (partner.recruit) return 'Registered';
  const firstYear = bookings.of(partner.id, HISTORY.from, day('2024-09-30')) / 100;
  return levelFor(firstYear * random.lognormal(0.2));
}

/** The level in force on a day; null outside the agreement. */
export function levelOn(levels: LevelHistory, partner: string, on: Day): Level | null {
  const span = levels.get(partner)?.find(({ from, to }) => on >= from && (to === null || on <= to));
  return span?.level ?? null;
}

/** The level in force at the end of the history, or the last one of a partner that left. */
export function lastLevel(levels: LevelHistory, partner: string): Level {
  const spans = levels.get(partner)!;
  return spans[spans.length - 1]!.level;
}
