/** Why a partner is paid what it is paid: by each line of the plans, step by step, with its deals and the payouts beside. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { PayExplanation } from '../api/incentives.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { inCurrency } from '../network/currency.ts';
import { findPartner } from '../network/findPartner.ts';
import { sentenceText } from '../present/planSentence.ts';
import type { IncentiveDesk } from './desk.ts';
import { describeRows } from './explain/dealRows.ts';
import type { RecordPay } from './explain/earnedSteps.ts';
import { explainLine, type RatedPeriod } from './explain/explainLine.ts';
import { groupOf } from './explain/groups.ts';
import { LineWords } from './explain/lineWords.ts';
import { readPaidRows } from './explain/paidRows.ts';
import { whySilent } from './explain/silence.ts';
import { summaryOf } from './explain/summary.ts';
import { keptTables } from './lab/keptTables.ts';
import { type PreparedCase, prepareCase } from './prepareCase.ts';
import { type PreparedPlan, prepare, type RateOptions } from './prepared.ts';
import { rateCase } from './rateCase.ts';
import { lastStep } from './rateSql.ts';
import { lineSentence } from './sentence/lineSentence.ts';
import { amountText, type EarnedLine, type SettledPay, settlePay, tenThousandths } from './settle.ts';
import type { PaySide } from './side.ts';

/**
 * Figures of the record. The partner is looked at beside all others, whichever of them the case narrows its view to.
 * @throws QuarterdeckError `not-found` when there is no such partner, and as `prepareCase` does
 */
export async function explainPay(
  desk: IncentiveDesk,
  asked: Checked<'incentive.explain'>,
  options: LabOptions = {},
): Promise<Result<'incentive.explain'>> {
  const { context } = desk;
  const partner = await findPartner(context, asked.partner);
  // Totals are those of the kernel, which are the record’s; every step is read from the record.
  const prepared = await prepareCase(desk, { ...asked, where: [] }, options);
  const { basis, before, after } = await rateCase(desk, prepared, options);
  const side = prepared.sides.after;
  const levels = side === 'as-paid' ? undefined : side.levels;
  const rating: RateOptions = { signal: options.signal, levels, tables: await keptTables(desk) };
  const group = await groupOf(context, partner);
  const view: View = { context, partner, group, after, prepared, rating, deals: asked.deals, counted: new Map() };
  const lines: DraftLine[] = [];
  const count = prepared.plans.reduce((sum, plan) => sum + plan.lines.length, 0);
  for (const plan of prepared.plans) {
    const ready = await prepare(context, plan, rating);
    const earned = await earnedBy(desk, plan, ready, partner);
    for (const index of plan.lines.keys()) {
      options.progress?.('Explaining', lines.length, count, 'lines');
      lines.push(await draftLine(view, plan, ready, index, earned));
    }
  }
  const lists = lines.flatMap(({ periods }) => periods.map(({ rows }) => rows));
  const described = (await describeRows(context, lists, levels, options)).values();
  const explained = lines.map((line) => ({
    ...line,
    periods: line.periods.map((period) => ({ ...period, rows: described.next().value! })),
  }));
  const paid = await readPaidRows(desk, prepared.asPaid, partner, options);
  const answer = {
    basis,
    partner,
    name: group.own,
    before: amountText(payOf(before, partner)),
    after: amountText(payOf(after, partner)),
    lines: explained,
    paid,
  };
  const words = prepared.plans.flatMap((plan) =>
    plan.lines.map((_, index) => new LineWords(plan, index, context.network)),
  );
  return { ...answer, sentences: summaryOf(answer, words, inCurrency(context.network, prepared.currency)) };
}

/** What all lines of an explanation look at. */
interface View {
  readonly context: IncentiveDesk['context'];
  readonly partner: string;
  readonly group: Awaited<ReturnType<typeof groupOf>>;
  readonly after: PaySide;
  readonly prepared: PreparedCase;
  readonly rating: RateOptions;
  readonly deals: number;
  /** See `whySilent`. */
  readonly counted: Map<string, number>;
}

type DraftLine = Omit<PayExplanation['lines'][number], 'periods'> & { readonly periods: readonly RatedPeriod[] };

async function draftLine(
  view: View,
  plan: IncentivePlan,
  ready: PreparedPlan,
  index: number,
  { settled, record }: EarnedBy,
): Promise<DraftLine> {
  const { context, partner, after, prepared, deals } = view;
  const words = new LineWords(plan, index, context.network);
  const line = ready.lines[index]!;
  const periods = await explainLine({
    plan,
    prepared: ready,
    line,
    words,
    payee: partner,
    period: prepared.period,
    settled: settled[index]!,
    record: record[index]!,
    deals,
  });
  return {
    plan: plan.id,
    line: line.compiled.line.id,
    label: words.label,
    rule: sentenceText(lineSentence(plan, index, context.network)),
    currency: plan.currency ?? context.network.policy.baseCurrency,
    earned: amountText(periods.reduce((sum, period) => sum + tenThousandths(period.earned), 0)),
    pay: amountText(linePay(after, plan, index, partner)),
    periods,
    silent: await silenceOf(view, plan, words, periods),
  };
}

/** Why the line earned the partner nothing; null where it did earn. */
async function silenceOf(
  { context, partner, group, prepared, rating, counted }: View,
  plan: IncentivePlan,
  words: LineWords,
  periods: readonly RatedPeriod[],
): Promise<string | null> {
  if (periods.some((period) => tenThousandths(period.earned) !== 0)) return null;
  if (words.line.payee === 'group' && group.parent !== null)
    return `Deals of this partner are paid to its group, ${group.name}.`;
  const question = { plan, words, payee: partner, period: prepared.period, counted };
  // Where rows count the reason lies in what they pay. Lines are made up for the question: nobody asks for their rows again.
  const reason = periods.some(({ rowsTotal }) => rowsTotal > 0)
    ? null
    : await whySilent(context, question, { ...rating, tables: undefined });
  const last = periods.at(-1)?.steps.find(({ of }) => of === 'earned');
  return reason ?? last?.sentence ?? 'Nothing of the partner counts in the period.';
}

interface EarnedBy {
  /** By line: of all periods, oldest first. */
  readonly settled: readonly (readonly SettledPay[])[];
  readonly record: readonly ReadonlyMap<number, RecordPay>[];
}

/** What one payee earned by every line, and what was settled of it. Only a pool needs all others for that. */
async function earnedBy(
  { context }: IncentiveDesk,
  plan: IncentivePlan,
  prepared: PreparedPlan,
  payee: string,
): Promise<EarnedBy> {
  const record: Map<number, RecordPay>[] = [];
  const lines: EarnedLine[] = [];
  for (const line of prepared.lines) {
    const { compiled, periods } = line;
    const own = plan.pool === undefined ? ' WHERE payee = $explained' : '';
    const rows = await prepared.read<
      Record<'payee' | 'period' | 'base' | 'uncapped' | 'capped' | 'earned' | 'trueUp', string>
    >(
      line,
      'payees',
      (payees) => `SELECT payee, period, base, ${lastStep(compiled)} AS uncapped, capped, earned, true_up AS "trueUp"
        FROM ${payees} AS payees${own} ORDER BY payee, period`,
      own === '' ? {} : { explained: payee },
    );
    record.push(new Map(rows.filter((row) => row.payee === payee).map((row) => [Number(row.period), row])));
    lines.push({
      line: compiled.line,
      periods,
      earned: rows.map((row) => ({
        payee: row.payee,
        period: Number(row.period),
        base: tenThousandths(row.base),
        earned: tenThousandths(row.earned),
        trueUp: tenThousandths(row.trueUp),
      })),
    });
  }
  const settled = settlePay(plan, lines, context.network.calendar).filter((row) => row.payee === payee);
  return { record, settled: lines.map(({ line }) => settled.filter((row) => row.line === line.id)) };
}

function payOf({ payees, pay }: PaySide, partner: string): number {
  const at = payees.indexOf(partner);
  return at < 0 ? 0 : pay[at]!;
}

function linePay({ payees, lines }: PaySide, plan: IncentivePlan, index: number, partner: string): number {
  const at = payees.indexOf(partner);
  const line = lines.find((one) => one.plan === plan && one.compiled.index === index);
  if (at < 0 || !line) return 0;
  return line.pay.reduce((sum, amount, row) => (line.payeeOf[row] === at ? sum + amount : sum), 0);
}
