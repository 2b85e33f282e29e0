/** Partners on a day: who they are, and the level they have. */
import type { Filter } from '../api/documents/query.ts';
import type { RunOptions } from '../engine/engine.ts';
import { rosterOn } from '../network/facts.ts';
import { assertPartnerFilters, partnerAttributes } from '../network/roster.ts';
import type { QueryContext } from './context.ts';
import { Binder } from './sql.ts';

export interface RosterPartner {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly owner: string | null;
  /** The day the agreement began, or else the day of onboarding. */
  readonly agreementStart: string | null;
}

type Source = Pick<QueryContext, 'reader' | 'network'>;

export interface RosterRequest {
  readonly on: string;
  readonly where: readonly Filter[];
  /** Also those who are not enrolled on the day: who has left was paid while it was there. */
  readonly everybody?: boolean | undefined;
}

/**
 * The partners enrolled on a day that match the filters, by id. `level` in a filter is the level on that day.
 * @throws QuarterdeckError `dimension-unknown` when a filter is not about the partner itself.
 */
export async function readRoster(
  { reader, network }: Source,
  { on, where, everybody }: RosterRequest,
  options: RunOptions = {},
): Promise<RosterPartner[]> {
  assertPartnerFilters(where);
  const binder = new Binder();
  const conditions = [everybody ? 'TRUE' : 'f.enrolled', ...where.map((filter) => condition(filter, binder))];
  return reader.rows<RosterPartner>(
    `SELECT p.partner_id AS id, p.partner_name AS name, p.type, p.country, p.region, p.owner, f.started_on AS "agreementStart"
     FROM ${partnerAttributes(network, on)} p JOIN ${rosterOn(network, on)} f ON f.partner_id = p.partner_id
     WHERE ${conditions.join(' AND ')} ORDER BY p.partner_id`,
    binder.bindings,
    options,
  );
}

/** Their ids alone, which is much less to read. */
export async function readRosterIds(
  { reader, network }: Source,
  { on, where, everybody }: RosterRequest,
  options: RunOptions = {},
): Promise<string[]> {
  assertPartnerFilters(where);
  const binder = new Binder();
  const conditions = [everybody ? 'TRUE' : 'f.enrolled', ...where.map((filter) => condition(filter, binder))];
  const attributes = where.length > 0 ? ` JOIN ${partnerAttributes(network, on)} p ON p.partner_id = f.partner_id` : '';
  const rows = await reader.rows<{ id: string }>(
    `SELECT f.partner_id AS id FROM ${rosterOn(network, on)} f${attributes} WHERE ${conditions.join(' AND ')} ORDER BY f.partner_id`,
    binder.bindings,
    options,
  );
  return rows.map(({ id }) => id);
}

/**
 * The level in the main program that each partner has on a day, in the order asked for; the loaded level of a partner
 * without history, null for none.
 */
export async function levelsInForce(
  { reader, network }: Source,
  { on, partners }: { readonly on: string; readonly partners: readonly string[] },
  options: RunOptions = {},
): Promise<(string | null)[]> {
  const rows = await reader.rows<{ id: string; level: string | null }>(
    `SELECT p.partner_id AS id, p.level FROM ${partnerAttributes(network, on)} p WHERE p.level IS NOT NULL`,
    {},
    options,
  );
  const levels = new Map(rows.map(({ id, level }) => [id, level]));
  return partners.map((id) => levels.get(id) ?? null);
}

function condition({ dim, values, not }: Filter, binder: Binder): string {
  const column = `p.${dim === 'partner' ? 'partner_id' : dim}`;
  const listed = values.filter((value) => value !== null).map((value) => binder.bind(value));
  const parts = [
    ...(listed.length > 0 ? [`coalesce(${column} IN (${listed.join(', ')}), FALSE)`] : []),
    ...(values.includes(null) ? [`${column} IS NULL`] : []),
  ].join(' OR ');
  return not ? `NOT (${parts})` : `(${parts})`;
}
