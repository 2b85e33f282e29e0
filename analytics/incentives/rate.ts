/** Rates a plan on the history of a network: what each payee earned in each period, and on which rows. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { CompiledLine, UnitStep } from './compiled.ts';
import type { PayPeriod } from './periods.ts';
import { prepare, type RateOptions } from './prepared.ts';

/** What a payee earned by a line in a period. Amounts are decimal text in the plan's currency. */
export interface Earned {
  readonly payee: string;
  /** The index of the period. */
  readonly period: number;
  /** Deals or lines that were rated by themselves; 1 where everything is rated together. */
  readonly units: number;
  readonly base: string;
  /** The amount after each step of its units, not yet rounded. */
  readonly steps: Readonly<Partial<Record<UnitStep, string>>>;
  readonly capped: string;
  /** Rounded: what is settled. */
  readonly earned: string;
  /** Of it, what returns changed of earlier periods. */
  readonly trueUp: string;
}

export interface RatedLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  /** By payee, then period. */
  readonly earned: readonly Earned[];
}

/** What a payee earned on one row. */
export interface EarnedRow {
  readonly payee: string;
  readonly partner: string;
  readonly deal: string;
  readonly line: string | null;
  readonly date: string;
  readonly period: number;
  readonly base: string;
  readonly amount: string;
}

/**
 * All lines of a plan, each in one statement.
 * @throws QuarterdeckError `plan-invalid` for a line without a meaning, `dimension-unknown` for a filter that rows do not
 * have, `bad-request` when a rate to the plan's currency is missing.
 */
export async function ratePlan(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  options: RateOptions = {},
): Promise<RatedLine[]> {
  const prepared = await prepare(context, plan, options);
  const rated: RatedLine[] = [];
  for (const line of prepared.lines) {
    const { compiled, periods } = line;
    const rows = await prepared.read<Record<string, string | number>>(
      line,
      'payees',
      (payees) => `SELECT * FROM ${payees} AS payees ORDER BY payee, period`,
    );
    const earned = rows.map((row) => ({
      payee: String(row.payee),
      period: Number(row.period),
      units: Number(row.units),
      base: String(row.base),
      steps: Object.fromEntries(compiled.unitSteps.map(({ step }) => [step, String(row[`step_${step}`])])),
      capped: String(row.capped),
      earned: String(row.earned),
      trueUp: String(row.true_up),
    }));
    rated.push({ compiled, periods, earned });
  }
  return rated;
}

/** What a line paid row by row; sums to the earned amounts of each payee and period. */
export async function rateRows(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  index: number,
  options: RateOptions & { readonly payee?: string } = {},
): Promise<EarnedRow[]> {
  const prepared = await prepare(context, plan, options);
  const chosen = options.payee === undefined ? '' : ' WHERE payee = $payee';
  const rows = await prepared.read<Record<string, string | number | null>>(
    prepared.lines[index]!,
    'rows',
    (paid) => `SELECT * FROM ${paid} AS paid${chosen} ORDER BY payee, period, on_day, deal_id, line_id`,
    options.payee === undefined ? {} : { payee: options.payee },
  );
  return rows.map((row) => ({
    payee: String(row.payee),
    partner: String(row.partner_id),
    deal: String(row.deal_id),
    line: row.line_id === null ? null : String(row.line_id),
    date: String(row.on_day),
    period: Number(row.period),
    base: String(row.base),
    amount: String(row.amount),
  }));
}
