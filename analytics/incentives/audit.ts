/** What was paid beside what was earned under the rules in force. */
import type { Checked, Result } from '../api/methods.ts';
import type { AuditFinding } from '../api/payoutAudit.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastDay, resolvePeriod } from '../network/period.ts';
import { countWords } from '../present/labels.ts';
import { accountEntries } from './audit/accountEntries.ts';
import { judgeClaims } from './audit/claims.ts';
import { type Found, findingsOf } from './audit/findings.ts';
import { judge } from './audit/judge.ts';
import { readStandings } from './audit/levels.ts';
import { readClaims } from './audit/readClaims.ts';
import { accountsOf } from './audit/rules.ts';
import { accuracyOf, overAndUnder, sumsOf } from './audit/sums.ts';
import { ledgerTotals } from './audit/totals.ts';
import { Words } from './audit/words.ts';
import type { IncentiveDesk } from './desk.ts';
import { partnersOf } from './lab/partnersOf.ts';
import { payRoster } from './lab/payRoster.ts';

/**
 * Every payout of the period that rules in force speak of, recomputed at its own grain: by deal or line where payouts name
 * them, else by payee and period of the line. Payouts for one earning add up; what takes a deal back is settled at the terms
 * of the day of that deal. Claims on development funds are held against their approval, proof and days. A finding belongs to
 * the period by the day on which it was earned; without a period, all of the ledger is looked at.
 * @throws QuarterdeckError `period-invalid`, `dimension-unknown` for a filter that does not choose partners.
 */
export async function auditPayouts(
  desk: IncentiveDesk,
  asked: Checked<'incentive.audit'>,
  options: LabOptions = {},
): Promise<Result<'incentive.audit'>> {
  const { context, promoted, exceptions } = desk;
  const { network } = context;
  const run = { signal: options.signal };
  const period = resolvePeriod(asked.period, network.calendar, network.horizon);
  const roster = await payRoster(desk, lastDay(period), undefined, options);
  const where = partnersOf(roster, asked.where);
  const words = new Words(network.policy.locale);
  const today = network.horizon.to;
  const accounts = accountsOf(promoted);
  const totals = await ledgerTotals(context, { accounts, period, where }, run);
  const claims = await readClaims(context, accounts, where, run);
  const claimed = new Set(claims.map(({ program }) => program));
  const rated = network.profile.has.payouts
    ? accounts.filter(({ kind, rules }) => kind !== 'mdf' || !rules.some(({ program }) => claimed.has(program)))
    : [];

  const found: Found[] = [];
  for (const [done, account] of rated.entries()) {
    options.progress?.('Recomputing what was earned', done, rated.length, 'programs');
    const { entries, rightAtAnyLevel, rightAsFirst } = await accountEntries(context, account, where, run);
    const standings = await readStandings(
      context,
      entries.map(({ payee }) => payee),
      exceptions,
      run,
    );
    for (const entry of entries) {
      const standing = standings.of(entry.payee);
      const verdicts = judge(entry, {
        standing,
        today,
        anyLevel: rightAtAnyLevel(entry),
        asFirst: rightAsFirst(entry),
        words,
      });
      const { payee, deal, day, currency } = entry;
      const { kind } = account;
      const { program } = entry.rule;
      for (const verdict of verdicts) found.push({ verdict, program, kind, payee, deal, day, currency });
    }
  }
  for (const { claim, verdict } of judgeClaims(claims, today, words)) {
    const { payee, deal, earnedOn, currency } = claim.payout;
    found.push({ verdict, program: claim.program, kind: 'mdf', payee, deal, day: earnedOn, currency });
  }

  const { findings, unrated } = await findingsOf(context, found, { period, roster }, run);
  return {
    period,
    currency: network.policy.baseCurrency,
    plans: [...new Set(promoted.map(({ plan }) => `${plan.name}, version ${plan.version}`))],
    checked: totals.checked,
    unruled: totals.unruled,
    ...overAndUnder(findings.filter(({ error }) => error)),
    accuracy: accuracyOf(findings, totals.amount),
    sums: sumsOf(findings),
    findings,
    dataVersion: context.dataVersion,
    policyVersion: context.policyVersion,
    notes: notesOf(desk, findings, unrated),
  };
}

function notesOf({ context, promoted }: IncentiveDesk, findings: readonly AuditFinding[], unrated: number): string[] {
  if (!context.network.profile.has.payouts) {
    return ['The network holds no payouts, so there is nothing to hold against the rules. Load a payout export.'];
  }
  const rounded = findings.filter(({ cause }) => cause === 'rounding').length;
  return [
    ...(promoted.length === 0
      ? [
          'No plan has been in force, so only claims on development funds are looked at. Promote the plans that were paid by.',
        ]
      : []),
    ...(rounded > 0
      ? [
          `${countWords(rounded, 'payout')} ${rounded === 1 ? 'differs by a cent from rounding and is no error' : 'differ by a cent from rounding and are no errors'}.`,
        ]
      : []),
    ...(unrated > 0
      ? [
          `${countWords(unrated, 'difference')} without an exchange rate ${unrated === 1 ? 'counts' : 'count'} as nothing in the sums.`,
        ]
      : []),
  ];
}
