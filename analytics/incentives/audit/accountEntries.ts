/** What one account owes and what was paid from it, at the grain of its payouts. */
import type { Filter } from '../../api/documents/query.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import { Binder } from '../../metrics/sql.ts';
import { isChosen } from '../chosen.ts';
import { isLevelFilter } from '../rowFilters.ts';
import { needsLines } from '../rows.ts';
import { type DealQuestion, dealEntries, dealRights, rightKey } from './dealEntries.ts';
import type { Entry } from './entry.ts';
import { ledgerRelation, type Source } from './ledger.ts';
import { earningsOf, periodEntries } from './periodEntries.ts';
import { type Account, isFiled, type Rule } from './rules.ts';
import { isSettled, isShareOfDeal } from './scales.ts';

type Right = { readonly base: number; readonly right: number };

export interface AccountEntries {
  readonly entries: readonly Entry[];
  /** Of what was paid for nothing: what would be right if the rules asked for no level. */
  rightAtAnyLevel(entry: Entry): Right | undefined;
  /** What would be right of a deal if its partner were the first that registered it, where the rules ask for that. */
  rightAsFirst(entry: Entry): Right | undefined;
}

export async function accountEntries(
  source: Source,
  account: Account,
  where: readonly Filter[],
  options: RunOptions,
): Promise<AccountEntries> {
  const question = await dealQuestion(source, account, where, options);
  const entries =
    question === null
      ? await periodEntries(source, account, where, options)
      : await dealEntries(source, question, options);
  const rightAsFirst = await firstRights(source, question, entries, options);
  const paidForNothing = entries.filter(({ right, payouts }) => right === 0 && payouts.length > 0);
  const open = account.rules.map(withoutLevels);
  if (paidForNothing.length === 0 || open.every((rule, index) => rule === account.rules[index])) {
    return { entries, rightAsFirst, rightAtAnyLevel: () => undefined };
  }
  const unasked = { ...account, rules: open };
  if (question !== null) {
    const deals = paidForNothing.flatMap(({ deal }) => (deal === null ? [] : [deal]));
    if (deals.length === 0) return { entries, rightAsFirst, rightAtAnyLevel: () => undefined };
    const rights = await dealRights(source, { ...question, account: unasked }, deals, options);
    return {
      entries,
      rightAsFirst,
      rightAtAnyLevel: ({ payee, deal, line }) => (deal === null ? undefined : rights.get(rightKey(payee, deal, line))),
    };
  }
  const rights = new Map<string, Right>();
  for (const rule of open) {
    const { earnings } = await earningsOf(source, rule, where, options);
    for (const { payee, to, base, right } of earnings) rights.set(`${payee}\n${to}`, { base, right });
  }
  return { entries, rightAsFirst, rightAtAnyLevel: ({ payee, day }) => rights.get(`${payee}\n${day}`) };
}

async function firstRights(
  source: Source,
  question: DealQuestion | null,
  entries: readonly Entry[],
  options: RunOptions,
): Promise<AccountEntries['rightAsFirst']> {
  const deals = entries.flatMap(({ deal, payouts }) => (deal === null || payouts.length === 0 ? [] : [deal]));
  if (question === null || deals.length === 0 || !question.account.rules.some(({ line }) => asksRegistrant(line))) {
    return () => undefined;
  }
  const account = { ...question.account, rules: question.account.rules.map(withoutRegistrant) };
  const rights = await dealRights(source, { ...question, account }, deals, options);
  return ({ payee, deal, line, rule }) =>
    deal === null || !asksRegistrant(rule.line) ? undefined : rights.get(rightKey(payee, deal, line));
}

function asksRegistrant({ on, multipliers }: Rule['line']): boolean {
  return on.registrant === 'first' || multipliers.some(({ registrant }) => registrant === 'later');
}

/** The same rule as it is for who registered first. */
function withoutRegistrant(rule: Rule): Rule {
  const { plan, index, line } = rule;
  const { registrant, ...on } = line.on;
  const open = {
    ...line,
    on: registrant === 'first' ? on : line.on,
    multipliers: line.multipliers.filter((one) => one.registrant !== 'later'),
  };
  return { ...rule, line: open, plan: { ...plan, lines: plan.lines.with(index, open) } };
}

/**
 * Of the payouts that touch another currency than the base, the share in the currency of their deal from which on this is how
 * deals are paid, and the others are slips.
 */
const MOSTLY = 0.9;

/** How payouts name deals; null where they stand for a payee and period, or where what is earned is settled over periods. */
async function dealQuestion(
  { reader, network }: Source,
  account: Account,
  where: readonly Filter[],
  options: RunOptions,
): Promise<DealQuestion | null> {
  const { rules } = account;
  if (rules.some(({ plan, line }) => isSettled(plan, line))) return null;
  const binder = new Binder();
  const base = quoteText(network.policy.baseCurrency);
  const dealCurrency = `coalesce(d.currency, ${base})`;
  const [ledger] = await reader.rows<Record<'payouts' | 'deals' | 'lines' | 'foreign' | 'own', number>>(
    `SELECT CAST(count(*) AS INTEGER) AS payouts, CAST(count(l.deal_id) AS INTEGER) AS deals, CAST(count(l.line_id) AS INTEGER) AS lines,
       CAST(count(*) FILTER (WHERE l.currency <> ${base} OR ${dealCurrency} <> ${base}) AS INTEGER) AS foreign,
       CAST(count(*) FILTER (WHERE l.currency <> ${base} AND l.currency = ${dealCurrency}) AS INTEGER) AS own
     FROM (SELECT * FROM ${ledgerRelation(network)} AS ledger WHERE ${isFiled(account)} AND ${isChosen(network, where, binder)}) l
     LEFT JOIN ${network.table('deal')} d ON d.deal_id = l.deal_id`,
    binder.bindings,
    options,
  );
  const { payouts, deals, lines, foreign, own } = ledger!;
  const byDeal =
    payouts > 0 ? deals === payouts : rules.every(({ line }) => line.scope === 'deal' || line.scope === 'line');
  if (!byDeal) return null;
  const byLine = rules.every(({ line }) => needsLines(line)) && lines === payouts;
  const ownCurrency =
    own >= foreign * MOSTLY &&
    rules.every(({ plan, line }) => [line, ...lessOf(plan.lines, line)].every(isShareOfDeal));
  return { account, by: byLine ? 'line' : 'deal', ownCurrency, where };
}

function lessOf<Line extends Rule['line']>(lines: readonly Line[], { on }: Line): Line[] {
  return lines.filter(({ id }) => on.less.includes(id));
}

/** The same rule without what it asks of levels; the rule itself where it asks for none. */
function withoutLevels(rule: Rule): Rule {
  const { plan, index, line } = rule;
  if (![...line.on.filter, ...line.where].some(isLevelFilter)) return rule;
  const open = {
    ...line,
    where: line.where.filter((filter) => !isLevelFilter(filter)),
    on: { ...line.on, filter: line.on.filter.filter((filter) => !isLevelFilter(filter)) },
  };
  return { ...rule, line: open, plan: { ...plan, lines: plan.lines.with(index, open) } };
}
