/** Earnings of a payee and period beside the payouts that were earned in it. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { Binder } from '../../metrics/sql.ts';
import { addDays } from '../../network/dates.ts';
import { chosenPartners, isChosen } from '../chosen.ts';
import { restsOnOthers } from '../lab/chosenPayees.ts';
import { ratePlan } from '../rate.ts';
import { settlePay, tenThousandths } from '../settle.ts';
import type { Entry } from './entry.ts';
import {
  byPayment,
  type LedgerPayout,
  ledgerInPlanCurrency,
  PAYOUT_COLUMNS,
  type PayoutCells,
  payoutOf,
  type Source,
} from './ledger.ts';
import { type Account, isFiled, type Rule, ruleOn } from './rules.ts';

interface Earning {
  readonly rule: Rule;
  readonly payee: string;
  readonly period: string;
  readonly to: string;
  readonly base: number;
  readonly right: number;
}

/**
 * The entries of every payee and period for which the payouts do not come to what was earned, in the currency of the rules. A
 * payout belongs to the period that holds the day on which it was earned.
 */
export async function periodEntries(
  source: Source,
  account: Account,
  where: readonly Filter[],
  options: RunOptions,
): Promise<Entry[]> {
  const entries = new Map<string, { earnings: Earning[]; payouts: LedgerPayout[] }>();
  const at = (payee: string, day: string) => {
    const key = `${payee}\n${day}`;
    const entry = entries.get(key) ?? { earnings: [], payouts: [] };
    entries.set(key, entry);
    return entry;
  };
  const ends: { readonly from: string; readonly to: string }[] = [];
  for (const rule of account.rules) {
    const { earnings, periods } = await earningsOf(source, rule, where, options);
    ends.push(...periods.filter(({ to }) => !ends.some((known) => known.to === to)));
    for (const earning of earnings) at(earning.payee, earning.to).earnings.push(earning);
  }
  for (const payout of await payoutsOf(source, account, where, options)) {
    const period = ends.find(({ from, to }) => from <= payout.earnedOn && payout.earnedOn <= to);
    at(payout.payee, period?.to ?? payout.earnedOn).payouts.push(payout);
  }
  const currency = account.rules.at(-1)!.plan.currency ?? source.network.policy.baseCurrency;
  return [...entries].flatMap(([key, { earnings, payouts }]) => {
    const right = earnings.reduce((sum, earning) => sum + earning.right, 0);
    const paid = payouts.reduce((sum, { amount }) => sum + amount, 0);
    if (right === paid) return [];
    const [payee, day] = key.split('\n') as [string, string];
    const rule = ruleOn(account, day);
    return {
      rule,
      payee,
      deal: null,
      outcome: null,
      line: null,
      period: earnings[0]?.period ?? day,
      day,
      termsDay: day,
      dueOn: addDays(day, rule.line.terms.dueDays),
      currency,
      base: earnings.length > 0 ? earnings.reduce((sum, { base }) => sum + base, 0) : (payouts[0]?.base ?? 0),
      right,
      takesBack: null,
      payouts: payouts.toSorted(byPayment),
    };
  });
}

/** What a rule earns by payee and period, after everything that settles it. */
export async function earningsOf(source: Source, rule: Rule, where: readonly Filter[], options: RunOptions) {
  const { index, line, from, to, follows, followed } = rule;
  const plan = overPeriods(rule);
  const whole = where.length > 0 && restsOnOthers(plan);
  const rated = await ratePlan(source, plan, { ...options, where: whole ? [] : where });
  const asked = whole ? await chosenPartners(source, where, options) : null;
  const settled = settlePay(
    plan,
    rated.map(({ compiled, periods, earned }) => ({
      line: compiled.line,
      periods,
      earned: earned.map(({ payee, period, ...one }) => ({
        payee,
        period,
        base: tenThousandths(one.base),
        earned: tenThousandths(one.earned),
      })),
    })),
    source.network.calendar,
  );
  const { periods } = rated[index]!;
  const own = new Map(
    periods
      .filter((period) => (!follows || period.to >= from) && (!followed || period.to <= to!))
      .map((period) => [period.index, period]),
  );
  const earnings = settled.flatMap((one): Earning[] => {
    const period = own.get(one.period);
    if (one.line !== line.id || !period || asked?.has(one.payee) === false) return [];
    const right = one.due + one.heldBack + one.coOp;
    return [{ rule, payee: one.payee, period: period.label, to: period.to, base: one.base, right }];
  });
  return { earnings, periods };
}

/**
 * A period is paid whole by the version in force on its last day: sales of the version before that come back in it are part of
 * its base. So the plan has dates only where no other version of it goes before or after.
 */
function overPeriods({ plan, line, follows, followed }: Rule): IncentivePlan {
  if (line.period === 'campaign') return plan;
  const { effectiveFrom, effectiveTo, ...rest } = plan;
  return {
    ...rest,
    ...(follows || effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(followed || effectiveTo === undefined ? {} : { effectiveTo }),
  };
}

async function payoutsOf(
  { reader, network }: Source,
  account: Account,
  where: readonly Filter[],
  options: RunOptions,
): Promise<LedgerPayout[]> {
  const binder = new Binder();
  const rows = await reader.rows<PayoutCells>(
    `SELECT ${PAYOUT_COLUMNS} FROM ${ledgerInPlanCurrency(network, account.rules.at(-1)!.plan)} AS ledger
     WHERE ${isFiled(account)} AND ${isChosen(network, where, binder)} ORDER BY payout_id`,
    binder.bindings,
    options,
  );
  return rows.map(payoutOf);
}
