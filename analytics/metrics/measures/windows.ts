/** Windows of measures: the days that one stands for, and how a sentence says it. */
import type { Window } from '../../api/documents/measure.ts';
import { type FiscalCalendar, GREGORIAN, type Grain } from '../../network/calendar.ts';
import { addDays, addMonths } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import { formatRange } from '../../present/dates.ts';

/** First and last day, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Before every day that data has: where `ever` begins. */
export const BEGINNING = '0001-01-01';

/**
 * The days of a window looked at on a day. A window since the anniversary is another one for each partner, so it is named
 * instead of resolved.
 */
export function resolveWindow(
  window: Window,
  asOf: string,
  { calendar }: Pick<Network, 'calendar'>,
): Days | 'since-anniversary' {
  switch (window.kind) {
    case 'trailing':
      return trailing(window.count, window.unit, asOf, calendar);
    case 'fiscal-year':
      return soFar(calendar, 'year', asOf);
    case 'fiscal-quarter':
      return soFar(calendar, 'quarter', asOf);
    case 'calendar-year':
      return soFar(GREGORIAN, 'year', asOf);
    case 'calendar-quarter':
      return soFar(GREGORIAN, 'quarter', asOf);
    case 'last-fiscal-year':
      return complete(calendar, 'year', 1, asOf);
    case 'last-fiscal-quarter':
      return complete(calendar, 'quarter', 1, asOf);
    case 'last-calendar-year':
      return complete(GREGORIAN, 'year', 1, asOf);
    case 'last-calendar-quarter':
      return complete(GREGORIAN, 'quarter', 1, asOf);
    case 'since-anniversary':
      return 'since-anniversary';
    case 'between':
      return { from: window.from, to: window.to };
    case 'ever':
      return { from: BEGINNING, to: asOf };
    case 'on-the-day':
      return { from: asOf, to: asOf };
  }
}

function trailing(count: number, unit: 'day' | 'month' | 'quarter' | 'year', asOf: string, calendar: FiscalCalendar) {
  if (unit === 'day') return { from: addDays(asOf, 1 - count), to: asOf };
  // The last day of a month stays one, so that twelve months to 28 February begin on 1 March.
  if (unit === 'month') return { from: addDays(addMonths(asOf, -count), 1), to: asOf };
  return complete(calendar, unit, count, asOf);
}

function soFar(calendar: FiscalCalendar, grain: Grain, asOf: string): Days {
  return { from: calendar.span(grain, calendar.ordinalAt(grain, asOf)).from, to: asOf };
}

/** The last `count` complete periods: the newest one ends on the day or before it. */
function complete(calendar: FiscalCalendar, grain: Grain, count: number, asOf: string): Days {
  const at = calendar.ordinalAt(grain, asOf);
  const last = calendar.span(grain, at).to === asOf ? at : at - 1;
  return { from: calendar.span(grain, last - count + 1).from, to: calendar.span(grain, last).to };
}

const PLAIN_WORDS: Readonly<Record<Exclude<Window['kind'], 'trailing' | 'between'>, string>> = {
  'fiscal-year': 'the fiscal year so far',
  'fiscal-quarter': 'the fiscal quarter so far',
  'calendar-year': 'the calendar year so far',
  'calendar-quarter': 'the calendar quarter so far',
  'last-fiscal-year': 'the last complete fiscal year',
  'last-fiscal-quarter': 'the last complete fiscal quarter',
  'last-calendar-year': 'the last complete calendar year',
  'last-calendar-quarter': 'the last complete calendar quarter',
  'since-anniversary': 'the agreement year so far',
  ever: 'all time',
  'on-the-day': 'the day',
};

/** `the trailing 12 months`, `the last complete fiscal year`: follows “of”. */
export function windowWords(window: Window, locale: string): string {
  switch (window.kind) {
    case 'trailing': {
      const whole = window.unit === 'quarter' || window.unit === 'year';
      const unit = `${window.unit}${window.count === 1 ? '' : 's'}`;
      const count = window.count === 1 ? '' : `${window.count} `;
      return whole ? `the last ${count}complete fiscal ${unit}` : `the trailing ${count}${unit}`;
    }
    case 'between':
      return formatRange(window.from, window.to, locale);
    default:
      return PLAIN_WORDS[window.kind];
  }
}
