/** Windows as a list of choices writes and reads them. */
import type { Window } from '../../../../analytics/api/documents/measure.ts';

const NAMES: Readonly<Record<Exclude<Window['kind'], 'trailing' | 'between'>, string>> = {
  'on-the-day': 'on the day',
  'fiscal-year': 'fiscal year to date',
  'fiscal-quarter': 'fiscal quarter to date',
  'calendar-year': 'calendar year to date',
  'calendar-quarter': 'calendar quarter to date',
  'last-fiscal-year': 'last fiscal year',
  'last-fiscal-quarter': 'last fiscal quarter',
  'last-calendar-year': 'last calendar year',
  'last-calendar-quarter': 'last calendar quarter',
  'since-anniversary': 'since the last anniversary',
  ever: 'ever',
};

export function windowLabel(window: Window): string {
  switch (window.kind) {
    case 'trailing':
      return `trailing ${window.count} ${window.unit}${window.count === 1 ? '' : 's'}`;
    case 'between':
      return `${window.from} to ${window.to}`;
    default:
      return NAMES[window.kind];
  }
}

const TRAILING: readonly Window[] = [
  { kind: 'trailing', count: 12, unit: 'month' },
  { kind: 'trailing', count: 4, unit: 'quarter' },
  { kind: 'trailing', count: 6, unit: 'month' },
  { kind: 'trailing', count: 3, unit: 'month' },
  { kind: 'trailing', count: 24, unit: 'month' },
  { kind: 'trailing', count: 365, unit: 'day' },
];

const keyOf = (window: Window): string => JSON.stringify(window);

/** What a list offers, with the one in use among it. */
export function windowChoices(used: Window | undefined): { readonly value: string; readonly label: string }[] {
  const kinds = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const known: Window[] = [...TRAILING, ...kinds.map((kind): Window => ({ kind }))];
  const all = used && !known.some((window) => keyOf(window) === keyOf(used)) ? [used, ...known] : known;
  return all.map((window) => ({ value: keyOf(window), label: windowLabel(window) }));
}

export const windowKey = (window: Window | undefined): string | null => (window ? keyOf(window) : null);

/** The window behind a choice of the list. */
export function windowFrom(key: string): Window {
  return JSON.parse(key) as Window;
}
