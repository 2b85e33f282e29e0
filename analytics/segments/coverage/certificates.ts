/** Which partners are certified for what they could sell. */
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { dateLiteral } from '../../network/network.ts';

export interface Certificates {
  /** By partner, the certifications of which somebody holds a valid one. */
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Names of certifications that anybody holds. */
  readonly names: readonly string[];
}

export async function validCertificates(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  on: string,
  { signal }: RunOptions = {},
): Promise<Certificates> {
  const day = dateLiteral(on);
  const rows = await reader.rows<{ partner: string; certification: string }>(
    `SELECT DISTINCT partner_id AS partner, certification FROM ${network.table('certification')} AS certificates
     WHERE earned_on <= ${day} AND (expires_on IS NULL OR expires_on >= ${day}) ORDER BY 1, 2`,
    {},
    { signal },
  );
  const of = new Map<string, string[]>();
  for (const { partner, certification } of rows) of.set(partner, [...(of.get(partner) ?? []), certification]);
  return { of, names: [...new Set(rows.map(({ certification }) => certification))] };
}

/** Whether certifications say what they are for, and which of them count for a category. */
export interface CertifiedFor {
  readonly byName: boolean;
  counts(certification: string, category: string): boolean;
}

/**
 * A certification is for the categories that its name has in it. Where none of the names has any, they say nothing of
 * products, and each counts for all.
 */
export function certifiedFor(names: readonly string[], categories: readonly string[]): CertifiedFor {
  const within = (name: string, category: string) => name.toLowerCase().includes(category.toLowerCase());
  const byName = names.some((name) => categories.some((category) => within(name, category)));
  return { byName, counts: (name, category) => !byName || within(name, category) };
}
