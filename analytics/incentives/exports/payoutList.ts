/** What plans owe for a period as payouts, in the shape in which exports of payouts are loaded. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { decimalText, rescale } from '../../present/decimal.ts';
import type { IncentiveDesk } from '../desk.ts';
import { exact, product } from '../explain/exact.ts';
import { asksFor } from '../lab/chosenPayees.ts';
import { keptTables } from '../lab/keptTables.ts';
import { rateFigures } from '../planFigures.ts';
import { type RatedLine, ratePlan } from '../rate.ts';
import { amountText, type DatedPay, datedPay, settlePay, tenThousandths } from '../settle.ts';
import type { SideRequest } from '../side.ts';
import { programOf } from '../simulation/paidLines.ts';
import type { ExportColumn, ExportRow } from './table.ts';

export const PAYOUT_COLUMNS: readonly ExportColumn[] = [
  ['Payout ID', 'text'],
  ['Partner ID', 'text'],
  ['Partner Name', 'text'],
  ['Program', 'text'],
  ['Payout Kind', 'text'],
  ['Base Amount', 'money'],
  ['Rate', 'quantity'],
  ['Payout Amount', 'money'],
  ['Currency', 'text'],
  ['Earned On', 'date'],
  ['Due On', 'date'],
  ['Reason', 'text'],
];

const REASONS: Readonly<Record<DatedPay['what'], string | null>> = {
  cash: null,
  released: 'Held back',
  credit: 'Credited to the fund',
};

/** One row a payee, line and period, and one more for what waits or is credited. Amounts are in the currency of each plan. */
export async function payoutRows(
  desk: IncentiveDesk,
  side: SideRequest,
  names: ReadonlyMap<string, string>,
  options: LabOptions,
): Promise<ExportRow[]> {
  const { context } = desk;
  const { plans, period, where, levels } = side;
  const run = { where, levels, signal: options.signal, tables: await keptTables(desk) };
  const rows: ExportRow[] = [];
  for (const plan of plans) {
    const rated = await ratePlan(context, plan, run);
    const settled = settlePay(plan, rated.map(earnedLine), context.network.calendar);
    const currency = plan.currency ?? context.network.policy.baseCurrency;
    const lines = new Map(rated.map((line) => [line.compiled.line.id, new PaidLine(plan, line, side)]));
    for (const pay of datedPay(settled, plan.lines)) {
      const line = lines.get(pay.line)!;
      if (!line.asksFor(pay.payee)) continue;
      const earnedOn = line.lastDay(pay.period);
      if (earnedOn < period.from || earnedOn > period.to) continue;
      rows.push([
        line.payoutId(pay),
        pay.payee,
        names.get(pay.payee) ?? pay.payee,
        programOf(line.line),
        pay.what === 'credit' ? 'co-op' : line.line.kind,
        ...line.baseAndRate(pay),
        amountText(pay.amount),
        currency,
        earnedOn,
        pay.on,
        REASONS[pay.what],
      ]);
    }
  }
  return rows;
}

function earnedLine({ compiled, periods, earned }: RatedLine) {
  return {
    line: compiled.line,
    periods,
    earned: earned.map((one) => ({
      payee: one.payee,
      period: one.period,
      base: tenThousandths(one.base),
      earned: tenThousandths(one.earned),
      trueUp: tenThousandths(one.trueUp),
    })),
  };
}

class PaidLine {
  readonly line: PlanLine;
  readonly asksFor: (payee: string) => boolean;
  private readonly plan: IncentivePlan;
  private readonly bases: ReadonlyMap<string, string>;
  private readonly periods: ReadonlyMap<number, { readonly label: string; readonly to: string }>;
  private readonly rates: readonly string[];

  constructor(plan: IncentivePlan, { compiled, periods, earned }: RatedLine, side: SideRequest) {
    this.plan = plan;
    this.asksFor = asksFor(side, compiled.line);
    this.line = compiled.line;
    this.bases = new Map(earned.map(({ payee, period, base }) => [`${period} ${payee}`, base]));
    this.periods = new Map(periods.map((period) => [period.index, period]));
    const shares = rateFigures(compiled.line, compiled.index).filter(({ unit }) => unit !== 'lump');
    this.rates = [...new Set(shares.map(({ value }) => value))];
  }

  lastDay(period: number): string {
    return this.periods.get(period)!.to;
  }

  /** The same for the same plan and history, so that a file that is loaded twice changes nothing. */
  payoutId({ payee, period, what }: DatedPay): string {
    const { id, version } = this.plan;
    const name = [id, `v${version}`, this.line.id, payee, this.periods.get(period)!.label];
    return [...name, ...(what === 'cash' ? [] : [what])].join('/');
  }

  /** The base stands with the payment, and the rate where one rate of the line gives all of it. */
  baseAndRate({ payee, period, what, amount }: DatedPay): [string | null, string | null] {
    if (what === 'released') return [null, null];
    const base = this.bases.get(`${period} ${payee}`);
    if (base === undefined) return [null, null];
    const { digits } = this.plan.rounding;
    const single = this.rates.find((rate) => {
      const pay = rescale(rescale(product(exact(base), exact(rate)), digits), 4);
      return Number(pay.units) === amount;
    });
    return [decimalText(exact(base)), single ?? null];
  }
}
