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

const ROW_BYTES = 96;
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
    const value = rows.map(familyOf);
    return { value, bytes: 1_024 + value.length * ROW_BYTES };
  });
}

/** The same for what some partners sold. */
export async function payeesMargin(
  { context, lab }: IncentiveDesk,
  { period, currency }: Pick<PreparedCase, 'period' | 'currency'>,
  payees: ReadonlySet<string>,
  options: LabOptions,
): Promise<readonly FamilyMargin[]> {
  const span = `${period.from}..${lastDay(period)}`;
  const sold = await lab.keep(context, `pay margin by partner ${span} ${currency}`, options.signal, async () => {
    const rows = await runRows(
      { ...context, network: inCurrency(context.network, currency) },
      { metrics: ['won_amount', 'margin_rate'], by: ['partner', 'family'], where: [THROUGH_PARTNERS], period: span },
      { signal: options.signal },
    );
    const value = rows.map((row) => ({ ...familyOf(row), partner: String(row.partner) }));
    return { value, bytes: 1_024 + value.length * ROW_BYTES };
  });
  return byFamily(sold.filter(({ partner }) => payees.has(partner)));
}

/** Each family once, with what all of its rows add up to. */
export function byFamily(rows: readonly FamilyMargin[]): FamilyMargin[] {
  const families = new Map<string | null, FamilyMargin>();
  for (const { family, revenue, costed, margin } of rows) {
    const sum = families.get(family) ?? { family, revenue: 0, costed: 0, margin: 0 };
    families.set(family, {
      family,
      revenue: sum.revenue + revenue,
      costed: sum.costed + costed,
      margin: sum.margin + margin,
    });
  }
  return [...families.values()];
}

function familyOf(row: Readonly<Record<string, Cell>>): FamilyMargin {
  const figure = (cell: Cell | undefined) => Number(cell ?? 0);
  return {
    family: row.family == null ? null : String(row.family),
    revenue: figure(row.won_amount),
    costed: figure(row.margin_rate__denominator),
    margin: figure(row.margin_rate__numerator),
  };
}
