/** One line of a plan for one payee: what it earned in each period and how, and what of it is due. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { ExplainedPeriod } from '../../api/incentives.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import { isCapped } from '../partnerCap.ts';
import type { PayPeriod } from '../periods.ts';
import { isBelow } from '../planFigures.ts';
import type { PreparedLine, PreparedPlan } from '../prepared.ts';
import type { EarnedRow } from '../rate.ts';
import type { SettledPay } from '../settle.ts';
import { amountText, tenThousandths } from '../settle.ts';
import { type Answers, readAnswers } from './answers.ts';
import { largest } from './dealRows.ts';
import { dueSteps } from './dueSteps.ts';
import { earnedSteps, type RecordPay } from './earnedSteps.ts';
import type { LineWords } from './lineWords.ts';
import { partnerCapText } from './partnerCapText.ts';
import { questionsOf } from './questions.ts';

export interface LineRequest {
  readonly plan: IncentivePlan;
  readonly prepared: PreparedPlan;
  readonly line: PreparedLine;
  readonly words: LineWords;
  readonly payee: string;
  readonly period: ResolvedPeriod;
  /** Of this line and payee, over all periods of the data, oldest first. */
  readonly settled: readonly SettledPay[];
  /** What the record says of each period. */
  readonly record: ReadonlyMap<number, RecordPay>;
  /** Deal rows to list of each period. */
  readonly deals: number;
}

/** With rows that are still to be described: those of all lines at once. */
export type RatedPeriod = Omit<ExplainedPeriod, 'rows'> & { readonly rows: readonly EarnedRow[] };

/** Periods that end in the asked one and in which something counts, oldest first. */
export async function explainLine({
  plan,
  prepared,
  line,
  words,
  payee,
  period,
  settled,
  record,
  deals,
}: LineRequest): Promise<RatedPeriod[]> {
  const { compiled, periods } = line;
  const within = new Map(
    periods.filter(({ to }) => to >= period.from && to <= period.to).map((one) => [one.index, one]),
  );
  if (!settled.some((row) => within.has(row.period))) return [];
  const asked = questionsOf(plan, compiled);
  const answers = await readAnswers(prepared, line, payee, asked);
  const all = await readRows(prepared, line, payee);
  const cameOff = await readCameOff(plan, prepared, line, all);
  const explained: RatedPeriod[] = [];
  for (const [at, due] of settled.entries()) {
    const own = within.get(due.period);
    const found = record.get(due.period);
    if (!own || !found) continue;
    const one = answers.find(({ period }) => period === due.period) ?? nothingOf(due.period);
    // What returns changed of earlier periods is in every figure of the record; the steps are of the period itself.
    const paid = compiled.versioned ? withoutTrueUp(found, one.answer(asked.paid), compiled.line.limits) : found;
    const rows = all.filter((row) => row.period === due.period);
    const steps = [
      ...earnedSteps({
        words,
        compiled,
        asked,
        answers: one,
        record: paid,
        cameOff: cameOff.map(({ label, amounts }) => ({ label, amount: amountText(amounts.get(due.period) ?? 0) })),
        digits: plan.rounding.digits,
        byRow: plan.rounding.when === 'row',
        rows: rows.length,
      }),
      ...dueSteps({
        words,
        settled: due,
        carriedIn: settled[at - 1]?.carried ?? 0,
        partnerCap: isCapped(plan, compiled.line.id) ? partnerCapText(plan, words.locale) : null,
        pooled: plan.pool !== undefined && (plan.pool.lines.length === 0 || plan.pool.lines.includes(compiled.line.id)),
      }),
    ];
    explained.push({
      ...daysOf(own),
      base: one.base,
      earned: found.earned,
      due: amountText(due.due),
      dueOn: due.due === 0 ? null : due.dueOn,
      steps,
      rows: largest(rows, deals),
      rowsTotal: rows.length,
    });
  }
  return explained;
}

/** A period without rows of its own, in which earlier ones are settled. */
function nothingOf(period: number): Answers {
  const zero = '0';
  const amounts = { base: zero, unclaimed: zero, whole: zero, counted: zero };
  const counts = { units: 1, overCapBase: 0, underFloor: 0, overCapDeal: 0, part: null };
  const figures = { baseline: null, measured: null, attained: null, target: null };
  return { period, ...amounts, ...counts, ...figures, answer: () => zero };
}

function withoutTrueUp(found: RecordPay, uncapped: string, { capPartner }: PlanLine['limits']): RecordPay {
  const capped = capPartner !== undefined && isBelow(capPartner, uncapped) ? capPartner : uncapped;
  return { ...found, uncapped, capped };
}

function daysOf({ label, from, to }: PayPeriod): Pick<ExplainedPeriod, 'period' | 'from' | 'to'> {
  return { period: label, from, to };
}

/** What the line paid one payee, row by row. */
function readRows(prepared: PreparedPlan, line: PreparedLine, payee: string): Promise<EarnedRow[]> {
  return prepared.read<EarnedRow>(
    line,
    'rows',
    (
      paid,
    ) => `SELECT payee, partner_id AS partner, deal_id AS deal, line_id AS line, CAST(on_day AS VARCHAR) AS date, period,
       CAST(base AS VARCHAR) AS base, CAST(amount AS VARCHAR) AS amount
     FROM ${paid} AS paid WHERE payee = $explained ORDER BY period, on_day, deal_id, line_id`,
    { explained: payee },
  );
}

interface CameOff {
  readonly label: string;
  /** By period, in 1/10,000. */
  readonly amounts: ReadonlyMap<number, number>;
}

/** What earlier lines paid, to anybody, on the rows of this one. */
async function readCameOff(
  plan: IncentivePlan,
  prepared: PreparedPlan,
  { compiled }: PreparedLine,
  rows: readonly EarnedRow[],
): Promise<CameOff[]> {
  const key = (deal: string, line: string | null) => JSON.stringify([deal, line]);
  const periodOf = new Map(rows.map(({ deal, line, period }) => [key(deal, line), period]));
  const came: CameOff[] = [];
  for (const id of compiled.line.on.less) {
    const earlier = prepared.lines.find((one) => one.compiled.line.id === id)!;
    const paid = await prepared.read<{ deal_id: string; line_id: string | null; amount: string }>(
      earlier,
      'rows',
      (relation) => `SELECT deal_id, line_id, CAST(sum(amount) AS DECIMAL(38,4)) AS amount FROM ${relation} AS paid
       WHERE deal_id IN (SELECT unnest(string_split($deals, chr(31)))) GROUP BY deal_id, line_id`,
      { deals: [...new Set(rows.map(({ deal }) => deal))].join('\u001f') },
    );
    const amounts = new Map<number, number>();
    for (const { deal_id, line_id, amount } of paid) {
      const period = periodOf.get(key(deal_id, line_id));
      if (period !== undefined) amounts.set(period, (amounts.get(period) ?? 0) + tenThousandths(amount));
    }
    came.push({ label: plan.lines.find((one) => one.id === id)?.label ?? id, amounts });
  }
  return came;
}
