/**
 * The fiscal calendar of the policy: any start month, calendar months or weeks (4-4-5 and its relatives, 52 or 53 of
 * them). A fiscal year is named by the calendar year in which its last month ends.
 */
import type { Policy } from '../api/documents/policy.ts';
import { dayNumber, firstOfMonth, isoDate, lastOfMonth, monthOrdinal, monthText, weekday } from './dates.ts';

export type Grain = 'month' | 'quarter' | 'year';

export interface Span {
  readonly from: string;
  readonly to: string;
  /** `2026-09`, `2026-Q3`, `2026` for the calendar year; `FY26-P03`, `FY26-Q3`, `FY26` otherwise. */
  readonly label: string;
}

/** One fiscal month with the labels of all that it is part of: the row of the day table's source. */
export interface FiscalMonth {
  readonly from: string;
  readonly to: string;
  readonly month: string;
  readonly quarter: string;
  readonly year: string;
}

const PER_YEAR: Readonly<Record<Grain, number>> = { month: 12, quarter: 4, year: 1 };
const MONTHS: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * Periods are counted: month 12·y + m, quarter 4·y + q, year y, with y the fiscal year's name and m and q from 0. So
 * the one before is always one less, whatever the calendar.
 */
export class FiscalCalendar {
  readonly settings: Policy['calendar'];
  /** Fiscal years are calendar years, so periods are named without `FY`. */
  readonly plain: boolean;
  private readonly yearStarts = new Map<number, number>();

  constructor(settings: Policy['calendar']) {
    this.settings = settings;
    this.plain = settings.startMonth === 1 && settings.pattern === 'months';
  }

  /** The first and last day of a counted period, and its name. */
  span(grain: Grain, ordinal: number): Span {
    const perYear = PER_YEAR[grain];
    const year = Math.floor(ordinal / perYear);
    const index = ordinal - year * perYear;
    const [from, to] =
      this.settings.pattern === 'months' ? this.monthSpan(grain, year, index) : this.weekSpan(grain, year, index);
    return { from, to, label: this.label(grain, year, index, from) };
  }

  /** The counted period that holds a date. */
  ordinalAt(grain: Grain, date: string): number {
    const { startMonth, pattern } = this.settings;
    if (pattern === 'months') {
      const shifted = monthOrdinal(date) + (startMonth === 1 ? 0 : 13 - startMonth);
      return Math.floor(shifted / MONTHS[grain]);
    }
    const day = dayNumber(date);
    let year = Number(date.slice(0, 4)) + 1;
    while (this.weekYearStart(year) > day) year--;
    if (grain === 'year') return year;
    const perYear = PER_YEAR[grain];
    let index = perYear - 1;
    while (dayNumber(this.weekSpan(grain, year, index)[0]) > day) index--;
    return year * perYear + index;
  }

  /** Every fiscal month that has a day between the two dates. */
  months(from: string, to: string): FiscalMonth[] {
    const last = this.ordinalAt('month', to);
    const months: FiscalMonth[] = [];
    for (let ordinal = this.ordinalAt('month', from); ordinal <= last; ordinal++) {
      const month = this.span('month', ordinal);
      months.push({
        from: month.from,
        to: month.to,
        month: month.label,
        quarter: this.span('quarter', Math.floor(ordinal / 3)).label,
        year: this.span('year', Math.floor(ordinal / 12)).label,
      });
    }
    return months;
  }

  private label(grain: Grain, year: number, index: number, from: string): string {
    const weeks = this.settings.pattern !== 'months';
    // Fiscal months that are calendar months keep the name that everybody uses.
    if (grain === 'month') {
      return weeks ? `${fiscalYear(year)}-P${String(index + 1).padStart(2, '0')}` : monthText(monthOrdinal(from));
    }
    const name = this.plain ? String(year).padStart(4, '0') : fiscalYear(year);
    return grain === 'year' ? name : `${name}-Q${index + 1}`;
  }

  private monthSpan(grain: Grain, year: number, index: number): [string, string] {
    const { startMonth } = this.settings;
    const first = year * 12 - (startMonth === 1 ? 0 : 13 - startMonth) + index * MONTHS[grain];
    return [firstOfMonth(first), lastOfMonth(first + MONTHS[grain] - 1)];
  }

  private weekSpan(grain: Grain, year: number, index: number): [string, string] {
    const start = this.weekYearStart(year);
    const next = this.weekYearStart(year + 1);
    if (grain === 'year') return [isoDate(start), isoDate(next - 1)];
    const weeks = this.settings.pattern.split('-').map(Number);
    const [first, second] = weeks as [number, number, number];
    const before = (month: number) => Math.floor(month / 3) * 13 + [0, first, first + second][month % 3]!;
    const step = MONTHS[grain];
    const from = start + before(index * step) * 7;
    // A 53rd week belongs to the last month, so the year's end is asked for rather than counted.
    const last = (index + 1) * step === 12;
    return [isoDate(from), isoDate((last ? next : start + before((index + 1) * step) * 7) - 1)];
  }

  private weekYearStart(year: number): number {
    const known = this.yearStarts.get(year);
    if (known !== undefined) return known;
    const start = this.weekYearEnd(year - 1) + 1;
    this.yearStarts.set(year, start);
    return start;
  }

  private weekYearEnd(year: number): number {
    const { startMonth, yearEnd } = this.settings;
    const lastMonth = year * 12 + (startMonth === 1 ? 11 : startMonth - 2);
    const end = dayNumber(lastOfMonth(lastMonth));
    const back = (weekday(end) - yearEnd.weekday + 7) % 7;
    return yearEnd.rule === 'nearest' && back > 3 ? end - back + 7 : end - back;
  }
}

/** The calendar that `2026-Q3` and `2026-09` are written in, whatever the policy says. */
export const GREGORIAN = new FiscalCalendar({
  startMonth: 1,
  pattern: 'months',
  yearEnd: { weekday: 6, rule: 'last' },
});

/** Steps of a grain in a year, for the same period a year ago. */
export function stepsPerYear(grain: Grain): number {
  return PER_YEAR[grain];
}

function fiscalYear(year: number): string {
  return year >= 2000 && year < 2070 ? `FY${String(year % 100).padStart(2, '0')}` : `FY${year}`;
}
