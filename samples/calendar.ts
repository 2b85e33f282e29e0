/** Calendar days as whole numbers since 1970-01-01, so that no time zone can move a close date. */
export type Day = number;

const MS_PER_DAY = 86_400_000;

export function day(iso: string): Day {
  return Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
}

export function iso(value: Day): string {
  return new Date(value * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The clock of the sample: nothing has happened before the first day, and the last day is "today". */
export const HISTORY = { from: day('2023-10-01'), to: day('2026-09-30') } as const;

/** The fiscal year starts in October and is named after the year in which it ends. */
export const FISCAL_START_MONTH = 10;
export const QUARTERS = 12;

/** First day of the month `months` after the month of `value`. */
export function monthStart(value: Day, months = 0): Day {
  const date = new Date(value * MS_PER_DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / MS_PER_DAY;
}

/** First day of fiscal quarter `index`; 0 is the first quarter of the history. */
export const quarterStart = (index: number): Day => monthStart(HISTORY.from, index * 3);
export const quarterEnd = (index: number): Day => quarterStart(index + 1) - 1;

/** Index of the fiscal quarter of a day; negative before the history, 12 and more after it. */
export function quarterOf(value: Day): number {
  return Math.floor(monthOf(value) / 3);
}

/** Index of the month of a day; 0 is October 2023. */
export function monthOf(value: Day): number {
  const date = new Date(value * MS_PER_DAY);
  return (date.getUTCFullYear() - 2023) * 12 + date.getUTCMonth() - (FISCAL_START_MONTH - 1);
}

/** 2024 for October 2023 to September 2024. */
export function fiscalYearOf(value: Day): number {
  return 2024 + Math.floor(monthOf(value) / 12);
}

/** The same day, or the Friday before when it falls on a weekend. */
export function workday(value: Day): Day {
  const weekday = (((value + 4) % 7) + 7) % 7;
  if (weekday === 6) return value - 1;
  return weekday === 0 ? value - 2 : value;
}
