/** What a reader of a comparison must know beside its figures. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import { payoutKindInSentence } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { payPeriods } from '../periods.ts';
import type { CaseFigures } from './caseFigures.ts';

interface Noted {
  readonly plans: readonly IncentivePlan[];
  readonly against: readonly IncentivePlan[];
  readonly period: ResolvedPeriod;
  readonly figures: CaseFigures;
  /** Of what was paid, where that is compared with plans. */
  readonly kinds: readonly string[] | null;
  readonly currency: string;
  readonly tiers: object | undefined;
  readonly former: object | undefined;
}

export function basisNotes(network: Network, noted: Noted): string[] {
  const { plans, against, period, figures, kinds, currency, tiers, former } = noted;
  const { locale } = network.policy;
  const count = (value: number, one: string, many: string) =>
    `${numbers(locale).exact(value, 0)} ${value === 1 ? one : many}`;
  return [
    ...new Set([
      ...(outsideNote(network, period) ?? [...plans, ...against].flatMap((plan) => periodNotes(network, plan, period))),
      ...(tiers !== undefined || former !== undefined ? [levelNote(tiers, former, against.length > 0)] : []),
      ...(kinds === null || figures.leftAlone.length === 0 ? [] : [kindsNote(figures, kinds, currency, locale)]),
      ...(plans.length === 0 && against.length === 0 ? ['No plan is compared: this is what was paid.'] : []),
      ...(figures.unrated > 0
        ? [`${count(figures.unrated, 'payout has', 'payouts have')} no exchange rate and are left out.`]
        : []),
      ...(figures.nobodys > 0
        ? [`${count(figures.nobodys, 'payout names', 'payouts name')} no partner and are left out.`]
        : []),
      ...(period.elapsedTo === undefined ? [] : ['The period is not over: what is still to come is not in it.']),
    ]),
  ];
}

/** A period in which there are no data at all; null where there are some. */
function outsideNote({ horizon, policy }: Network, { from, to, label }: ResolvedPeriod): string[] | null {
  const day = (iso: string) => formatDate(iso, policy.locale);
  if (from > horizon.to) return [`The data end on ${day(horizon.to)}: nothing of ${label} is in them.`];
  if (to < horizon.from) return [`The data begin on ${day(horizon.from)}: nothing of ${label} is in them.`];
  return null;
}

/** Periods of a line that the asked one cuts, or has none of. */
function periodNotes(network: Network, plan: IncentivePlan, { from, to, label }: ResolvedPeriod): string[] {
  return plan.lines.flatMap((line) => {
    const name = line.label ?? line.id;
    const counted = payPeriods(plan, line, network.calendar, network.horizon).filter(
      (one) => one.to >= from && one.to <= to,
    );
    const first = counted[0];
    if (!first) return [`“${name}” is paid by ${line.period}, and none ends in ${label}: it pays nothing there.`];
    return first.from < from
      ? [`“${name}” is paid by ${line.period}: ${first.label} ends in ${label} and counts in full, from its first day.`]
      : [];
  });
}

/** Payouts that are filed under other kinds than the plans pay are no part of what these are compared with. */
function kindsNote({ kinds: all, leftAlone }: CaseFigures, kinds: readonly string[], currency: string, locale: string) {
  const { exact } = numbers(locale);
  const left = leftAlone.map(({ kind, amount }) => `${payoutKindInSentence(kind)} ${exact(amount, 2)}`).join(', ');
  const compared = `kind${kinds.length > 1 ? 's' : ''} ${kinds.map(payoutKindInSentence).join(', ')}`;
  return leftAlone.length === all.length
    ? `As paid is 0.00 because no payout of the period is of the ${compared}; paid were, in ${currency}: ${left}. Choose the kinds to compare with.`
    : `As paid counts the ${compared}. Left out, in ${currency}: ${left}.`;
}

function levelNote(tiers: object | undefined, former: object | undefined, plans: boolean): string {
  if (tiers !== undefined && former !== undefined) return 'Both sides pay by the levels that their tier programs give.';
  if (tiers !== undefined) {
    return plans
      ? 'The plans pay by the levels that the tier program gives; what they are compared with, by the levels in force.'
      : 'The plans pay by the levels that the tier program gives.';
  }
  return 'What the plans are compared with pays by the levels that the tier program gives; the plans, by the levels in force.';
}
