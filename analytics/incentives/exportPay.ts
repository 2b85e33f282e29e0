/** Lists that leave the product: what to pay, and what every partner gains or loses and why. */
import { QuarterdeckError } from '../api/errors.ts';
import type { PayRow } from '../api/incentives.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastDay } from '../network/period.ts';
import { differenceText } from '../present/decimal.ts';
import { fileWord } from '../present/fileWord.ts';
import type { IncentiveDesk } from './desk.ts';
import { PAYOUT_COLUMNS, payoutRows } from './exports/payoutList.ts';
import { csvText, type ExportColumn, type ExportRow } from './exports/table.ts';
import { payRoster } from './lab/payRoster.ts';
import { payList } from './payList.ts';
import { type PreparedCase, prepareCase } from './prepareCase.ts';

/** All payees of the largest network. */
const ALL = 1_000_000;

/**
 * CSV text of the record.
 * @throws QuarterdeckError `bad-request` for a list of payouts without a plan, and as `prepareCase` does
 */
export async function exportPay(
  desk: IncentiveDesk,
  { list, ...asked }: Checked<'incentive.export'>,
  options: LabOptions = {},
): Promise<Result<'incentive.export'>> {
  const prepared = await prepareCase(desk, { ...asked, record: true }, options);
  const { columns, rows } =
    list === 'payouts' ? await payouts(desk, prepared, options) : await partners(desk, asked, prepared, options);
  const plans = prepared.plans.map(({ name }) => name).join(' ') || 'As paid';
  return {
    fileName: `${fileWord(plans, 'plan')}-${list}-${fileWord(prepared.period.label, 'period')}.csv`,
    text: csvText(columns, rows),
    rows: rows.length,
  };
}

interface Table {
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly ExportRow[];
}

async function payouts(desk: IncentiveDesk, { sides, period }: PreparedCase, options: LabOptions): Promise<Table> {
  if (sides.after === 'as-paid') {
    throw new QuarterdeckError(
      'bad-request',
      'There is nothing to pay without a plan: what was paid is in the payouts already. Open a plan, or export the partners.',
    );
  }
  const { byId } = await payRoster(desk, lastDay(period), sides.after.levels, options);
  const names = new Map([...byId].map(([id, { name }]) => [id, name]));
  return { columns: PAYOUT_COLUMNS, rows: await payoutRows(desk, sides.after, names, options) };
}

async function partners(
  desk: IncentiveDesk,
  asked: Omit<Checked<'incentive.export'>, 'list'>,
  { basis }: PreparedCase,
  options: LabOptions,
): Promise<Table> {
  const { rows } = await payList(desk, { ...asked, record: true, select: {}, limit: ALL }, options);
  const money = (name: string): ExportColumn => [`${name} (${basis.currency})`, 'money'];
  const text = (...names: string[]) => names.map((name): ExportColumn => [name, 'text']);
  return {
    columns: [
      ...text('Partner ID', 'Partner Name', 'Owner', 'Level', 'Type', 'Region', 'Country'),
      money(`Bookings ${basis.period.label}`),
      money(`Before: ${basis.against}${basis.paidUnknown === null ? '' : ', not known'}`),
      money('After'),
      money('Difference'),
      ...text('Reason', 'What would keep it whole'),
    ],
    rows: rows.map((row) => partnerRow(row, basis.paidUnknown === null)),
  };
}

/** @param known whether what was paid is: without, nothing is said of what differs from it */
function partnerRow(row: PayRow, known: boolean): ExportRow {
  const { partner, name, owner, level, type, region, country, revenue, before, after, reason, whole } = row;
  const own = [partner, name, owner, level, type, region, country, revenue];
  return known
    ? [...own, before, after, differenceText(after, before), reason, whole]
    : [...own, null, after, null, null, null];
}
