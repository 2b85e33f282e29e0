/** Whether payouts tell anything of being paid. A missing date is no debt. */
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { countWords } from '../../present/labels.ts';

/** Why what is owed cannot be told; null where some payout has a day of payment or a status, or where none are loaded. */
export async function whyWithheld(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  options: RunOptions,
): Promise<string | null> {
  const [found] = await reader.rows<{ payouts: number; told: number }>(
    `SELECT CAST(count(*) AS INTEGER) AS payouts, CAST(count(*) FILTER (WHERE paid_on IS NOT NULL OR status IS NOT NULL) AS INTEGER) AS told
     FROM ${network.table('payout')} AS payouts`,
    {},
    options,
  );
  const { payouts, told } = found!;
  if (payouts === 0 || told > 0) return null;
  const who =
    payouts === 1
      ? 'The only payout has neither'
      : `None of the ${countWords(payouts, 'payout', network.policy.locale)} has`;
  const lack = payouts === 1 ? 'a day of payment nor a status' : 'a day of payment or a status';
  return `${who} ${lack}, so what is still owed is not known: what was earned is shown, what is owed is not. Load an export with paid dates or statuses.`;
}
