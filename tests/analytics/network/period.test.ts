import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { FiscalCalendar } from '../../../analytics/network/calendar.ts';
import { comparisonOf, periodChoices, resolvePeriod } from '../../../analytics/network/period.ts';

const calendarOf = (settings: object) => new FiscalCalendar(policy.parse({ calendar: settings }).calendar);
const plain = calendarOf({});
const fiscal = policy.parse({ calendar: { startMonth: 7 } });
const july = new FiscalCalendar(fiscal.calendar);
const data = { from: '2023-01-05', to: '2026-08-15' };

const extent = (text: string, calendar = plain) => {
  const { from, to } = resolvePeriod(text, calendar, data);
  return `${from}..${to}`;
};

describe('periods', () => {
  it.each([
    ['2026-Q3', '2026-07-01..2026-09-30'],
    ['q3 2026', '2026-07-01..2026-09-30'],
    ['2026', '2026-01-01..2026-12-31'],
    ['2026-09', '2026-09-01..2026-09-30'],
    ['2026-01-01..2026-09-30', '2026-01-01..2026-09-30'],
    ['last-4-quarters', '2025-07-01..2026-06-30'],
    ['last-12-months', '2025-08-01..2026-07-31'],
    ['last-1-year', '2025-01-01..2025-12-31'],
  ])('reads %s', (text, expected) => expect(extent(text)).toBe(expected));

  it('reads fiscal periods by the fiscal calendar and calendar ones by the calendar', () => {
    expect(extent('FY26-Q3', july)).toBe('2026-01-01..2026-03-31');
    expect(extent('fy2026', july)).toBe('2025-07-01..2026-06-30');
    expect(extent('2026-Q3', july)).toBe('2026-07-01..2026-09-30');
  });

  it('takes nothing for everything', () => {
    expect(resolvePeriod(undefined, plain, data)).toMatchObject({ label: 'all time', ...data });
    expect(comparisonOf(resolvePeriod('', plain, data), 'prior', data)).toBeNull();
  });

  it.each([
    '2026-Q5',
    '2026-13',
    'soon',
    '2026-02-30..2026-03-01',
    '2026-03-01..2026-02-01',
    'last-0-quarters',
    '1026',
  ])('refuses %s with an example of what to write', (text) => {
    expect(() => resolvePeriod(text, plain, data)).toThrowError(
      expect.objectContaining({ code: 'period-invalid', message: expect.stringContaining('2026-Q3') }),
    );
  });

  const against = (text: string, comparison: 'prior' | 'year', calendar = plain) => {
    const found = comparisonOf(resolvePeriod(text, calendar, data), comparison, data)!;
    return `${found.from}..${found.elapsedTo ?? found.to}`;
  };

  it('compares with the one before and with a year ago', () => {
    expect(against('2026-Q1', 'prior')).toBe('2025-10-01..2025-12-31');
    expect(against('2026-Q1', 'year')).toBe('2025-01-01..2025-03-31');
    expect(against('last-4-quarters', 'prior')).toBe('2024-07-01..2025-06-30');
    expect(against('2024-02-01..2024-02-29', 'prior')).toBe('2024-01-01..2024-01-31');
    expect(against('2024-02-01..2024-02-29', 'year')).toBe('2023-02-01..2023-02-28');
    expect(against('2026-01-05..2026-01-11', 'prior')).toBe('2025-12-29..2026-01-04');
    expect(against('FY26-Q3', 'year', july)).toBe('2025-01-01..2025-03-31');
  });

  // Comparing half a quarter with a whole one is the commonest false alarm of a dashboard.
  it('cuts the comparison of an unfinished period at the same elapsed part', () => {
    expect(resolvePeriod('2026-Q3', plain, data).elapsedTo).toBe('2026-08-15');
    expect(against('2026-Q3', 'year')).toBe('2025-07-01..2025-08-15');
    expect(against('2026-Q3', 'prior')).toBe('2026-04-01..2026-05-16');
  });

  it('writes a comparison so that it can be asked for again', () => {
    for (const text of ['2026-Q1', 'last-4-quarters', '2026-01-05..2026-01-11', 'FY26-Q1']) {
      const found = comparisonOf(resolvePeriod(text, july, data), 'prior', data)!;
      const { from, to } = resolvePeriod(found.spec, july, data);
      expect({ from, to }).toEqual({ from: found.from, to: found.to });
    }
  });

  it('offers the periods with data, newest first', () => {
    const range = { from: '2025-11-03', to: '2026-08-15' };
    const { choices, current } = periodChoices(fiscal, range);
    expect(current).toBe('FY26-Q4');
    expect(choices.filter(({ grain }) => grain === 'quarter').map(({ spec }) => spec)).toEqual([
      'FY27-Q1',
      'FY26-Q4',
      'FY26-Q3',
      'FY26-Q2',
    ]);
    expect(periodChoices(fiscal, data).choices[0]).toEqual({
      spec: 'last-4-quarters',
      label: 'Last 4 quarters',
      to: '2026-06-30',
      grain: 'range',
    });
    // Four quarters that reach back before the data would be compared with nothing.
    expect(choices[0]).toEqual({ spec: 'FY27', label: 'FY27', to: '2027-06-30', grain: 'year' });
    // What is drawn of a choice before any figure of it is of the same days.
    for (const { spec, to } of choices) expect(resolvePeriod(spec, july, range).to).toBe(to);
    expect(periodChoices(fiscal, null)).toEqual({ choices: [], current: null });
  });
});
