/** What partners sold in a period and in the same one a year before. */
import type { Cell, ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import { inCurrency } from '../../network/currency.ts';
import { addMonths } from '../../network/dates.ts';
import { lastDay } from '../../network/period.ts';
import type { IncentiveDesk } from '../desk.ts';
import { tenThousandths } from '../settle.ts';

/** Bookings by partner in whole numbers of 1/10,000; partners without any are left out. */
export interface Revenue {
  readonly now: ReadonlyMap<string, number>;
  readonly earlier: ReadonlyMap<string, number>;
}

const ENTRY_BYTES = 96;

export function readRevenue(
  { context, lab }: IncentiveDesk,
  period: ResolvedPeriod,
  currency: string,
  options: LabOptions,
): Promise<Revenue> {
  const [from, to] = [period.from, lastDay(period)];
  return lab.keep(context, `pay revenue ${from} ${to} ${currency}`, options.signal, async () => {
    options.progress?.('Reading bookings', 0, 1, 'tables');
    const own = { ...context, network: inCurrency(context.network, currency) };
    const read = async (span: string) => {
      const rows = await runRows(
        own,
        { metrics: ['won_amount'], by: ['partner'], where: [], period: span },
        { signal: options.signal },
      );
      return new Map(
        rows.flatMap(({ partner, won_amount: amount }): [string, number][] =>
          partner == null || amount == null ? [] : [[String(partner), units(amount)]],
        ),
      );
    };
    const [now, earlier] = await Promise.all([
      read(`${from}..${to}`),
      read(`${addMonths(from, -12)}..${addMonths(to, -12)}`),
    ]);
    return { value: { now, earlier }, bytes: 1_024 + (now.size + earlier.size) * ENTRY_BYTES };
  });
}

const units = (amount: NonNullable<Cell>) => tenThousandths(String(amount));
