/** What a partner and its group are called. */
import type { QueryContext } from '../../metrics/context.ts';

export interface PartnerNames {
  readonly own: string;
  /** Null for a partner without a group. */
  readonly parent: string | null;
  /** Of the group, its id where it has no name. */
  readonly name: string;
}

export async function groupOf(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  partner: string,
): Promise<PartnerNames> {
  const [found] = await reader.rows<{ own: string; parent: string | null; name: string | null }>(
    `SELECT coalesce(p.partner_name, p.partner_id) AS own, p.parent, coalesce(g.partner_name, p.parent) AS name
     FROM ${network.table('partner')} p LEFT JOIN ${network.table('partner')} g ON g.partner_id = p.parent
     WHERE p.partner_id = $partner`,
    { partner },
  );
  return { own: found?.own ?? partner, parent: found?.parent ?? null, name: found?.name ?? '' };
}
