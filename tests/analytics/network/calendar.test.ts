import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { FiscalCalendar, type Grain } from '../../../analytics/network/calendar.ts';
import { addDays, addMonths, dayNumber, isoDate, weekday } from '../../../analytics/network/dates.ts';

const calendarOf = (settings: object) => new FiscalCalendar(policy.parse({ calendar: settings }).calendar);
const GRAINS: readonly Grain[] = ['month', 'quarter', 'year'];

describe('fiscal calendar', () => {
  it('names calendar years without FY and others by the year in which they end', () => {
    expect(calendarOf({}).span('quarter', 2026 * 4 + 2)).toEqual({
      from: '2026-07-01',
      to: '2026-09-30',
      label: '2026-Q3',
    });
    const july = calendarOf({ startMonth: 7 });
    expect(july.span('year', 2026)).toEqual({ from: '2025-07-01', to: '2026-06-30', label: 'FY26' });
    expect(july.span('quarter', 2026 * 4 + 2)).toEqual({ from: '2026-01-01', to: '2026-03-31', label: 'FY26-Q3' });
    expect(july.span('month', 2026 * 12).label).toBe('2025-07');
  });

  it('holds leap days', () => {
    expect(calendarOf({ startMonth: 12 }).span('quarter', 2024 * 4)).toMatchObject({
      from: '2023-12-01',
      to: '2024-02-29',
    });
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
    expect(addMonths('2023-02-28', 12)).toBe('2024-02-29');
  });

  // The retail calendar: the Saturday nearest to 31 January. 2012, 2017 and 2023 (named by their start) had 53 weeks.
  it('counts 52 and 53 weeks as the retail calendar does', () => {
    const retail = calendarOf({ startMonth: 2, pattern: '4-5-4', yearEnd: { weekday: 6, rule: 'nearest' } });
    expect(retail.span('year', 2018)).toEqual({ from: '2017-01-29', to: '2018-02-03', label: 'FY18' });
    expect(retail.span('year', 2024)).toEqual({ from: '2023-01-29', to: '2024-02-03', label: 'FY24' });
    expect(retail.span('year', 2025)).toEqual({ from: '2024-02-04', to: '2025-02-01', label: 'FY25' });
    const weeks = (year: number) => {
      const { from, to } = retail.span('year', year);
      return (dayNumber(to) - dayNumber(from) + 1) / 7;
    };
    expect([2013, 2014, 2018, 2019, 2024, 2025].map(weeks)).toEqual([53, 52, 53, 52, 53, 52]);
    // The 53rd week is the last month's fifth.
    expect(retail.span('month', 2024 * 12 + 11)).toEqual({ from: '2023-12-31', to: '2024-02-03', label: 'FY24-P12' });
  });

  it('covers every day once at every grain, and the parts make the whole', () => {
    const settings = fc.record({
      startMonth: fc.integer({ min: 1, max: 12 }),
      pattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
      yearEnd: fc.record({ weekday: fc.integer({ min: 1, max: 7 }), rule: fc.constantFrom('last', 'nearest') }),
    });
    fc.assert(
      fc.property(settings, fc.integer({ min: 0, max: 40_000 }), (given, day) => {
        const calendar = calendarOf(given);
        const date = isoDate(day);
        for (const grain of GRAINS) {
          const ordinal = calendar.ordinalAt(grain, date);
          const span = calendar.span(grain, ordinal);
          expect(span.from <= date && date <= span.to).toBe(true);
          expect(calendar.span(grain, ordinal + 1).from).toBe(addDays(span.to, 1));
        }
        const quarter = calendar.ordinalAt('quarter', date);
        expect(calendar.span('month', quarter * 3).from).toBe(calendar.span('quarter', quarter).from);
        expect(calendar.span('month', quarter * 3 + 2).to).toBe(calendar.span('quarter', quarter).to);
        const year = Math.floor(quarter / 4);
        expect(calendar.span('quarter', year * 4).from).toBe(calendar.span('year', year).from);
        if (given.pattern !== 'months') {
          expect(weekday(dayNumber(calendar.span('year', year).to))).toBe(given.yearEnd.weekday);
        }
      }),
    );
  });

  it('lists months with the labels of their quarter and year', () => {
    expect(calendarOf({ startMonth: 4 }).months('2026-03-31', '2026-04-01')).toEqual([
      { from: '2026-03-01', to: '2026-03-31', month: '2026-03', quarter: 'FY26-Q4', year: 'FY26' },
      { from: '2026-04-01', to: '2026-04-30', month: '2026-04', quarter: 'FY27-Q1', year: 'FY27' },
    ]);
  });
});
