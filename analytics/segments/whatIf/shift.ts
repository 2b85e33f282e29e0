/** What if spend moved from one segment to another. */

import type { SegmentChange } from '../../api/documents/segmentCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText, shareOut, sumOf, unitsOf } from '../exact.ts';
import { paidOut } from '../returns/accounts.ts';
import type { PartnerAccount } from '../returns/ledger.ts';
import { type Books, type Flows, flowsAt, mapFlows, sumFlows } from './books.ts';
import { type Assumed, assumed, assumedWords, isRange, timesFigure } from './figures.ts';
import { type ChangedPartner, labelOf, membersOf, type Outcome, type WhatIfCase, youngOn } from './outcome.ts';
import { ratesOf } from './rates.ts';

type Shift = Extract<SegmentChange, { kind: 'shift' }>;

/** Bookings per unit of spend, where it is taken and where it is given. */
interface End {
  readonly from: string;
  readonly to: string;
}

/** Spend that moves to or from a partner. */
interface Moved {
  readonly account: PartnerAccount;
  readonly spend: bigint;
  readonly side: 'from' | 'to';
}

/**
 * Payouts move: from partners old enough in proportion to what they are paid, to all partners of the other segment in the
 * same way (by bookings where nobody is paid). Nobody loses more than it books. What is paid stays the same in total.
 * @throws QuarterdeckError `bad-request` for no such segment, the same one twice, nobody to give to, or more than is paid
 */
export function shift(asked: WhatIfCase, change: Shift): Outcome {
  const { placement, locale } = asked;
  const [from, to] = [labelOf(placement, change.from), labelOf(placement, change.to)];
  if (change.from === change.to) {
    throw new QuarterdeckError('bad-request', 'Spend moves between two segments: choose another one for it to go to.');
  }
  const amount = unitsOf(change.amount);
  const sources = membersOf(asked, change.from);
  const isYoung = youngOn(placement.asOf, change.spareMonths);
  const old = sources.filter((one) => !isYoung(one));
  const receivers = membersOf(asked, change.to);
  const { compact } = numbers(locale);
  const given = old.map(({ account }) => positive(paidOut(account)));
  if (sumOf(given) < amount) {
    const all = sumOf(given);
    const most = compact(moneyText(all));
    const [paid, mend] = all === 0n ? ['nothing', 'Move it from another segment'] : [most, `Move ${most} or less`];
    throw new QuarterdeckError(
      'bad-request',
      `${from} cannot give ${compact(change.amount)}: its partners older than ${change.spareMonths} months were paid ${paid} in the year. ${mend}, or spare fewer partners.`,
    );
  }
  if (receivers.length === 0)
    throw new QuarterdeckError('bad-request', `${to} has no partners to spend on. Choose another segment.`);
  const moved: Moved[] = [
    ...spread(old, amount > 0n ? shareOut(amount, given) : [], 'from'),
    ...spread(receivers, shareOut(amount, weightsOf(receivers)), 'to'),
  ];
  const responses = { from: assumed(change.response.from), to: assumed(change.response.to) };
  const rates = ratesOf(asked);
  const course = (end: End): Books => booksAfter(asked, moved, end, rates);
  const ends = cornersOf(responses.from, responses.to);
  const likely = { from: responses.from.likely, to: responses.to.likely };
  const plain = numbers(locale).plain;
  const capped = moved.filter(
    (one) => responseOf(one, likely) === -positive(one.account.account.bookings) && one.side === 'from',
  ).length;
  return {
    likely: course(likely),
    others: ends.map(course),
    partners: moved.map((one): ChangedPartner => {
      const { partner, account } = one.account;
      const sign = one.side === 'from' ? 'less' : 'more';
      return {
        id: partner.id,
        name: partner.name,
        before: account.bookings,
        after: account.bookings + responseOf(one, likely),
        why: () =>
          `${compact(moneyText(one.spend))} ${sign} spend, ${plain(likely[one.side])} of bookings for each unit`,
      };
    }),
    change: `${compact(change.amount)} of spend moves from ${from} to ${to}`,
    evidence: `Assumed: each unit of spend that is taken loses ${assumedWords(responses.from, locale)} of bookings, each that is given brings ${assumedWords(responses.to, locale)}. Nothing in the data proves it.`,
    notes: notesOf(sources.length - old.length, capped, change.spareMonths, locale),
  };
}

function notesOf(spared: number, capped: number, spareMonths: number, locale: string): string[] {
  const who = (count: number) => countWords(count, 'partner', locale);
  return [
    ...(spared > 0
      ? [`${who(spared)} younger than ${spareMonths} months keep their spend: they have not had time to return it.`]
      : []),
    ...(capped > 0 ? [`${who(capped)} would lose all bookings; nobody loses more than it books.`] : []),
    'Payouts stay the same in total. What more sales earn under the plans in force is told by a simulation of incentives.',
  ];
}

function spread(accounts: readonly PartnerAccount[], parts: readonly bigint[], side: Moved['side']): Moved[] {
  return accounts.flatMap((account, index) => {
    const spend = parts[index] ?? 0n;
    return spend > 0n ? [{ account, spend, side }] : [];
  });
}

function weightsOf(accounts: readonly PartnerAccount[]): bigint[] {
  for (const weight of [
    ({ account }: PartnerAccount) => paidOut(account),
    ({ account }: PartnerAccount) => account.bookings,
  ]) {
    const weights = accounts.map((account) => positive(weight(account)));
    if (sumOf(weights) > 0n) return weights;
  }
  return accounts.map(() => 1n);
}

/** The change of bookings. */
function responseOf({ account, spend, side }: Moved, end: End): bigint {
  const response = timesFigure(spend, end[side]);
  if (side === 'to') return response;
  const most = positive(account.account.bookings);
  return response > most ? -most : -response;
}

function booksAfter(
  { before, paid }: WhatIfCase,
  moved: readonly Moved[],
  end: End,
  rates: (partner: string) => Flows,
): Books {
  const amounts = new Map(before.amounts);
  let flows: Flows = before;
  for (const one of moved) {
    const { id } = one.account.partner;
    const change = responseOf(one, end);
    const sold = mapFlows(flowsAt(rates(id), change), (value, key) => (paid.has(key) ? 0n : value));
    flows = sumFlows(flows, sold);
    if (change !== 0n) amounts.set(id, one.account.account.bookings + change);
  }
  return { ...before, ...flows, amounts };
}

function cornersOf(from: Assumed, to: Assumed): End[] {
  if (!isRange(from) && !isRange(to)) return [];
  return [from.low, from.high].flatMap((one) => [to.low, to.high].map((other) => ({ from: one, to: other })));
}

function positive(units: bigint): bigint {
  return units > 0n ? units : 0n;
}
