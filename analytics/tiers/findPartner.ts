import { QuarterdeckError } from '../api/errors.ts';
import type { QueryContext } from '../metrics/context.ts';

/** More of one name than anybody reads. */
const SHOWN = 5;

/**
 * The id of the partner that somebody means: by id, or by a name that only one partner has, in any case.
 * @throws QuarterdeckError `not-found` when nobody is called that, or several are.
 */
export async function findPartner({ reader, network }: QueryContext, text: string): Promise<string> {
  const wanted = text.trim();
  const found = await reader.rows<{ id: string; exact: boolean }>(
    `SELECT partner_id AS id, partner_id = $wanted AS exact FROM ${network.table('partner')} AS partners
     WHERE partner_id = $wanted OR lower(partner_name) = lower($wanted) ORDER BY exact DESC, id`,
    { wanted },
  );
  const [first, second] = found;
  if (!first) {
    throw new QuarterdeckError(
      'not-found',
      `There is no partner “${wanted}”. Give the id or the whole name as they are in the roster.`,
    );
  }
  if (second && !first.exact) {
    const ids = found.slice(0, SHOWN).map(({ id }) => id);
    throw new QuarterdeckError(
      'not-found',
      `${found.length} partners are called “${wanted}”. Give the id of the one you mean: ${ids.join(', ')}${found.length > SHOWN ? ' …' : ''}.`,
    );
  }
  return first.id;
}
