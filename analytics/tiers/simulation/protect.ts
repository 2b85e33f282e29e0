/** Who falls though the network would rather keep them: loyal, growing or small partners. */
import type { Protected } from '../../api/tiers.ts';
import { addDays, addMonths } from '../../network/dates.ts';
import { TO_PROTECT } from '../../present/protectWords.ts';

/** Years since the agreement, or the first level, from which a partner is loyal. */
export const LOYAL_YEARS = 5;
/** Growth of the year's bookings on the year before from which a partner is growing, in percent. */
export const GROWING_PERCENT = 10;
/** Share of the partners with bookings, the smallest first, who are small. */
export const SMALL_SHARE = 0.5;

/** The constants in words, for those who read the list. */
export const PROTECT_NOTE =
  `${TO_PROTECT}: partners who fall and are loyal (partner for ${LOYAL_YEARS} years or more), growing (bookings up by ${GROWING_PERCENT} % or more ` +
  `on the year before) or small (in the lower half of the partners with bookings, by bookings).`;

export type Why = Protected['why'][number];

export interface Standing {
  /** Change of bookings on the year before; null when there was nothing to grow from. */
  readonly growth: number | null;
  /** Whole years since the agreement or the first level, whichever came first. */
  readonly years: number | null;
  readonly why: readonly Why[];
}

export interface Standings {
  of(partner: number): Standing;
  /** How many reasons speak for each partner. */
  readonly reasons: Uint8Array;
}

/**
 * What speaks for each partner.
 * @param bookings and @param earlier whole numbers of 10^-4 of the year up to the day and the year before, NaN for none
 * @param since the first day as a partner, null when unknown
 */
export function standings(
  asOf: string,
  bookings: Float64Array,
  earlier: Float64Array,
  since: readonly (string | null)[],
): Standings {
  const booked = bookings.filter((amount) => amount > 0).sort();
  const smallBelow = booked[Math.floor(booked.length * SMALL_SHARE)] ?? 0;
  // A year is whole once its last day has passed.
  const tomorrow = addDays(asOf, 1);
  const loyalSince = addMonths(tomorrow, -12 * LOYAL_YEARS);
  const why = (partner: number): Why[] => {
    const [now, then, start] = [bookings[partner]! || 0, earlier[partner]! || 0, since[partner]];
    const found: Why[] = [];
    if (start && start <= loyalSince) found.push('loyal');
    if (then > 0 && (now - then) * 100 >= then * GROWING_PERCENT) found.push('growing');
    if (now > 0 && now < smallBelow) found.push('small');
    return found;
  };
  return {
    reasons: Uint8Array.from(since.keys(), (partner) => why(partner).length),
    of(partner) {
      const [now, then, start] = [bookings[partner]! || 0, earlier[partner]! || 0, since[partner]];
      return {
        growth: then > 0 ? (now - then) / then : null,
        years: start ? wholeYears(start, tomorrow) : null,
        why: why(partner),
      };
    },
  };
}

function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}
