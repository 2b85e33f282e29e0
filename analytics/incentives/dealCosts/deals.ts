/** Deals won in a period, with their margin where all of their costs are known. */
import type { LabOptions } from '../../metrics/lab.ts';
import { conversion, inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { dateLiteral } from '../../network/network.ts';
import { lastDay } from '../../network/period.ts';
import type { IncentiveDesk } from '../desk.ts';
import type { PreparedCase } from '../prepareCase.ts';
import { tenThousandths } from '../settle.ts';

/** Amounts are whole numbers of 1/10,000. */
export interface WonDeal {
  readonly deal: string;
  readonly partner: string | null;
  readonly name: string | null;
  readonly closedOn: string;
  readonly amount: number;
  readonly margin: number | null;
}

export async function readDeals(
  { context }: IncentiveDesk,
  { period, currency }: PreparedCase,
  options: LabOptions,
): Promise<WonDeal[]> {
  const network = inCurrency(context.network, currency);
  const money = conversion(network, 'd', 'd.closed_on');
  const rates = needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
  const lines = network.profile.lines;
  const cost = lines ? 'CASE WHEN coalesce(d.has_lines, FALSE) THEN l.cost ELSE d.cost END' : 'd.cost';
  const rows = await context.reader.rows<
    Record<'deal' | 'partner' | 'name' | 'closedOn' | 'amount' | 'margin', string | null>
  >(
    `${rates}SELECT d.deal_id AS deal, d.partner_id AS partner, coalesce(p.partner_name, d.partner_id) AS name,
       CAST(d.closed_on AS VARCHAR) AS "closedOn", CAST(${money.amount('d.amount')} AS DECIMAL(38,4)) AS amount,
       CAST(${money.amount(`d.amount - ${cost}`)} AS DECIMAL(38,4)) AS margin
     FROM ${network.table('deal')} d ${money.join}
     ${
       lines
         ? `LEFT JOIN (SELECT deal_id, CASE WHEN count(*) = count(cost) THEN sum(cost) END AS cost
              FROM ${network.table('deal_line')} AS lines GROUP BY deal_id) l ON l.deal_id = d.deal_id`
         : ''
     }
     LEFT JOIN ${network.table('partner')} p ON p.partner_id = d.partner_id
     WHERE d.outcome = 'won' AND d.closed_on BETWEEN ${dateLiteral(period.from)} AND ${dateLiteral(lastDay(period))}
     ORDER BY d.deal_id`,
    {},
    { signal: options.signal },
  );
  return rows.flatMap(({ amount, margin, ...row }) =>
    amount === null
      ? []
      : [
          {
            deal: row.deal!,
            partner: row.partner,
            name: row.name,
            closedOn: row.closedOn!,
            amount: tenThousandths(amount),
            margin: margin === null ? null : tenThousandths(margin),
          },
        ],
  );
}
