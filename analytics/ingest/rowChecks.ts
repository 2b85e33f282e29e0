import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import { type Checks, moneyAtStake } from './checks.ts';
import type { StageTable } from './stage.ts';
import { count } from './words.ts';

interface Test {
  readonly id: string;
  readonly level: 'look' | 'info';
  /** Columns the test needs; it is left out when the file lacks one. */
  readonly needs: readonly string[];
  readonly where: string;
  sentence(rows: string): string;
}

/** What reports of customer systems get wrong most often. Rows are kept; `today` is a DATE literal. */
function dealTests(today: string): readonly Test[] {
  return [
    {
      id: 'won-without-amount',
      level: 'look',
      needs: ['outcome', 'amount'],
      where: "outcome = 'won' AND coalesce(amount, 0) = 0",
      sentence: (rows) => `${rows} won without an amount; they count, but add nothing.`,
    },
    {
      id: 'closed-without-date',
      level: 'look',
      needs: ['outcome', 'closed_on'],
      where: "outcome IN ('won', 'lost') AND closed_on IS NULL",
      sentence: (rows) => `${rows} won or lost without a close date; they are in no period.`,
    },
    {
      id: 'closed-before-created',
      level: 'look',
      needs: ['created_on', 'closed_on'],
      where: 'closed_on < created_on',
      sentence: (rows) => `${rows} closed before they were created; their cycle is not counted.`,
    },
    {
      id: 'stages-out-of-order',
      level: 'look',
      needs: ['registered_on', 'decided_on'],
      where: 'decided_on < registered_on',
      sentence: (rows) => `${rows} with a registration decided before it was submitted.`,
    },
    {
      id: 'closed-in-future',
      level: 'look',
      needs: ['outcome', 'closed_on'],
      where: `outcome IN ('won', 'lost') AND closed_on > ${today}`,
      sentence: (rows) => `${rows} won or lost on a date in the future.`,
    },
    {
      id: 'created-in-future',
      level: 'look',
      needs: ['created_on'],
      where: `created_on > ${today}`,
      sentence: (rows) => `${rows} created on a date in the future.`,
    },
    {
      id: 'outcome-missing',
      level: 'look',
      needs: ['outcome'],
      where: 'outcome IS NULL',
      sentence: (rows) => `${rows} neither open nor won nor lost; they are in no figure of bookings or pipeline.`,
    },
    {
      id: 'negative-amount',
      level: 'info',
      needs: ['amount'],
      where: 'amount < 0',
      sentence: (rows) => `${rows} with a negative amount (returns and credits).`,
    },
    {
      id: 'without-partner',
      level: 'info',
      needs: ['partner_id'],
      where: 'partner_id IS NULL',
      sentence: (rows) => `${rows} without a partner.`,
    },
  ];
}

function payoutTests(today: string): readonly Test[] {
  return [
    {
      id: 'amount-missing',
      level: 'look',
      needs: ['amount'],
      where: 'amount IS NULL',
      sentence: (rows) => `${rows} without an amount.`,
    },
    {
      id: 'paid-before-earned',
      level: 'look',
      needs: ['earned_on', 'paid_on'],
      where: 'paid_on < earned_on',
      sentence: (rows) => `${rows} paid before they were earned.`,
    },
    {
      id: 'paid-in-future',
      level: 'look',
      needs: ['paid_on'],
      where: `paid_on > ${today}`,
      sentence: (rows) => `${rows} paid on a date in the future.`,
    },
    {
      id: 'negative-amount',
      level: 'info',
      needs: ['amount'],
      where: 'amount < 0',
      sentence: (rows) => `${rows} with a negative amount (reversals and clawbacks).`,
    },
    {
      id: 'without-partner',
      level: 'look',
      needs: ['partner_id'],
      where: 'partner_id IS NULL',
      sentence: (rows) => `${rows} without a partner.`,
    },
  ];
}

export interface RowCheckOptions {
  readonly baseCurrency: string;
  readonly today: string;
}

/** Runs all tests of a kind in one scan. */
export async function checkRows(
  executor: Executor,
  stage: StageTable,
  kind: 'deals' | 'payouts' | 'other',
  noun: string,
  options: RowCheckOptions,
  checks: Checks,
  run: RunOptions,
): Promise<void> {
  const today = `DATE ${quoteText(options.today)}`;
  const all = kind === 'deals' ? dealTests(today) : kind === 'payouts' ? payoutTests(today) : [];
  const has = (column: string) => stage.filled.includes(column);
  const money = moneyAtStake(stage.filled);
  const tests = all.filter(({ needs }) => needs.every(has));
  const currency = has('currency') ? 'count(*) FILTER (currency IS NULL)' : '0';
  if (tests.length === 0 && !has('currency')) return;
  const [found] = await executor.rows<Record<string, number>>(
    `SELECT ${[...tests.map(({ where }, i) => `count(*) FILTER (${where}) AS n${i}`), `${currency} AS currency_missing`].join(', ')} FROM ${stage.name}`,
    undefined,
    run,
  );
  for (const [i, { id, level, where, sentence }] of tests.entries()) {
    const rows = found?.[`n${i}`] ?? 0;
    if (rows === 0) continue;
    const amount = money ? await amountOf(executor, money, stage.name, where, run) : null;
    checks.add(id, level, rows, sentence(count(rows, noun.replace(/s$/, ''), noun)), amount);
  }
  const missing = found?.currency_missing ?? 0;
  if (missing > 0) {
    checks.add(
      'currency-missing',
      'look',
      missing,
      `${count(missing, noun.replace(/s$/, ''), noun)} without a currency count in the base currency of the workspace, now ${options.baseCurrency}.`,
    );
  }
}

async function amountOf(
  executor: Executor,
  money: string,
  table: string,
  where: string,
  run: RunOptions,
): Promise<string | null> {
  const [found] = await executor.rows<{ amount: string | null }>(
    `SELECT ${money} AS amount FROM ${table} WHERE ${where}`,
    undefined,
    run,
  );
  return found?.amount ?? null;
}
