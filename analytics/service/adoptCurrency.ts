import type { Executor } from '../engine/engine.ts';
import { currentPolicy, writePolicy } from '../workspace/policyStore.ts';

/**
 * A new workspace takes the currency of its first data as its base currency: until rates are loaded nothing else could
 * be shown, and a network that counts in dollars should not open as a page of zeros in euros. Once anybody has set the
 * policy it is never touched. Answers the sentence that says so, or null when nothing changed.
 */
export async function adoptCurrency(transaction: Executor, now: Date): Promise<string | null> {
  const { version, policy } = await currentPolicy(transaction);
  if (version > 1) return null;
  const [found] = await transaction.rows<{ currency: string; share: number }>(
    `SELECT currency, round(100 * rows / sum(rows) OVER ())::INTEGER AS share FROM (
       SELECT currency, count(*) AS rows FROM (
         SELECT currency FROM net.deal UNION ALL SELECT currency FROM net.payout WHERE NOT EXISTS (SELECT 1 FROM net.deal)
       ) WHERE regexp_full_match(currency, '[A-Z]{3}') GROUP BY currency
     ) ORDER BY rows DESC, currency LIMIT 1`,
  );
  if (!found || found.currency === policy.baseCurrency) return null;
  await writePolicy(transaction, { ...policy, baseCurrency: found.currency }, now);
  return `The base currency is now ${found.currency}, the currency of ${found.share} % of the rows. Change it under Policy.`;
}
