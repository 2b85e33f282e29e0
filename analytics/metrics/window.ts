/** The days a piece looks at, and the conditions that say so. */

import { addDays, addMonths } from '../network/dates.ts';
import type { FactWindow } from '../network/facts.ts';
import { dateLiteral, type Network } from '../network/network.ts';
import { lastDay, type Period } from '../network/period.ts';
import type { Piece } from './definition.ts';

export interface Window extends FactWindow {
  /** Everything: rows without a date count too. */
  readonly all: boolean;
  readonly to: string;
}

/** A period as it is asked for. Its future days count (an open deal is expected to close on them). */
export function windowOf(period: Period): Window {
  const all = period.shape.kind === 'all';
  return { all, from: period.from, to: period.to, asOf: lastDay(period), before: addDays(period.from, -1) };
}

/** A period to compare with: it ends with the elapsed part. */
export function comparedWindow(period: Period): Window {
  return { ...windowOf(period), to: lastDay(period) };
}

/** The same days a year earlier; of an unfinished period, those of its elapsed part. */
export function yearBefore(window: Window): Window | null {
  if (window.all) return null;
  const [from, to] = [addMonths(window.from, -12), addMonths(window.asOf, -12)];
  return { all: false, from, to, asOf: to, before: addDays(from, -1) };
}

export function windowKey(window: Window): string {
  return window.all ? 'all' : `${window.from}..${window.to}`;
}

/** The condition that puts a row of the piece into the window; none when everything counts. */
export function dateCondition(piece: Piece, window: Window): string | null {
  if (!piece.date || window.all) return null;
  return `f.${piece.date} >= ${dateLiteral(window.from)} AND f.${piece.date} <= ${dateLiteral(window.to)}`;
}

/** Puts the days of the window and the settings of the policy in the places of a definition's SQL. */
export function fill(sql: string, window: Window, network: Network): string {
  const { from, to, asOf, before } = window;
  return fillWith(
    sql,
    { from: dateLiteral(from), to: dateLiteral(to), asOf: dateLiteral(asOf), before: dateLiteral(before) },
    network,
  );
}

/** The same with days that are expressions, for windows that lie beside the rows. */
export function fillWith(
  sql: string,
  days: Readonly<Record<'from' | 'to' | 'asOf' | 'before', string>>,
  network: Network,
): string {
  const places: Record<string, string> = {
    ...days,
    transactingDeals: String(network.policy.transacting.deals),
    listPrices: network.profile.has.listPrices ? 'TRUE' : 'FALSE',
  };
  return sql.replace(/:([a-zA-Z]+)/g, (place, name: string) => {
    const value = places[name];
    if (value === undefined) throw new Error(`A metric names an unknown place ${place}`);
    return value;
  });
}
