/** Earnings by deal, or by line of a deal, beside the payouts that name it. */
import type { Filter } from '../../api/documents/query.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import { Binder } from '../../metrics/sql.ts';
import { addDays } from '../../network/dates.ts';
import { isChosen } from '../chosen.ts';
import { restsOnOthers } from '../lab/chosenPayees.ts';
import type { PayPeriod } from '../periods.ts';
import { prepare } from '../prepared.ts';
import { tenThousandths } from '../settle.ts';
import type { Entry } from './entry.ts';
import {
  byPayment,
  type LedgerPayout,
  ledgerInDealCurrency,
  ledgerInPlanCurrency,
  PAYOUT_COLUMNS,
  type PayoutCells,
  payoutOf,
  type Source,
} from './ledger.ts';
import { inDealCurrency, returnRelation } from './network.ts';
import { type Account, isFiled, type Rule, ruleOn } from './rules.ts';

export interface DealQuestion {
  readonly account: Account;
  readonly by: 'deal' | 'line';
  /** Every deal in its own currency; else in that of the rules. */
  readonly ownCurrency: boolean;
  /** By attributes of partners. */
  readonly where: readonly Filter[];
}

type Row = PayoutCells &
  Record<'side' | 'terms_day' | 'day' | 'takes_back' | 'outcome', string | null> & {
    readonly rule: number | null;
    readonly family: string;
  };

/**
 * The entries of every deal, with those that take it back, for which the payouts do not come to what was earned. Payouts for
 * deals that earn nothing are entries whose right amount is zero.
 */
export async function dealEntries(source: Source, question: DealQuestion, options: RunOptions): Promise<Entry[]> {
  const { network, reader } = source;
  const { account, by } = question;
  const binder = new Binder();
  const { sql: earned, periods } = await earnedSql(source, question, binder, options);
  const none = (names: readonly string[], type: string) =>
    names.map((name) => `CAST(NULL AS ${type}) AS ${name}`).join(', ');
  const currency = question.ownCurrency
    ? `coalesce(d.currency, ${quoteText(network.policy.baseCurrency)})`
    : quoteText(currencyOf(account, network.policy.baseCurrency));
  const ledger = question.ownCurrency
    ? ledgerInDealCurrency(network)
    : ledgerInPlanCurrency(network, account.rules.at(-1)!.plan);
  const sides = `
    SELECT 'earned' AS side, e.payee, coalesce(r.sale_id, e.deal_id) AS family, e.rule, e.deal_id, e.line_id, e.base,
      ${none(['rate'], 'DECIMAL(18,8)')}, e.amount, ${currency} AS currency, e.on_day AS day,
      coalesce(r.sale_on, e.on_day) AS terms_day, r.sale_id AS takes_back, ${none(['payout_id'], 'VARCHAR')}, ${none(['earned_on', 'paid_on'], 'DATE')},
      ${none(['written_amount'], 'DECIMAL(18,4)')}, ${none(['written_currency'], 'VARCHAR')}, d.outcome
    FROM earned e LEFT JOIN back r ON r.deal_id = e.deal_id
      JOIN ${network.table('deal')} d ON d.deal_id = e.deal_id
    UNION ALL
    SELECT 'paid', l.payee, coalesce(r.sale_id, l.deal_id, l.payout_id), NULL, l.deal_id, ${by === 'line' ? 'l.line_id' : 'NULL'}, l.base,
      l.rate, l.amount, l.currency, l.earned_on, l.ruled_on, r.sale_id, l.payout_id, l.earned_on, l.paid_on,
      l.written_amount, l.written_currency, d.outcome
    FROM ledger l LEFT JOIN back r ON r.deal_id = l.deal_id
      LEFT JOIN ${network.table('deal')} d ON d.deal_id = l.deal_id`;
  const rows = await reader.rows<Row>(
    `WITH back AS ${returnRelation(network)},
      earned AS (SELECT rule, payee, deal_id, ${lineOf(question)} AS line_id, min(on_day) AS on_day, sum(base) AS base, sum(amount) AS amount
        FROM ${earned} AS rows GROUP BY ALL),
      ledger AS (SELECT * FROM ${ledger} AS payouts
        WHERE ${isFiled(account)} AND ${isChosen(network, question.where, binder)}),
      sides AS MATERIALIZED (${sides})
    SELECT s.side, s.family, s.rule, s.day, s.terms_day, s.takes_back, s.outcome, ${PAYOUT_COLUMNS.split(', ')
      .map((name) => `s.${name}`)
      .join(', ')}
    FROM sides s JOIN (SELECT payee, family FROM sides GROUP BY payee, family
      HAVING sum(CASE WHEN side = 'earned' THEN amount ELSE -amount END) <> 0) m ON m.payee = s.payee AND m.family = s.family
    ORDER BY s.payee, s.family, s.deal_id, s.line_id, s.payout_id`,
    binder.bindings,
    options,
  );
  return familiesOf(rows).flatMap((family) => entriesOf(family, account, periods));
}

/** What some deals would earn by these rules, by payee, deal and line. */
export async function dealRights(
  source: Source,
  question: DealQuestion,
  deals: readonly string[],
  options: RunOptions,
): Promise<ReadonlyMap<string, { readonly base: number; readonly right: number }>> {
  const binder = new Binder();
  const { sql } = await earnedSql(source, question, binder, options);
  const rows = await source.reader.rows<Record<'payee' | 'deal_id' | 'line_id' | 'base' | 'amount', string | null>>(
    `SELECT payee, deal_id, ${lineOf(question)} AS line_id, sum(base) AS base, sum(amount) AS amount FROM ${sql} AS rows
     WHERE deal_id IN (${deals.map(quoteText).join(', ')}) GROUP BY ALL`,
    binder.bindings,
    options,
  );
  return new Map(
    rows.map(({ payee, deal_id, line_id, base, amount }) => [
      rightKey(payee!, deal_id!, line_id),
      { base: tenThousandths(base!), right: tenThousandths(amount!) },
    ]),
  );
}

export function rightKey(payee: string, deal: string, line: string | null): string {
  return `${payee}\n${deal}\n${line ?? ''}`;
}

function lineOf({ by }: DealQuestion): string {
  return by === 'line' ? 'line_id' : 'CAST(NULL AS VARCHAR)';
}

/** What the rules earn by row: rule (its place in the account), payee, deal_id, line_id, on_day, base, amount. */
async function earnedSql(
  { reader, network }: Source,
  { account, ownCurrency, where }: DealQuestion,
  binder: Binder,
  options: RunOptions,
): Promise<{ sql: string; periods: readonly PayPeriod[][] }> {
  const settled = ownCurrency ? inDealCurrency(network) : network;
  const parts: string[] = [];
  const periods: PayPeriod[][] = [];
  for (const [place, { plan, index }] of account.rules.entries()) {
    const dealt = ownCurrency ? { ...plan, currency: network.policy.baseCurrency } : plan;
    const prepared = await prepare({ reader, network: settled }, dealt, {
      ...options,
      where: restsOnOthers(plan) ? [] : where,
    });
    const rated = prepared.lines[index]!;
    periods.push([...rated.periods]);
    const { sql } = prepared.statement(rated, 'rows', binder);
    parts.push(
      `SELECT ${place} AS rule, payee, deal_id, line_id, on_day, base, amount FROM (${sql}) AS rows_${place} WHERE ${isChosen(network, where, binder)}`,
    );
  }
  return { sql: `(${parts.join(' UNION ALL ')})`, periods };
}

function familiesOf(rows: readonly Row[]): Row[][] {
  const families: Row[][] = [];
  for (const row of rows) {
    const last = families.at(-1)?.[0];
    if (last && last.payee === row.payee && last.family === row.family) families.at(-1)!.push(row);
    else families.push([row]);
  }
  return families;
}

/** One entry a deal or line of the family; what takes a deal back under the deal's own id goes to the deal that does it. */
function entriesOf(family: readonly Row[], account: Account, periods: readonly PayPeriod[][]): Entry[] {
  const keyOf = ({ deal_id, line_id, payout_id }: Row) => `${deal_id ?? payout_id}\n${line_id ?? ''}`;
  const payouts = new Map<string, LedgerPayout[]>();
  for (const row of family.filter(({ side }) => side === 'paid')) {
    payouts.set(keyOf(row), [...(payouts.get(keyOf(row)) ?? []), payoutOf(row)]);
  }
  const earned = new Map<string, Row[]>();
  for (const row of family.filter(({ side }) => side === 'earned')) {
    earned.set(keyOf(row), [...(earned.get(keyOf(row)) ?? []), row]);
  }
  for (const [key, [row]] of earned) {
    if (row!.takes_back === null || payouts.has(key)) continue;
    const origin = `${row!.takes_back}\n${row!.line_id ?? ''}`;
    const [negative] = (payouts.get(origin) ?? []).filter(({ amount }) => amount < 0);
    if (!negative) continue;
    payouts.set(key, [negative]);
    payouts.set(
      origin,
      payouts.get(origin)!.filter((one) => one !== negative),
    );
  }
  const entries = [...new Set([...earned.keys(), ...payouts.keys()])].map((key): Entry => {
    const rows = earned.get(key) ?? [];
    const paid = (payouts.get(key) ?? []).toSorted(byPayment);
    const any = rows[0] ?? family.find((row) => keyOf(row) === key)!;
    const rule = any.rule === null ? ruleOn(account, any.terms_day!) : account.rules[any.rule]!;
    return {
      rule,
      payee: any.payee!,
      deal: any.deal_id,
      outcome: any.outcome,
      line: any.line_id,
      period: null,
      day: any.day!,
      termsDay: any.terms_day!,
      dueOn: dueOn(rule, any, periods[account.rules.indexOf(rule)]!),
      currency: paid[0]?.currency ?? any.currency!,
      base: rows.length > 0 ? tenThousandths(rows[0]!.base!) : (paid[0]?.base ?? 0),
      right: rows.reduce((sum, { amount }) => sum + tenThousandths(amount!), 0),
      takesBack: any.takes_back,
      payouts: paid,
    };
  });
  return netOfReturns(entries);
}

/** What was never paid is owed net of what takes it back: nothing is to be taken back of it. */
function netOfReturns(entries: readonly Entry[]): Entry[] {
  const unpaid = entries.filter(({ payouts }) => payouts.length === 0);
  const isNetted = (one: Entry, sale: Entry) => one.takesBack === sale.deal && one.line === sale.line;
  const netted = unpaid.filter((one) => unpaid.some((sale) => isNetted(one, sale)));
  return entries
    .filter((entry) => !netted.includes(entry))
    .map((sale) => {
      const returns = sale.payouts.length === 0 ? netted.filter((one) => isNetted(one, sale)) : [];
      if (returns.length === 0) return sale;
      const sum = (of: 'base' | 'right') => returns.reduce((total, one) => total + one[of], sale[of]);
      return { ...sale, base: sum('base'), right: sum('right') };
    });
}

/** Terms count from the end of the period; what takes a deal back is due so many days after its own day. */
function dueOn({ line }: Rule, { day, takes_back }: Row, periods: readonly PayPeriod[]): string {
  const end = takes_back === null ? periods.find(({ from, to }) => from <= day! && day! <= to)?.to : undefined;
  return addDays(end ?? day!, line.terms.dueDays);
}

export function currencyOf({ rules }: Account, baseCurrency: string): string {
  return rules.at(-1)!.plan.currency ?? baseCurrency;
}
