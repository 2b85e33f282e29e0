/** Payouts of the ledger on each deal: all of them as paid, else those that the plans leave alone. */
import { quoteText } from '../../engine/sql.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { Binder } from '../../metrics/sql.ts';
import { inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { partnerAttributes } from '../../network/roster.ts';
import { payoutConditions, payouts } from '../asPaid.ts';
import type { IncentiveDesk } from '../desk.ts';
import type { PreparedCase } from '../prepareCase.ts';
import { conditionOf } from '../rowFilters.ts';
import { tenThousandths } from '../settle.ts';

/** An amount in whole numbers of 1/10,000. */
export interface StackedPart {
  readonly deal: string;
  readonly label: string;
  readonly kind: string;
  readonly amount: number;
}

export async function paidOnDeals(
  { context }: IncentiveDesk,
  { sides, asPaid, where, period, currency }: PreparedCase,
  options: LabOptions,
): Promise<StackedPart[]> {
  const network = inCurrency(context.network, currency);
  const binder = new Binder();
  const replaced = sides.after === 'as-paid' ? [] : (asPaid.kinds ?? []);
  const conditions = [
    ...payoutConditions(period),
    'f.deal_id IS NOT NULL',
    ...(replaced.length > 0 ? [`lower(f.kind) NOT IN (${replaced.map((kind) => quoteText(kind)).join(', ')})`] : []),
    ...(where.length > 0 ? [conditionOf(where, (value) => binder.bind(value))] : []),
  ];
  const rates = needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
  const rows = await context.reader.rows<Record<'deal' | 'label' | 'kind' | 'amount', string>>(
    `${rates}SELECT f.deal_id AS deal, coalesce(f.program, f.kind, 'other') AS label, lower(coalesce(f.kind, 'other')) AS kind,
       CAST(sum(f.amount) AS DECIMAL(38,4)) AS amount
     FROM ${payouts(network, [])} f LEFT JOIN ${partnerAttributes(network, period.to)} p ON p.partner_id = f.partner_id
     WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
     GROUP BY ALL HAVING sum(f.amount) IS NOT NULL ORDER BY ALL`,
    binder.bindings,
    { signal: options.signal },
  );
  return rows.map((row) => ({ ...row, amount: tenThousandths(row.amount) }));
}
