/**
 * Why a line counts nothing of a partner: the line is rated again as if it had none of its conditions, then with one more each
 * time. The first with which no row is left is the reason.
 */
import { type IncentivePlan, incentivePlan, type PlanLine } from '../../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { formatDate } from '../../present/dates.ts';
import { compileLine } from '../compile.ts';
import { prepare, type RateOptions } from '../prepared.ts';
import { filterText } from '../sentence/rows.ts';
import { unitsKey } from '../unitsKey.ts';
import type { LineWords } from './lineWords.ts';

/** A condition of the line, and what it says about deals that do not meet it. */
interface Condition {
  readonly add: (line: PlanLine) => PlanLine;
  readonly reason: (deals: string) => string;
}

export interface SilenceRequest {
  readonly plan: IncentivePlan;
  readonly words: LineWords;
  readonly payee: string;
  readonly period: ResolvedPeriod;
  /** What was counted of this payee and period for other lines, by what was asked: many ask the same. */
  readonly counted: Map<string, number>;
}

/** A sentence; null where rows do count, so that the reason lies in what they pay. */
export async function whySilent(
  context: Pick<QueryContext, 'reader' | 'network'>,
  { plan, words, payee, period, counted }: SilenceRequest,
  options: RateOptions,
): Promise<string | null> {
  const { line } = words;
  const days = daysOf(plan, line);
  if ((days.from ?? '') > period.to || (days.to !== undefined && days.to < period.from)) {
    return `The line counts ${daysText(days, words.locale)}, which is not in ${period.label}.`;
  }
  const conditions = conditionsOf(plan, words);
  const bare: PlanLine = {
    ...incentivePlan.parse({
      ...plan,
      pool: undefined,
      partnerCap: undefined,
      lines: [{ id: line.id, kind: line.kind, rate: { flat: '0' } }],
    }).lines[0]!,
    payee: line.payee,
    scope: 'deal',
    // Rows of the asked period are counted whatever periods the line is paid by.
    period: 'month',
    on: { base: 'count', date: line.on.date, filter: [], credit: 'full', less: [] },
  };
  const steps = [bare];
  for (const { add } of conditions) steps.push(add(steps.at(-1)!));
  const count = rowCounter(context, plan, payee, period, options);
  const counting = async (line: PlanLine): Promise<number> => {
    const alone = { ...undated(plan), lines: [line] };
    const key = unitsKey(alone, compileLine(alone, 0), { where: [], levels: options.levels });
    const rows = counted.get(key) ?? (await count(line));
    counted.set(key, rows);
    return rows;
  };
  // Each condition leaves fewer rows than the one before, so the first that leaves none is found by halving.
  let [some, none] = [-1, steps.length - 1];
  if ((await counting(steps[none]!)) > 0) return null;
  let before = 0;
  while (none - some > 1) {
    const middle = (some + none) >> 1;
    const rows = await counting(steps[middle]!);
    if (rows > 0) [some, before] = [middle, rows];
    else none = middle;
  }
  if (none === 0) return noDeals(words, period);
  return conditions[none - 1]!.reason(`${before} ${before === 1 ? 'deal' : 'deals'} of ${period.label}`);
}

/** Counts the deals of one payee in a period that a line would pay on. */
function rowCounter(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  payee: string,
  { from, to }: ResolvedPeriod,
  options: RateOptions,
): (line: PlanLine) => Promise<number> {
  return async (line) => {
    // A group is paid for the deals of others than itself.
    const own = line.payee === 'group' ? [] : [{ dim: 'partner' as const, values: [payee], not: false }];
    const prepared = await prepare(context, { ...undated(plan), lines: [line] }, { ...options, where: own });
    const asked = prepared.lines[0]!;
    const within = asked.periods.filter((one) => one.to >= from && one.to <= to).map(({ index }) => index);
    if (within.length === 0) return 0;
    // Rows alone: what they would pay takes as long again to plan, and says no more.
    const [found] = await prepared.read<{ deals: number | bigint }>(
      asked,
      'unrated',
      (rows) => `SELECT count(DISTINCT deal_id) AS deals FROM ${rows} AS pay_rows
        WHERE payee = $explained AND counts AND base IS NOT NULL AND period IN (${within.join(', ')})`,
      { explained: payee },
    );
    return Number(found!.deals);
  };
}

function undated({ effectiveFrom: _from, effectiveTo: _to, pool: _pool, partnerCap: _cap, ...plan }: IncentivePlan) {
  return plan;
}

function noDeals({ line }: LineWords, { label }: ResolvedPeriod): string {
  if (line.payee === 'distributor') return `It was the distributor of no won deal in ${label}.`;
  const dates = { closed_on: 'closed', registered_on: 'registered', created_on: 'created' };
  return `No won deal of the partner was ${dates[line.on.date]} in ${label}.`;
}

function conditionsOf(plan: IncentivePlan, words: LineWords): Condition[] {
  const { line, locale } = words;
  const { on, where } = line;
  const conditions: Condition[] = [];
  const set = (part: Partial<PlanLine['on']>, reason: Condition['reason']) =>
    conditions.push({ add: (before) => ({ ...before, on: { ...before.on, ...part } }), reason });
  if (on.roles && line.payee !== 'distributor') {
    const { roles } = on;
    set({ roles }, (deals) => `In none of ${deals} was it in the role of ${roles.join(' or ')}.`);
  }
  where.forEach((filter, at) => {
    conditions.push({
      add: (before) => ({ ...before, where: where.slice(0, at + 1) }),
      reason: () => `The line is for partners of ${filterText(filter)}, and this one is not.`,
    });
  });
  on.filter.forEach((filter, at) => {
    set({ filter: on.filter.slice(0, at + 1) }, (deals) => `None of ${deals} is of ${filterText(filter)}.`);
  });
  if (on.registered !== undefined) {
    const { registered } = on;
    set(
      { registered },
      (deals) => `None of ${deals} ${registered ? 'was registered and approved' : 'was unregistered'}.`,
    );
  }
  if (on.firstDeal !== undefined)
    set({ firstDeal: on.firstDeal }, (deals) => `The partner’s first deal is not among ${deals}.`);
  if (on.newCustomer !== undefined) {
    set(
      { newCustomer: on.newCustomer },
      (deals) => `None of ${deals} was sold to a customer who bought for the first time.`,
    );
  }
  if (on.dealFrom !== undefined || on.dealBelow !== undefined) {
    const sizes = [
      ...(on.dealFrom === undefined ? [] : [`from ${words.written('on', 'dealFrom')}`]),
      ...(on.dealBelow === undefined ? [] : [`below ${words.written('on', 'dealBelow')}`]),
    ].join(' and ');
    const { dealFrom, dealBelow } = on;
    set({ dealFrom, dealBelow }, (deals) => `None of ${deals} has a size ${sizes}.`);
  }
  const days = daysOf(plan, line);
  if (days.from !== undefined || days.to !== undefined) {
    set(days, (deals) => `None of ${deals} lies in the days of the line, ${daysText(days, locale)}.`);
  }
  conditions.push({
    add: (before) => ({ ...before, on: { ...on, less: [], from: before.on.from, to: before.on.to } }),
    reason: (deals) => `None of ${deals} meets what else the line asks: ${otherWords(line)}.`,
  });
  return conditions;
}

function otherWords({ on, terms }: PlanLine): string {
  const asked = [
    ...(on.base === 'amount' ? [] : [`a figure for ${on.base.replace('_', ' ')}`]),
    ...(terms.claimWithinDays === undefined ? [] : ['a claim in time']),
    ...(on.registrant === undefined ? [] : [`the ${on.registrant} registration of its customer`]),
  ];
  return asked.join(', ') || 'an amount that can be converted';
}

interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The days in which both the plan and the line count. */
function daysOf({ effectiveFrom, effectiveTo }: IncentivePlan, { on }: PlanLine): Days {
  const known = (days: readonly (string | undefined)[]) => days.filter((day) => day !== undefined).sort();
  return { from: known([effectiveFrom, on.from]).at(-1), to: known([effectiveTo, on.to])[0] };
}

/** `from 1 Jan 2026 on until 31 Mar 2026`. */
function daysText({ from, to }: Days, locale: string): string {
  const parts = [
    ...(from === undefined ? [] : [`from ${formatDate(from, locale)}${to === undefined ? ' on' : ''}`]),
    ...(to === undefined ? [] : [`until ${formatDate(to, locale)}`]),
  ];
  return parts.join(' ');
}
