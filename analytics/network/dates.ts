/** Calendar dates as `YYYY-MM-DD` text and as day numbers (1970-01-01 is 0). No time zones: a close date is a date. */

const DAY_MS = 86_400_000;

export function dayNumber(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

export function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-02-30` is text of the right shape and not a date. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = dayNumber(text);
  return Number.isFinite(day) && isoDate(day) === text;
}

export function addDays(iso: string, days: number): string {
  return isoDate(dayNumber(iso) + days);
}

/** The same day some months away; the last day of a month stays the last day, and 31 becomes 30 or 28 where it must. */
export function addMonths(iso: string, months: number): string {
  const { year, month, day } = parts(iso);
  const target = year * 12 + (month - 1) + months;
  const last = daysInMonth(target);
  const kept = day === daysInMonth(year * 12 + month - 1) ? last : Math.min(day, last);
  return `${monthText(target)}-${String(kept).padStart(2, '0')}`;
}

/** Months since year 0 of the month that holds the date. */
export function monthOrdinal(iso: string): number {
  const { year, month } = parts(iso);
  return year * 12 + month - 1;
}

/** `2026-09` of a month ordinal. */
export function monthText(ordinal: number): string {
  const year = Math.floor(ordinal / 12);
  return `${String(year).padStart(4, '0')}-${String(ordinal - year * 12 + 1).padStart(2, '0')}`;
}

export function firstOfMonth(ordinal: number): string {
  return `${monthText(ordinal)}-01`;
}

export function lastOfMonth(ordinal: number): string {
  return `${monthText(ordinal)}-${String(daysInMonth(ordinal)).padStart(2, '0')}`;
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function daysInMonth(ordinal: number): number {
  return dayNumber(firstOfMonth(ordinal + 1)) - dayNumber(firstOfMonth(ordinal));
}

function parts(iso: string): { year: number; month: number; day: number } {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) };
}
