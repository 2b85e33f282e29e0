/** What the basis of a case says of payouts: those that it leaves alone, and those that are in no side. */
import type { LabOptions } from '../../metrics/lab.ts';
import { Binder } from '../../metrics/sql.ts';
import { inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { partnerAttributes } from '../../network/roster.ts';
import { type AsPaidRequest, payoutConditions, payouts } from '../asPaid.ts';
import type { IncentiveDesk } from '../desk.ts';
import { conditionOf } from '../rowFilters.ts';

export interface CaseFigures {
  /** Kinds of payouts in the period, as the ledger writes them. */
  readonly kinds: readonly string[];
  readonly leftAlone: readonly { readonly kind: string; readonly amount: string }[];
  /** Payouts of the compared kinds that are in no side: their currency has no rate, or they name no partner. */
  readonly unrated: number;
  readonly nobodys: number;
}

export function caseFigures(
  { context, lab }: IncentiveDesk,
  { period, where, kinds, currency }: AsPaidRequest,
  options: LabOptions,
): Promise<CaseFigures> {
  const key = JSON.stringify([period.from, period.to, where, kinds, currency]);
  return lab.keep(context, `case figures ${key}`, options.signal, async () => {
    const network = inCurrency(context.network, currency);
    const binder = new Binder();
    const chosen = where.length > 0 ? [conditionOf(where, (value) => binder.bind(value))] : [];
    const rates = needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
    const rows = await context.reader.rows<{ kind: string; amount: string; unrated: number; nobodys: number }>(
      `${rates}SELECT coalesce(f.kind, 'other') AS kind,
         CAST(coalesce(sum(f.amount) FILTER (WHERE f.partner_id IS NOT NULL), 0) AS DECIMAL(38,2)) AS amount,
         CAST(count(*) FILTER (WHERE f.unrated) AS INTEGER) AS unrated,
         CAST(count(*) FILTER (WHERE f.partner_id IS NULL) AS INTEGER) AS nobodys
       FROM ${payouts(network, [])} f LEFT JOIN ${partnerAttributes(network, period.to)} p ON p.partner_id = f.partner_id
       WHERE ${[...payoutConditions(period), ...chosen].map((condition) => `(${condition})`).join(' AND ')}
       GROUP BY ALL ORDER BY ALL`,
      binder.bindings,
      { signal: options.signal },
    );
    const compared = ({ kind }: { kind: string }) => kinds === null || kinds.includes(kind.toLowerCase());
    const sum = (of: 'unrated' | 'nobodys') => rows.filter(compared).reduce((total, row) => total + Number(row[of]), 0);
    const value: CaseFigures = {
      kinds: rows.map(({ kind }) => kind),
      leftAlone: rows.filter((row) => !compared(row)).map(({ kind, amount }) => ({ kind, amount })),
      unrated: sum('unrated'),
      nobodys: sum('nobodys'),
    };
    return { value, bytes: 1_024 };
  });
}
