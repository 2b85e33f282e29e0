import type { Filter } from '../api/documents/query.ts';
import type { Cell } from '../api/results.ts';
import type { Piece } from '../metrics/definition.ts';
import { formatAddress } from '../present/address.ts';
import { PAYOUT_KIND_WORDS } from '../present/labels.ts';
import { type Detector, type Draft, sentence, strong } from './ask.ts';

/** Worth a sentence when this share of what fell due came late, in a group of some size. */
const LATE_SHARE = 0.2;
const FEWEST = 5;
const MOST_GROUPS = 3;

/** Regions and kinds of payout that are paid later than their terms. */
export const payouts: Detector = async (ask) => {
  if (!ask.network.profile.has.payments) return [];
  const due: Piece = {
    label: 'Payouts due',
    unit: 'count',
    fact: 'payout',
    date: 'due_on',
    where: 'f.earned AND f.due_on <= :asOf',
    aggregate: 'count',
  };
  const late: Piece = {
    ...due,
    where: `${due.where} AND (f.paid_on > f.due_on OR (f.paid_on IS NULL AND f.due_on < :asOf))`,
  };
  const by = ['region', 'kind'] as const;
  const groups = await ask.pieces<{ region: Cell; kind: Cell; due: number; late: number; amount: string }>(
    { due, late, amount: { ...late, unit: 'money', aggregate: 'sum', value: 'f.amount' } },
    by,
    false,
  );
  return groups
    .filter((group) => group.late >= FEWEST && group.late / group.due >= LATE_SHARE)
    .sort((a, b) => Number(b.amount) - Number(a.amount))
    .slice(0, MOST_GROUPS)
    .map((group): Draft => {
      const kind = group.kind === null ? 'Payouts' : (PAYOUT_KIND_WORDS[String(group.kind)] ?? String(group.kind));
      const where = by.map((dim): Filter => ({ dim, values: [group[dim] === null ? null : String(group[dim])] }));
      const region = group.region === null ? '' : ` in ${group.region}`;
      return {
        id: `payouts:${group.region ?? ''}:${group.kind ?? ''}`,
        kind: 'Payouts',
        words: sentence`${strong(`${kind}${region}`)}: ${strong(`${group.late} of ${group.due}`)} payouts came later than their terms`,
        amount: group.amount,
        amountKind: `paid late, ${ask.periodWords}`,
        rows: { count: group.late, noun: 'payout' },
        confidence: 2,
        confidenceWhy: 'Due dates are those loaded; where there is none, the terms of the policy.',
        action: {
          label: 'See by partner',
          address: formatAddress({
            screen: 'scorecards',
            period: ask.question.period ?? null,
            where: [...ask.question.where, ...where],
            by: ['partner'],
            metrics: ['payout_amount', 'on_time_share', 'payout_lag_days'],
          }),
        },
      };
    });
};
