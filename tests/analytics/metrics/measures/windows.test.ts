/** Days of every kind of window, picked by hand from calendars: a window off by a day moves partners over thresholds. */
import { describe, expect, it } from 'vitest';
import { window } from '../../../../analytics/api/documents/measure.ts';
import { resolveWindow, windowWords } from '../../../../analytics/metrics/measures/windows.ts';
import { FiscalCalendar } from '../../../../analytics/network/calendar.ts';
import { policyOf } from '../network.ts';

const days = (text: unknown, asOf: string, calendar: object = {}) => {
  const found = resolveWindow(window.parse(text), asOf, {
    calendar: new FiscalCalendar(policyOf({ calendar }).calendar),
  });
  return typeof found === 'string' ? found : `${found.from}..${found.to}`;
};

describe('windows that end on the day', () => {
  it.each([
    ['trailing-1-day', '2026-03-01', '2026-03-01..2026-03-01'],
    ['trailing-365-days', '2026-09-30', '2025-10-01..2026-09-30'],
    // 2024 has a 29 February.
    ['trailing-365-days', '2024-09-30', '2023-10-02..2024-09-30'],
    ['trailing-1-month', '2026-09-30', '2026-09-01..2026-09-30'],
    ['trailing-12-months', '2026-09-30', '2025-10-01..2026-09-30'],
    ['trailing-12-months', '2026-09-15', '2025-09-16..2026-09-15'],
    ['trailing-12-months', '2024-02-29', '2023-03-01..2024-02-29'],
    ['trailing-12-months', '2025-02-28', '2024-03-01..2025-02-28'],
    ['trailing-1-month', '2026-03-30', '2026-03-01..2026-03-30'],
    ['trailing-6-months', '2026-08-31', '2026-03-01..2026-08-31'],
    ['ever', '2026-09-30', '0001-01-01..2026-09-30'],
    ['on-the-day', '2026-09-30', '2026-09-30..2026-09-30'],
    ['calendar-year', '2026-09-30', '2026-01-01..2026-09-30'],
    ['calendar-quarter', '2026-08-15', '2026-07-01..2026-08-15'],
    ['calendar-quarter', '2026-07-01', '2026-07-01..2026-07-01'],
  ])('%s on %s is %s', (text, asOf, expected) => {
    expect(days(text, asOf)).toBe(expected);
  });
});

describe('windows of a fiscal year that starts in October', () => {
  const october = { startMonth: 10 };
  it.each([
    ['fiscal-year', '2026-09-30', '2025-10-01..2026-09-30'],
    ['fiscal-year', '2026-10-01', '2026-10-01..2026-10-01'],
    ['fiscal-quarter', '2026-02-10', '2026-01-01..2026-02-10'],
    ['last-fiscal-year', '2026-09-30', '2025-10-01..2026-09-30'],
    ['last-fiscal-year', '2026-09-29', '2024-10-01..2025-09-30'],
    ['last-fiscal-quarter', '2026-06-30', '2026-04-01..2026-06-30'],
    ['last-fiscal-quarter', '2026-06-29', '2026-01-01..2026-03-31'],
    ['last-calendar-year', '2026-09-30', '2025-01-01..2025-12-31'],
    ['last-calendar-year', '2025-12-31', '2025-01-01..2025-12-31'],
    ['last-calendar-quarter', '2026-08-15', '2026-04-01..2026-06-30'],
    ['trailing-4-quarters', '2026-09-30', '2025-10-01..2026-09-30'],
    ['trailing-4-quarters', '2026-11-20', '2025-10-01..2026-09-30'],
    ['trailing-2-years', '2026-09-30', '2024-10-01..2026-09-30'],
    ['trailing-2-years', '2026-09-29', '2023-10-01..2025-09-30'],
  ])('%s on %s is %s', (text, asOf, expected) => {
    expect(days(text, asOf, october)).toBe(expected);
  });
});

describe('windows of a year of 4-4-5 weeks that ends on the last Saturday of December', () => {
  // Saturdays: 28 Dec 2024, 29 Mar, 28 Jun, 27 Sep and 27 Dec 2025.
  const weeks = { pattern: '4-4-5', yearEnd: { weekday: 6, rule: 'last' } };
  it.each([
    ['fiscal-year', '2025-12-27', '2024-12-29..2025-12-27'],
    ['fiscal-year', '2025-12-28', '2025-12-28..2025-12-28'],
    ['fiscal-quarter', '2025-03-30', '2025-03-30..2025-03-30'],
    ['last-fiscal-quarter', '2025-06-28', '2025-03-30..2025-06-28'],
    ['last-fiscal-quarter', '2025-06-27', '2024-12-29..2025-03-29'],
    ['last-fiscal-year', '2025-12-26', '2023-12-31..2024-12-28'],
    ['trailing-4-quarters', '2025-09-30', '2024-09-29..2025-09-27'],
    ['trailing-1-year', '2025-12-27', '2024-12-29..2025-12-27'],
    ['calendar-quarter', '2025-12-28', '2025-10-01..2025-12-28'],
  ])('%s on %s is %s', (text, asOf, expected) => {
    expect(days(text, asOf, weeks)).toBe(expected);
  });
});

it('takes two fixed days as they are, and leaves the anniversary to each partner', () => {
  expect(days({ kind: 'between', from: '2026-01-01', to: '2026-12-31' }, '2026-06-30')).toBe('2026-01-01..2026-12-31');
  expect(days('since-anniversary', '2026-06-30')).toBe('since-anniversary');
});

it.each([
  ['trailing-12-months', 'the trailing 12 months'],
  ['trailing-1-month', 'the trailing month'],
  ['trailing-4-quarters', 'the last 4 complete fiscal quarters'],
  ['trailing-1-year', 'the last complete fiscal year'],
  ['fiscal-year', 'the fiscal year so far'],
  ['since-anniversary', 'the agreement year so far'],
  [{ kind: 'between', from: '2026-01-01', to: '2026-06-30' }, '1 Jan – 30 Jun 2026'],
])('says %j as “%s”', (text, words) => {
  expect(windowWords(window.parse(text), 'en-GB')).toBe(words);
});
