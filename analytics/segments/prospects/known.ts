/** Partners of the network that are prospects. */
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { dateLiteral } from '../../network/network.ts';

/** What a roster calls those who have not signed yet. */
const OPEN = ['prospect', 'applicant'];

/**
 * By id: who has no agreement by the last day of the data, and either is called a prospect or applicant, or has a day of
 * first contact or application.
 */
export function readProspects(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  options: RunOptions = {},
): Promise<RosterPartner[]> {
  const started = 'coalesce(d.agreement_start, d.onboarded_on)';
  const called = (statuses: readonly string[]) =>
    statuses.length === 0
      ? 'FALSE'
      : `lower(coalesce(d.status, '')) IN (${statuses.map((status) => quoteText(status.toLowerCase())).join(', ')})`;
  return reader.rows<RosterPartner>(
    `SELECT d.partner_id AS id, coalesce(d.partner_name, d.partner_id) AS name, d.type, d.country, d.region, d.owner,
       ${started} AS "agreementStart"
     FROM ${network.table('partner')} d
     WHERE coalesce(${started} > ${dateLiteral(network.horizon.to)}, TRUE)
       AND (${called(OPEN)} OR (coalesce(d.prospect_on, d.applied_on) IS NOT NULL AND NOT ${called(network.policy.leftStatuses)}))
     ORDER BY d.partner_id`,
    {},
    options,
  );
}

/** Ids of the partners that have one of these names, in any case, by the name in lower case; the first id of several. */
export async function partnersNamed(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  names: readonly string[],
  options: RunOptions = {},
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  const rows = await reader.rows<{ id: string; name: string }>(
    `SELECT min(partner_id) AS id, lower(partner_name) AS name FROM ${network.table('partner')} AS partners
     WHERE lower(partner_name) IN (SELECT unnest(CAST(from_json($wanted, '["VARCHAR"]') AS VARCHAR[]))) GROUP BY 2`,
    { wanted: JSON.stringify(wanted) },
    options,
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
