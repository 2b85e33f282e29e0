/** The plan of the year ahead, by region or country, from the targets loaded. Amounts in units of 10^-4. */

import type { RunOptions } from '../../engine/engine.ts';
import { withShared } from '../../metrics/compile.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { Binder } from '../../metrics/sql.ts';
import { addDays, addMonths } from '../../network/dates.ts';
import { dateLiteral, type Network } from '../../network/network.ts';
import { unitsOf } from '../exact.ts';
import { uncredited } from '../uncredited.ts';
import { type Days, windowOver } from '../year.ts';

const QUARTERS = 4;

export interface Ahead extends Days {
  readonly label: string;
}

/** The four fiscal quarters after a day; the first of them begins after it. */
export function yearAhead({ calendar }: Network, asOf: string): Ahead {
  const next = addDays(asOf, 1);
  const at = calendar.ordinalAt('quarter', next);
  const first = calendar.span('quarter', at).from === next ? at : at + 1;
  const [start, end] = [calendar.span('quarter', first), calendar.span('quarter', first + QUARTERS - 1)];
  const wholeYear = first % QUARTERS === 0;
  const label = wholeYear ? calendar.span('year', first / QUARTERS).label : `${start.label} to ${end.label}`;
  return { from: start.from, to: end.to, label };
}

/** The part of it that targets cover: they may be loaded for the next quarters only. All of it without any. */
export function coveredPart(
  { calendar }: Network,
  ahead: Ahead,
  targets: ReadonlyMap<TargetScope, ScopeTargets>,
): Ahead {
  const covered = [...targets.values()]
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (covered === undefined || covered >= ahead.to) return ahead;
  const [first, last] = [calendar.ordinalAt('quarter', ahead.from), calendar.ordinalAt('quarter', covered)];
  const [start, end] = [calendar.span('quarter', first), calendar.span('quarter', last)];
  return { from: ahead.from, to: end.to, label: first === last ? start.label : `${start.label} to ${end.label}` };
}

/** Months of the fiscal quarters from the first day to the last. */
export function monthsOf({ calendar }: Network, { from, to }: Days): number {
  return 3 * (calendar.ordinalAt('quarter', to) - calendar.ordinalAt('quarter', from) + 1);
}

/** The same days a year before. */
export function yearEarlier({ from, to }: Days): Days {
  return { from: addMonths(from, -12), to: addMonths(to, -12) };
}

export type TargetScope = 'network' | 'partner' | 'level' | 'region';

/** Targets for bookings of one scope, by whom they are for (null: the network). */
export interface ScopeTargets {
  readonly amounts: ReadonlyMap<string | null, bigint>;
  /** The last day that they cover. */
  readonly to: string;
}

/** Targets for bookings whose period begins in these days, by scope. */
export async function readTargets(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  days: Days,
  { signal }: RunOptions = {},
): Promise<ReadonlyMap<TargetScope, ScopeTargets>> {
  if (!network.profile.has.targets) return new Map();
  const window = windowOver(network, days);
  const { sql, bindings } = withShared(
    network,
    window,
    new Binder(),
    `SELECT f.scope, f.scope_value AS value, CAST(sum(f.amount) AS DECIMAL(38,4)) AS amount,
       max(least(coalesce(f.period_end, ${dateLiteral(days.to)}), ${dateLiteral(days.to)})) AS "to"
     FROM ${uncredited('target', network, window)} f WHERE f.metric = 'won_amount' AND f.scope IS NOT NULL
       AND f.period_start >= ${dateLiteral(days.from)} AND f.period_start <= ${dateLiteral(days.to)}
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  type Row = { scope: TargetScope; value: string | null; amount: string | null; to: string };
  const scopes = new Map<TargetScope, { amounts: Map<string | null, bigint>; to: string }>();
  for (const { scope, value, amount, to } of await reader.rows<Row>(sql, bindings, { signal })) {
    const own = scopes.get(scope) ?? { amounts: new Map<string | null, bigint>(), to };
    scopes.set(scope, { ...own, to: [own.to, to].sort()[1]! });
    const key = scope === 'network' ? null : value;
    own.amounts.set(key, (own.amounts.get(key) ?? 0n) + unitsOf(amount));
  }
  return scopes;
}
