/** The rules that were in force, by the programs that payouts are filed under. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { quoteText } from '../../engine/sql.ts';
import { addDays } from '../../network/dates.ts';
import { dateLiteral } from '../../network/network.ts';
import type { IncentiveDesk } from '../desk.ts';

/** A line of a version of a plan, for the days of that version. */
export interface Rule {
  /** Dated by the days in which it was in force. */
  readonly plan: IncentivePlan;
  readonly index: number;
  readonly line: PlanLine;
  /** What its payouts are filed under. */
  readonly program: string;
  readonly from: string;
  /** Null while it still is in force. */
  readonly to: string | null;
  /** Whether an earlier version of the plan was in force the day before, and a later one is the day after. */
  readonly follows: boolean;
  readonly followed: boolean;
}

/**
 * What is paid together: lines whose payouts are filed under one program, and a line in all its versions, because what was
 * sold under one version may come back under the next.
 */
export interface Account {
  readonly kind: string;
  /** Oldest first. */
  readonly rules: readonly Rule[];
}

export function accountsOf(promoted: IncentiveDesk['promoted']): Account[] {
  let accounts: { kind: string; rules: Rule[] }[] = [];
  for (const rule of promoted.flatMap((version) => rulesOf(version, promoted))) {
    const { kind } = rule.line;
    const [own, others] = partition(
      accounts,
      (one) => one.kind === kind && one.rules.some((other) => related(rule, other)),
    );
    accounts = [...others, { kind, rules: [...own.flatMap(({ rules }) => rules), rule] }];
  }
  return accounts;
}

type Version = IncentiveDesk['promoted'][number];

function rulesOf(version: Version, all: readonly Version[]): Rule[] {
  const { plan } = version;
  const from = startOf(version);
  const to = endOf(version);
  const dated = { ...plan, effectiveFrom: from, ...(to === null ? {} : { effectiveTo: to }) };
  const versions = all.filter((other) => other.plan.id === plan.id);
  const follows = versions.some((other) => endOf(other) === addDays(from, -1));
  const followed = to !== null && versions.some((other) => startOf(other) === addDays(to, 1));
  return plan.lines.map((line, index) => {
    const program = line.program ?? line.label ?? line.id;
    return { plan: dated, index, line, program, from, to, follows, followed };
  });
}

function startOf({ plan, effectiveFrom }: Version): string {
  return plan.effectiveFrom === undefined || plan.effectiveFrom < effectiveFrom ? effectiveFrom : plan.effectiveFrom;
}

function endOf({ plan, effectiveTo }: Version): string | null {
  return earlier(plan.effectiveTo ?? null, effectiveTo);
}

function related(one: Rule, other: Rule): boolean {
  return one.program === other.program || (one.plan.id === other.plan.id && one.line.id === other.line.id);
}

function partition<T>(list: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((one) => !test(one))];
}

/** Whether a row of `ledgerRelation` is filed under the account on a day that its rules speak of. */
export function isFiled({ kind, rules }: Account): string {
  const filed = rules.map(({ program, from, to }) => {
    const days =
      to === null ? `ruled_on >= ${dateLiteral(from)}` : `ruled_on BETWEEN ${dateLiteral(from)} AND ${dateLiteral(to)}`;
    return `(program = ${quoteText(program)} AND ${days})`;
  });
  return `(kind = ${quoteText(kind)} AND (${filed.join(' OR ')}))`;
}

/** The rule in force on a day; the last one where none is. */
export function ruleOn({ rules }: Account, day: string): Rule {
  return rules.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? rules.at(-1)!;
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
