/** What one statement of measures is asked for, and the relations that its parts share. */

import { addDays, addMonths } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import type { Piece } from '../definition.ts';
import { ROW_AGGREGATES } from '../scan.ts';
import type { Binder } from '../sql.ts';
import type { Window } from '../window.ts';
import type { Part } from './figure.ts';
import type { Slice } from './planMeasure.ts';
import { BEGINNING, resolveWindow } from './windows.ts';

export interface Scene {
  readonly network: Network;
  readonly asOfs: readonly string[];
  readonly slice: Slice | undefined;
  readonly binder: Binder;
}

/** The partners asked for: p (their place), partner_id, started_on. */
export const WANTED = 'wanted';
/** Each of them on each day: also d (the place of the day), day, and what `OWN_START` names. */
export const PARTNER_DAYS = 'partner_day';
/** The last anniversary of the partner's agreement up to the day; NULL before it began or when that is not known. */
export const OWN_START = 'anniversary_on';

/** Values of parts per partner and day, as relations of one statement. */
export interface PartColumns {
  /** Relations to define, in order. */
  readonly ctes: readonly string[];
  /** With columns p, d, `value` with a slice, and one for each part. */
  readonly relation: string;
  readonly columns: readonly { readonly part: Part; readonly column: string }[];
  /**
   * `moves`: what enters the window of a day less what has left it since the day before, so that the value is the running
   * sum over the days. `values`: the value itself. `own`: the same over a window that not every partner has.
   */
  readonly holds: 'moves' | 'values' | 'own';
}

export function dimensionsOf({ slice }: Scene): ('partner' | Slice)[] {
  return slice ? ['partner', slice] : ['partner'];
}

/** The window of a part on a day, a year earlier where the piece says so. */
export function partWindow(piece: Piece, window: Part['window'], asOf: string, network: Network): Window {
  const days = resolveWindow(window, asOf, network);
  if (days === 'since-anniversary') throw new Error('A window since the anniversary is another one for each partner');
  return piece.window === 'year-ago'
    ? windowOf(addMonths(days.from, -12), addMonths(days.to, -12))
    : windowOf(days.from, days.to);
}

export function windowOf(from: string, to: string): Window {
  return { all: false, from, to, asOf: to, before: from === BEGINNING ? from : addDays(from, -1) };
}

/** The rows of a group put together as the piece says. */
export function aggregateSql({ aggregate }: Part['piece'], value: string): string {
  if (aggregate === 'count') return 'count(*)';
  if (aggregate === 'sum') return `sum(${value})`;
  const print = ROW_AGGREGATES[aggregate as keyof typeof ROW_AGGREGATES];
  if (!print) throw new Error(`${aggregate} cannot be made of rows that lie beside their windows`);
  return print(value);
}
