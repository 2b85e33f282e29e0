/** The loaded network as the rest of the product sees it: its policy, its calendar, what it holds and where its rows are. */
import type { Policy } from '../api/documents/policy.ts';
import type { Executor } from '../engine/engine.ts';
import { FiscalCalendar } from './calendar.ts';
import type { TableName } from './model.ts';
import type { Horizon } from './period.ts';
import { type NetworkProfile, networkProfile } from './profile.ts';
import type { SegmentsInForce } from './segments.ts';

export interface Network {
  readonly policy: Policy;
  /** What amounts are converted to where that is not the base currency: see `inCurrency`. */
  readonly currency?: string;
  readonly calendar: FiscalCalendar;
  readonly profile: NetworkProfile;
  /** The days with data; today alone when there is none. */
  readonly horizon: Horizon;
  /** Left out where no segmentation is in force. */
  readonly segments?: SegmentsInForce;
  /** The rows of a table that count, as a relation: the model's fields, the inline ones of deals, load_id, source_row. */
  table(name: TableName): string;
}

/** Reads what a query needs to know of the data before it can be written. Keep it as long as neither data nor policy change. */
export async function openNetwork(executor: Executor, policy: Policy, today?: string): Promise<Network> {
  const profile = await networkProfile(executor, policy, today);
  const now = today ?? new Date().toISOString().slice(0, 10);
  return {
    policy,
    calendar: new FiscalCalendar(policy.calendar),
    profile,
    horizon: profile.history ?? { from: now, to: now },
    table: (name) => `(SELECT *, from_load AS load_id FROM store.${name} WHERE to_load IS NULL)`,
  };
}

/** The same network as it stood before a load: what the load added is left out, what it closed is back. */
export function beforeLoad(network: Network, loadId: number): Network {
  return {
    ...network,
    table: (name) =>
      `(SELECT *, from_load AS load_id FROM store.${name} WHERE from_load < ${loadId} AND (to_load IS NULL OR to_load >= ${loadId}))`,
  };
}

export function dateLiteral(iso: string): string {
  return `DATE '${iso}'`;
}

/** Every day from the first to the last, as column `day`. */
export function dayRelation(from: string, to: string): string {
  return `(SELECT CAST(moment AS DATE) AS day FROM range(${dateLiteral(from)}, ${dateLiteral(to)} + INTERVAL 1 DAY, INTERVAL 1 DAY) AS days(moment))`;
}

/** Every day of a span with the fiscal periods that hold it: day, month, quarter, year. */
export function dayTable(network: Network, from: string, to: string): string {
  const months = network.calendar
    .months(from, to)
    .map((m) => `(${dateLiteral(m.from)}, ${dateLiteral(m.to)}, '${m.month}', '${m.quarter}', '${m.year}')`);
  return `(SELECT days.day, m.month, m.quarter, m.year FROM ${dayRelation(from, to)} days
    JOIN (VALUES ${months.join(', ')}) AS m(first_day, last_day, month, quarter, year)
    ON days.day >= m.first_day AND days.day <= m.last_day)`;
}
