/**
 * How dates are written: `30 Sep 2026`, ranges `1 Jul – 30 Sep 2026`. The interface is English, so month names are;
 * the locale decides the order of day and month. Calendar dates have no time zone and are never shifted by one.
 */

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})/;

interface Day {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

function parse(iso: string): Day | null {
  const match = ISO_DATE.exec(iso);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const name = MONTHS[Number(month) - 1];
  return name ? { year, month: name, day: String(Number(day)) } : null;
}

/** Americans write the month first; everyone else here the day. */
function order({ day, month }: Day, locale: string): string {
  return /^en-US\b/.test(locale) ? `${month} ${day}` : `${day} ${month}`;
}

/** `2026-09-30` or a timestamp as `30 Sep 2026`; text that is no date stays as it is. */
export function formatDate(iso: string, locale: string): string {
  const day = parse(iso);
  return day ? withYear(day, locale) : iso;
}

/** `2026-09` as `Sep 2026`; text that is no month stays as it is. */
export function formatMonth(iso: string): string {
  const day = parse(`${iso}-01`);
  return day ? `${day.month} ${day.year}` : iso;
}

/** `1 Jul – 30 Sep 2026`; the year is written once when both ends share it. */
export function formatRange(from: string, to: string, locale: string): string {
  const first = parse(from);
  const last = parse(to);
  if (!first || !last) return `${from} – ${to}`;
  if (from === to) return withYear(first, locale);
  const start = first.year === last.year ? order(first, locale) : withYear(first, locale);
  return `${start} – ${withYear(last, locale)}`;
}

/** A moment in the reader's own time zone: `6 Oct 2026, 08:14`. */
export function formatMoment(iso: string, locale: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${formatDate(date, locale)}, ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

function withYear(day: Day, locale: string): string {
  return /^en-US\b/.test(locale) ? `${order(day, locale)}, ${day.year}` : `${order(day, locale)} ${day.year}`;
}
