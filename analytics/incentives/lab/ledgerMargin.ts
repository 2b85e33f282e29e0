/** Bookings of a case by product family, with what the ledger knows of their costs. */
import type { Filter } from '../../api/documents/query.ts';
import type { Cell } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import { inCurrency } from '../../network/currency.ts';
import { lastDay } from '../../network/period.ts';
import type { IncentiveDesk } from '../desk.ts';
import type { PreparedCase } from '../prepareCase.ts';

/** Whole units of money. */
export interface FamilyMargin {
  readonly family: string | null;
  readonly revenue: number;
  /** The part of the revenue whose cost is known, and the margin on it. */
  readonly costed: number;
  readonly margin: number;
}

const THROUGH_PARTNERS: Filter = { dim: 'partner', values: [null], not: true };

export function ledgerMargin(
  { context, lab }: IncentiveDesk,
  { period, where, currency }: Pick<PreparedCase, 'period' | 'where' | 'currency'>,
  options: LabOptions,
): Promise<readonly FamilyMargin[]> {
  const span = `${period.from}..${lastDay(period)}`;
  const key = JSON.stringify([span, where, currency]);
  return lab.keep(context, `pay margin ${key}`, options.signal, async () => {
    const rows = await runRows(
      { ...context, network: inCurrency(context.network, currency) },
      { metrics: ['won_amount', 'margin_rate'], by: ['family'], where: [...where, THROUGH_PARTNERS], period: span },
      { signal: options.signal },
    );
    const figure = (cell: Cell | undefined) => Number(cell ?? 0);
    const value = rows.map(
      (row): FamilyMargin => ({
        family: row.family == null ? null : String(row.family),
        revenue: figure(row.won_amount),
        costed: figure(row.margin_rate__denominator),
        margin: figure(row.margin_rate__numerator),
      }),
    );
    return { value, bytes: 1_024 + value.length * 96 };
  });
}
