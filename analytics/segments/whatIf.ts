/** What if spend moved between segments, the weakest left, or the next ones grew. */
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentWhatIf } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { differenceText } from '../present/decimal.ts';
import { numbers } from '../present/numbers.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText } from './exact.ts';
import { placeCase } from './placeCase.ts';
import { readLedger } from './returns/ledger.ts';
import { booksOf } from './whatIf/books.ts';
import { effectsOf } from './whatIf/effects.ts';
import { grow } from './whatIf/grow.ts';
import { indexWords } from './whatIf/indices.ts';
import { type ChangedPartner, type Outcome, paidFlows, type WhatIfCase, withSegmentIds } from './whatIf/outcome.ts';
import { prune } from './whatIf/prune.ts';
import { shift } from './whatIf/shift.ts';

/** Partners listed where nobody says how many; the others are counted. */
const LISTED = 1_000;

/**
 * The year to the day as it was beside the same year with the change, by the definitions of the dictionary. What cannot be
 * known is assumed and said so; where it is a range, so are the effects.
 * @throws as `placeCase` does, and QuarterdeckError `bad-request` for a change that cannot be made
 */
export async function segmentWhatIf(
  desk: SegmentDesk,
  asked: Checked<'segment.whatIf'>,
  options: LabOptions = {},
): Promise<Result<'segment.whatIf'>> {
  const { placement, basis } = await placeCase(desk, asked, options);
  const asks = withSegmentIds(placement, asked.change);
  const ledger = await readLedger(desk, placement, asked, options);
  const { from, sentence } = ledger.margin;
  const { policy, profile } = desk.context.network;
  const { locale } = policy;
  const before = booksOf(ledger);
  const paid = paidFlows(profile.has.listPrices);
  const outcome = await outcomeOf({ desk, placement, ledger, before, paid, locale }, asks, options);
  const { likely, others, partners, change, evidence, notes } = outcome;
  const gone = asked.change.kind === 'prune' ? partners.map(({ id }) => id) : [];
  const population = { days: ledger.days, where: ledger.where, gone };
  const effects = await effectsOf(desk, population, { before, likely, others }, options);
  const changed = partners.filter((partner) => partner.before !== partner.after || asked.change.kind === 'prune');
  const largest = [...changed].sort((a, b) => compare(sizeOf(b), sizeOf(a)) || (a.id < b.id ? -1 : 1));
  return {
    basis: { ...basis, notes: [...basis.notes, ...ledger.allocation.notes] },
    sentence: sentenceOf(change, effects, locale),
    effects,
    partners: largest.slice(0, asked.limit ?? LISTED).map(({ id, name, before: then, after, why }) => ({
      partner: id,
      name,
      before: moneyText(then),
      after: moneyText(after),
      why: why(),
    })),
    partnerCount: changed.length,
    // What is left is no better known than the margin it is made of.
    evidence: from === 'ledger' ? evidence : `${evidence} ${sentence}`,
    notes: [...notes, indexWords(gone), ...(from === 'ledger' ? [sentence] : [])],
  };
}

function outcomeOf(
  asked: WhatIfCase,
  change: Checked<'segment.whatIf'>['change'],
  options: LabOptions,
): Outcome | Promise<Outcome> {
  if (change.kind === 'shift') return shift(asked, change);
  return change.kind === 'prune' ? prune(asked, change, options) : grow(asked, change, options);
}

/** `The 20 weakest partners of Tail leave: bookings −310 k to 114.5 M, contribution −12.0 k to 38.6 M.` */
function sentenceOf(change: string, effects: SegmentWhatIf['effects'], locale: string): string {
  const { compact, signed } = numbers(locale);
  const parts = ['won_amount', 'contribution'].map((metric) => {
    const { label, before, after, low, high } = effects.find((effect) => effect.metric === metric)!;
    const name = metric === 'won_amount' ? 'bookings' : label.toLowerCase();
    const difference = differenceText(String(after), String(before));
    const course = Number(difference) === 0 ? 'still' : `${signed.compact(difference)} to`;
    const range = low === null || high === null ? '' : ` (${compact(String(low))} to ${compact(String(high))})`;
    return `${name} ${course} ${compact(String(after))}${range}`;
  });
  return `${change}: ${parts.join(', ')}.`;
}

function sizeOf({ before, after }: ChangedPartner): bigint {
  return after > before ? after - before : before - after;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
