/** Starts of agreements as numbers: every drag of a threshold settles the same roster again. */
import { dayNumber } from '../../network/dates.ts';

type Roster = readonly { readonly agreementStart: string | null }[];

export interface AgreementDates {
  /** Day numbers; NaN where the start is not known. */
  readonly days: Float64Array;
  /** Years of the starts, and their days of the year as `monthDay` numbers; 0 where they are not known. */
  readonly years: Int16Array;
  readonly monthDays: Int16Array;
}

/** One more than the largest `monthDay`. */
export const MONTH_DAYS = 13 * 32;

const known = new WeakMap<Roster, AgreementDates>();

/** In the order of the roster; made once for each. */
export function agreementDates(roster: Roster): AgreementDates {
  const made = known.get(roster);
  if (made) return made;
  const dates = {
    days: Float64Array.from(roster, ({ agreementStart: start }) => (start === null ? Number.NaN : dayNumber(start))),
    years: Int16Array.from(roster, ({ agreementStart: start }) => (start === null ? 0 : Number(start.slice(0, 4)))),
    monthDays: Int16Array.from(roster, ({ agreementStart: start }) => (start === null ? 0 : monthDay(start))),
  };
  known.set(roster, dates);
  return dates;
}

/** The day of the year of a date: one number for each, whatever the year. */
export function monthDay(iso: string): number {
  return Number(iso.slice(5, 7)) * 32 + Number(iso.slice(8, 10));
}
