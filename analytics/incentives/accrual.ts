/** What is owed to partners, rolled forward from month to month. */
import type { AccrualAge } from '../api/incentiveOutlook.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { Reader } from '../metrics/context.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { Binder } from '../metrics/sql.ts';
import { addDays } from '../network/dates.ts';
import { dateLiteral } from '../network/network.ts';
import { lastDay, resolvePeriod } from '../network/period.ts';
import { type Move, movementRelation } from './accrual/movements.ts';
import { notesOf } from './accrual/notes.ts';
import { type MonthSum, movedMonths, type RolledRow, rollForward } from './accrual/roll.ts';
import { type LedgerPaid, paidSql, tieOf } from './accrual/ties.ts';
import { whyWithheld } from './accrual/withheld.ts';
import { isChosen } from './chosen.ts';
import type { IncentiveDesk } from './desk.ts';
import { partnersOf } from './lab/partnersOf.ts';
import { payRoster } from './lab/payRoster.ts';
import { amountText, tenThousandths } from './settle.ts';

/**
 * Opening + earned ± true-up − paid − expired − clawback = closing, to the cent, by program, kind, currency and fiscal month of
 * the period, with what is owed at its end by how long it has been due, and the payments tied to the ledger. What each
 * movement is of the payout columns, and on which day: see accrual/movements.ts. Without a period, all of the ledger. Where no
 * payout says whether it was paid, what is owed is withheld: everything ever earned would look like a debt.
 * @throws QuarterdeckError `period-invalid`, `dimension-unknown` for a filter that does not choose partners.
 */
export async function accrualRollForward(
  desk: IncentiveDesk,
  asked: Checked<'incentive.accrual'>,
  options: LabOptions = {},
): Promise<Result<'incentive.accrual'>> {
  const { context } = desk;
  const { network, reader } = context;
  const run = { signal: options.signal };
  const period = resolvePeriod(asked.period, network.calendar, network.horizon);
  const end = lastDay(period);
  const roster = await payRoster(desk, end, undefined, options);
  const binder = new Binder();
  const chosen = isChosen(network, partnersOf(roster, asked.where), binder);
  const moves = `(SELECT * FROM ${movementRelation(network)} AS movements WHERE ${chosen} AND day <= ${dateLiteral(end)})`;

  const from = asked.period === undefined ? await firstDay(reader, moves, binder, period.from, run) : period.from;
  const months = network.calendar.months(from, end);
  const listed = months.map(({ from, to }, place) => `(${place}, ${dateLiteral(from)}, ${dateLiteral(to)})`);
  const sums = await reader.rows<Omit<MonthSum, 'amount'> & { readonly amount: string }>(
    `SELECT m.program, m.kind, m.currency, CASE WHEN m.day < ${dateLiteral(from)} THEN -1 ELSE s.place END AS month, m.move,
       CAST(sum(m.amount) AS DECIMAL(38,4)) AS amount
     FROM ${moves} m LEFT JOIN (VALUES ${listed.join(', ')}) AS s(place, first_day, last_day)
       ON m.day BETWEEN s.first_day AND s.last_day
     GROUP BY ALL ORDER BY ALL`,
    binder.bindings,
    run,
  );
  const withheld = await whyWithheld(context, run);
  const rows = (withheld === null ? rollForward : movedMonths)(
    sums.map((sum) => ({ ...sum, amount: tenThousandths(sum.amount) })),
    months.map(({ month }) => month),
  );
  const ages = withheld === null ? await reader.rows<AccrualAge>(agesSql(moves, end), binder.bindings, run) : [];
  const ledger = await reader.rows<LedgerPaid>(paidSql(network, { from, to: end }, chosen), binder.bindings, run);
  const tie = tieOf(rows, ledger);
  return {
    basis: {
      period,
      dataVersion: context.dataVersion,
      policyVersion: context.policyVersion,
      notes: await notesOf(context, { tie, chosen, bindings: binder.bindings, end }, run),
    },
    withheld,
    rows: rows.map((row) => ({ ...textOf(row), ...(withheld === null ? {} : { opening: null, closing: null }) })),
    ages: ages.map((age) => ({ ...age, program: age.program || NO_PROGRAM })),
    tie,
  };
}

/** Without a period nothing is before it: approvals may come before the first day with earnings. */
async function firstDay(
  reader: Reader,
  moves: string,
  binder: Binder,
  from: string,
  options: RunOptions,
): Promise<string> {
  const [first] = await reader.rows<{ day: string | null }>(
    `SELECT CAST(min(day) AS VARCHAR) AS day FROM ${moves} AS moved`,
    binder.bindings,
    options,
  );
  return first?.day != null && first.day < from ? first.day : from;
}

const NO_PROGRAM = 'No program';

function textOf({
  program,
  kind,
  currency,
  month,
  ...amounts
}: RolledRow): Result<'incentive.accrual'>['rows'][number] {
  const text = (name: Move | 'opening' | 'closing') => amountText(amounts[name]);
  return {
    program: program || NO_PROGRAM,
    kind,
    currency,
    month,
    opening: text('opening'),
    earned: text('earned'),
    trueUp: text('trueUp'),
    paid: text('paid'),
    expired: text('expired'),
    clawback: text('clawback'),
    closing: text('closing'),
  };
}

/** What is still owed of each item, by the days since it was due; what nobody has claimed yet is not due. */
function agesSql(moves: string, end: string): string {
  const bucket = (condition: string) => `CAST(coalesce(sum(owed) FILTER (WHERE ${condition}), 0) AS DECIMAL(38,4))`;
  const since = (days: number) => dateLiteral(addDays(end, -days));
  return `SELECT program, kind, currency,
      ${bucket(`due_on IS NULL OR due_on >= ${since(0)}`)} AS "notDue",
      ${bucket(`due_on < ${since(0)} AND due_on >= ${since(30)}`)} AS "to30",
      ${bucket(`due_on < ${since(30)} AND due_on >= ${since(60)}`)} AS "to60",
      ${bucket(`due_on < ${since(60)} AND due_on >= ${since(90)}`)} AS "to90",
      ${bucket(`due_on < ${since(90)}`)} AS "over90"
    FROM (SELECT item, program, kind, currency, max(due_on) AS due_on,
        sum(CASE WHEN move IN ('earned', 'trueUp') THEN amount ELSE -amount END) AS owed
      FROM ${moves} AS moved GROUP BY item, program, kind, currency) AS items
    GROUP BY ALL ORDER BY program, kind, currency`;
}
