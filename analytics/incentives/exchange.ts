/** Amounts of a plan in another currency, at the rates of its periods' last days. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import type { QueryContext } from '../metrics/context.ts';
import { conversion, inCurrency, needsRates, RATES, rateRelation } from '../network/currency.ts';
import { dateLiteral } from '../network/network.ts';

/** Rates are asked for as what so many of the plan's currency are worth, which keeps eight of their digits. */
const ONE = 100_000_000n;

/**
 * Converts whole numbers of 1/10,000 on one of the days, half away from zero; null where the plan pays in the currency.
 * @throws QuarterdeckError `bad-request` where a day has no rate.
 */
export async function exchange(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  plan: Pick<IncentivePlan, 'name' | 'currency' | 'fxTable'>,
  currency: string,
  days: readonly string[],
  options: RunOptions,
): Promise<((amount: number, day: string) => number) | null> {
  const own = plan.currency ?? network.policy.baseCurrency;
  if (own === currency || days.length === 0) return null;
  const target = inCurrency(network, currency, plan.fxTable);
  const money = conversion(target, 'd', 'd.day');
  const rates = needsRates(target) ? `WITH ${RATES} AS ${rateRelation(target)} ` : '';
  const listed = days.map((day) => `(${dateLiteral(day)}, ${quoteText(own)})`).join(', ');
  const rows = await reader.rows<{ day: string; worth: string | null }>(
    `${rates}SELECT CAST(d.day AS VARCHAR) AS day, CAST(${money.amount(`${ONE}`)} AS DECIMAL(18,0)) AS worth
     FROM (VALUES ${listed}) AS d(day, currency) ${money.join}`,
    {},
    options,
  );
  const worth = new Map<string, bigint>();
  for (const row of rows) if (row.worth !== null) worth.set(row.day, BigInt(row.worth));
  const missing = days.find((day) => !worth.has(day));
  if (missing !== undefined) {
    throw new QuarterdeckError(
      'bad-request',
      `The plan “${plan.name}” pays in ${own}, and no rate from ${own} to ${currency} on ${missing} is loaded. Load one, or give all plans one currency.`,
    );
  }
  return (amount, day) => {
    const product = BigInt(amount) * worth.get(day)! * 2n;
    return Number((product + (product < 0n ? -ONE : ONE)) / (ONE * 2n));
  };
}
