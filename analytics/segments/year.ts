/** The year that figures beside segments are of: the twelve months that end on the day. */
import { type Window, windowOf } from '../metrics/window.ts';
import { addDays, addMonths } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import { resolvePeriod } from '../network/period.ts';

export interface Days {
  readonly from: string;
  readonly to: string;
}

export function yearTo(asOf: string): Days {
  return { from: addDays(addMonths(asOf, -12), 1), to: asOf };
}

/** Days as the period of a query. */
export function periodText({ from, to }: Days): string {
  return `${from}..${to}`;
}

export function windowOver({ calendar, horizon }: Network, days: Days): Window {
  return windowOf(resolvePeriod(periodText(days), calendar, horizon));
}
