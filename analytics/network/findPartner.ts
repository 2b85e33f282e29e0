import { QuarterdeckError } from '../api/errors.ts';
import type { Executor } from '../engine/engine.ts';
import type { Network } from './network.ts';

/** More of one name, or like it, than anybody reads. */
const SHOWN = 5;
/** Jaro–Winkler similarity from which a name may have been meant: a letter or two are wrong. */
const ALIKE = 0.9;

interface Source {
  readonly reader: Executor;
  readonly network: Network;
}

/**
 * The id of the partner that somebody means: by id, or by a name that only one partner has, in any case.
 * @throws QuarterdeckError `not-found` when nobody is called that, or several are; it names those who come close.
 */
export async function findPartner(source: Source, text: string): Promise<string> {
  const wanted = text.trim();
  const found = await source.reader.rows<{ id: string; exact: boolean }>(
    `SELECT partner_id AS id, partner_id = $wanted AS exact FROM ${source.network.table('partner')} AS partners
     WHERE partner_id = $wanted OR lower(partner_name) = lower($wanted) ORDER BY exact DESC, id`,
    { wanted },
  );
  const [first, second] = found;
  if (!first) throw await nobody(source, wanted);
  if (second && !first.exact) {
    const ids = found.slice(0, SHOWN).map(({ id }) => id);
    throw new QuarterdeckError(
      'not-found',
      `${found.length} partners are called “${wanted}”. Give the id of the one you mean: ${ids.join(', ')}${found.length > SHOWN ? ' …' : ''}.`,
    );
  }
  return first.id;
}

async function nobody({ reader, network }: Source, wanted: string): Promise<QuarterdeckError> {
  // A word of a name counts as the name, and so does its beginning: “Adlr” is meant for “Adler Systems”.
  const like = (name: string) => `jaro_winkler_similarity(${name}, lower($wanted))`;
  const words = `list_max(list_transform(string_split(lower(partner_name), ' '), lambda word: ${like('word')}))`;
  const start = like('lower(left(partner_name, length($wanted)))');
  const likeness = `greatest(${like('lower(partner_name)')}, ${start}, ${words})`;
  const alike = await reader.rows<{ id: string; name: string }>(
    `SELECT partner_id AS id, partner_name AS name FROM ${network.table('partner')} AS partners
     WHERE contains(lower(partner_name), lower($wanted)) OR ${likeness} >= ${ALIKE}
     ORDER BY ${likeness} DESC, id LIMIT ${SHOWN}`,
    { wanted },
  );
  const names = alike.map(({ id, name }) => `${name} (${id})`);
  const mend =
    names.length > 0 ? `Did you mean ${names.join(', ')}?` : 'Give the id or the whole name as they are in the roster.';
  return new QuarterdeckError('not-found', `There is no partner “${wanted}”. ${mend}`);
}
