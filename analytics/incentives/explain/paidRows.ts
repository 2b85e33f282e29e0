/** The payouts of one partner in a period, one by one, as the ledger has them. */
import type { PayExplanation } from '../../api/incentives.ts';
import { quoteText } from '../../engine/sql.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { type AsPaidRequest, payoutConditions, payouts } from '../asPaid.ts';
import type { IncentiveDesk } from '../desk.ts';

export type PaidRow = PayExplanation['paid'][number];

/** Amounts in the currency of the request; the base is in that of the payout, as the ledger has it. In the order of days. */
export async function readPaidRows(
  { context }: Pick<IncentiveDesk, 'context'>,
  { period, kinds, currency }: AsPaidRequest,
  partner: string,
  options: LabOptions,
): Promise<PaidRow[]> {
  const network = inCurrency(context.network, currency);
  const conditions = [
    ...payoutConditions(period),
    'f.partner_id = $partner',
    ...(kinds === null ? [] : [`lower(f.kind) IN (${kinds.map((kind) => quoteText(kind)).join(', ')})`]),
  ];
  const rates = needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
  const rows = await context.reader.rows<Record<string, string | number | null>>(
    `${rates}SELECT f.payout_id, f.program, f.kind, CAST(f.earned_on AS VARCHAR) AS earned_on, p.base, f.rate, f.status,
       CAST(f.amount AS DECIMAL(38,4)) AS amount, coalesce(p.currency, ${quoteText(context.network.policy.baseCurrency)}) AS currency
     FROM ${payouts(network, [])} f
     LEFT JOIN ${network.table('payout')} p ON p.payout_id = f.payout_id
     WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')} AND f.amount IS NOT NULL
     ORDER BY f.earned_on, f.program, f.payout_id`,
    { partner },
    { signal: options.signal },
  );
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : String(value);
  return rows.map((row) => ({
    payout: String(row.payout_id),
    program: text(row.program) ?? '',
    kind: text(row.kind) ?? 'other',
    earnedOn: String(row.earned_on),
    base: text(row.base),
    currency: String(row.currency),
    rate: row.rate === null ? null : Number(row.rate),
    amount: String(row.amount),
    status: text(row.status),
  }));
}
