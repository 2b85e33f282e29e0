/** Windows in words, and those that a list offers. */
import type { Window } from '../../analytics/api/documents/measure.ts';

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

/** What a list of windows offers. */
export const WINDOW_CHOICES: readonly { readonly value: Window['kind']; readonly label: string }[] = [
  { value: 'trailing', label: 'trailing' },
  ...Object.entries(NAMES).map(([kind, label]) => ({ value: kind as keyof typeof NAMES, label })),
  { value: 'between', label: 'between two days' },
];

/** A window of a kind to begin with. @param today an ISO date, in whose year two fixed days begin */
export function windowOf(kind: Window['kind'], today: string): Window {
  switch (kind) {
    case 'trailing':
      return TWELVE_MONTHS;
    case 'between':
      return { kind, from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
    default:
      return { kind };
  }
}

export const TWELVE_MONTHS = { kind: 'trailing', count: 12, unit: 'month' } as const satisfies Window;
/** What a state is read on when the document names no window. */
export const ON_THE_DAY = { kind: 'on-the-day' } as const satisfies Window;
