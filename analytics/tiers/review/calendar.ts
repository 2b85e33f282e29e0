/**
 * The days on which a program's reviews are held. A review on a day looks at the windows that end on the day before.
 *
 * - `monthly`, `quarterly`, `half-yearly`, `annual`: the first day after each fiscal month, quarter, half-year or year.
 * - `dates`: days of the calendar year; 29 February is the 28th in other years.
 * - `anniversary`: the first day after each fiscal month, for the partners whose agreement had its anniversary in that
 *   month. For them it is the review of the year. Partners whose start is not known have theirs with the fiscal year.
 *
 * The first review of a fiscal year is the annual one, the first of a fiscal quarter the quarterly one: so a program that
 * reviews on 1 March, June, September and December in a year from February is fixed for the year on 1 March.
 */
import { type Review, review as reviewSchema, type TierProgram } from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { FiscalCalendar } from '../../network/calendar.ts';
import { addDays, lastOfMonth, monthText } from '../../network/dates.ts';
import { agreementDates, MONTH_DAYS, monthDay } from './agreementDates.ts';

export interface ReviewDay {
  readonly on: string;
  /** The last day that counts: the day before. */
  readonly asOf: string;
  readonly annual: boolean;
  readonly quarterly: boolean;
  /** Anniversaries on these days make a partner due; everybody is when null. */
  readonly anniversaries: { readonly from: string; readonly to: string; readonly newYear: boolean } | null;
}

/** Held on the last day of February where there is none. */
const LEAP_DAY = '2024-02-29';

/** Reviews of a program that says nothing about them: each fiscal quarter, up and down at once. */
const UNSAID: Review = reviewSchema.parse({ cadence: 'quarterly' });

export function reviewOf(program: Pick<TierProgram, 'review'>): Review {
  return program.review ?? UNSAID;
}

/**
 * The reviews between two days, both included, oldest first.
 * @throws QuarterdeckError `program-invalid` when the cadence is `dates` and there are none.
 */
export function reviewDays(review: Review, calendar: FiscalCalendar, from: string, to: string): ReviewDay[] {
  if (from > to) return [];
  // From the start of the fiscal year on, so that the first review of a year and a quarter are known as such.
  const days = datesOf(review, calendar, calendar.span('year', calendar.ordinalAt('year', from)).from, to);
  let year = Number.NaN;
  let quarter = Number.NaN;
  const reviews = days.map((on): ReviewDay => {
    const [itsYear, itsQuarter] = [calendar.ordinalAt('year', on), calendar.ordinalAt('quarter', on)];
    const first = { annual: itsYear !== year, quarterly: itsQuarter !== quarter };
    year = itsYear;
    quarter = itsQuarter;
    const asOf = addDays(on, -1);
    if (review.cadence !== 'anniversary') return { on, asOf, ...first, anniversaries: null };
    const month = calendar.span('month', calendar.ordinalAt('month', asOf));
    const anniversaries = { from: month.from, to: month.to, newYear: first.annual };
    return { on, asOf, annual: true, quarterly: true, anniversaries };
  });
  return reviews.filter(({ on }) => on >= from);
}

/** The last reviews up to a day, itself included, oldest first. */
export function lastReviews(review: Review, calendar: FiscalCalendar, upTo: string, count: number): ReviewDay[] {
  const years = Math.ceil(count / perYear(review)) + 1;
  const first = calendar.span('year', calendar.ordinalAt('year', upTo) - years).from;
  const days = reviewDays(review, calendar, first, upTo);
  return days.slice(Math.max(0, days.length - count));
}

/**
 * A review held on a day, whether or not the program has one: `scheduled` says which. One that is not scheduled, and one
 * of a program of anniversaries, is held as the review of the year for everybody: it shows what the program would do.
 */
export function reviewOn(
  review: Review,
  calendar: FiscalCalendar,
  on: string,
): ReviewDay & { readonly scheduled: boolean } {
  const [found] = reviewDays(review, calendar, on, on);
  if (found && !found.anniversaries) return { ...found, scheduled: true };
  return { on, asOf: addDays(on, -1), annual: true, quarterly: true, anniversaries: null, scheduled: false };
}

/**
 * The reviews before a day whose outcome a review on that day depends on: those that may have missed the level already,
 * by number (`afterConsecutive`) or by time (`afterGraceDays`). Oldest first; none for programs without either.
 */
export function countingReviews(review: Review, calendar: FiscalCalendar, on: string): ReviewDay[] {
  const before = addDays(on, -1);
  const byCount = lastReviews(review, calendar, before, review.afterConsecutive - 1);
  if (review.afterGraceDays === 0) return byCount;
  const since = addDays(on, -review.afterGraceDays);
  // The last one before the grace as well: a miss there is what ends it.
  const [earlier] = lastReviews(review, calendar, since, 1);
  const byTime = reviewDays(review, calendar, earlier?.on ?? since, before);
  return byTime.length > byCount.length ? byTime : byCount;
}

/** 1 for the partners whose review it is; undefined when it is everybody's. */
export function dueAt(
  { anniversaries }: ReviewDay,
  partners: readonly { readonly agreementStart: string | null }[],
): Uint8Array | undefined {
  if (!anniversaries) return undefined;
  const { years, monthDays } = agreementDates(partners);
  const yearOf = yearsOfDays(anniversaries.from, anniversaries.to);
  const due = new Uint8Array(partners.length);
  for (let index = 0; index < due.length; index++) {
    const year = years[index]!;
    // The day of the start itself is no anniversary.
    const isDue = year === 0 ? anniversaries.newYear : yearOf[monthDays[index]!]! > year;
    if (isDue) due[index] = 1;
  }
  return due;
}

/** The year in which each day of the year comes within the days (less than a year of them); 0 where it does not. */
function yearsOfDays(from: string, to: string): Int16Array {
  const years = new Int16Array(MONTH_DAYS);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    years[monthDay(day)] = Number(day.slice(0, 4));
    if (addDays(day, 1).endsWith('-03-01')) years[monthDay(LEAP_DAY)] = Number(day.slice(0, 4));
  }
  return years;
}

function datesOf(review: Review, calendar: FiscalCalendar, from: string, to: string): string[] {
  switch (review.cadence) {
    case 'monthly':
    case 'anniversary':
      return firstDays(calendar, 'month', 1, from, to);
    case 'quarterly':
      return firstDays(calendar, 'quarter', 1, from, to);
    case 'half-yearly':
      return firstDays(calendar, 'quarter', 2, from, to);
    case 'annual':
      return firstDays(calendar, 'year', 1, from, to);
    case 'dates':
      return namedDays(review, from, to);
  }
}

/** Of every `step`-th period, counted from the first of a fiscal year. */
function firstDays(
  calendar: FiscalCalendar,
  grain: 'month' | 'quarter' | 'year',
  step: number,
  from: string,
  to: string,
): string[] {
  const days: string[] = [];
  const last = calendar.ordinalAt(grain, to);
  for (let ordinal = calendar.ordinalAt(grain, from); ordinal <= last; ordinal++) {
    const day = calendar.span(grain, ordinal).from;
    if (ordinal % step === 0 && day >= from && day <= to) days.push(day);
  }
  return days;
}

function namedDays({ asOfDates = [] }: Review, from: string, to: string): string[] {
  if (asOfDates.length === 0) {
    throw new QuarterdeckError(
      'program-invalid',
      'The reviews are held on dates, but none are given: list days of the year in “asOfDates”, for instance ["10-01", "04-01"].',
    );
  }
  const days: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    days.push(...new Set(asOfDates.map((day) => inYear(day, year))));
  }
  return days.filter((day) => day >= from && day <= to).sort();
}

/** `02-29` of 2027 is 2027-02-28. */
function inYear(monthDay: string, year: number): string {
  const month = year * 12 + Number(monthDay.slice(0, 2)) - 1;
  const day = `${monthText(month)}-${monthDay.slice(3)}`;
  const last = lastOfMonth(month);
  return day > last ? last : day;
}

function perYear({ cadence, asOfDates }: Review): number {
  const counts = { monthly: 12, anniversary: 12, quarterly: 4, 'half-yearly': 2, annual: 1 } as const;
  return cadence === 'dates' ? Math.max(1, new Set(asOfDates).size) : counts[cadence];
}
