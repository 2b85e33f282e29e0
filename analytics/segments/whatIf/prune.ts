/** What if the weakest left: the network without them, and what others keep of their sales. */

import type { SegmentChange } from '../../api/documents/segmentCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { Cell, Unit } from '../../api/results.ts';
import { assertCut, findMetric, type Metric } from '../../metrics/dictionary.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runTable } from '../../metrics/run.ts';
import { formatCell } from '../../present/cell.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { ordinal } from '../../present/ordinal.ts';
import { groupAccounts, NO_ACCOUNT } from '../returns/accounts.ts';
import type { PartnerAccount } from '../returns/ledger.ts';
import { periodText } from '../year.ts';
import { type Books, flowsAt, flowsOf, indirect, mapFlows, sumFlows } from './books.ts';
import { assumed, assumedWords, isRange, timesFigure } from './figures.ts';
import { labelOf, membersOf, type Outcome, type WhatIfCase, youngOn } from './outcome.ts';

type Prune = Extract<SegmentChange, { kind: 'prune' }>;

const LEAVES = 'leaves';
const STAYS = 'stays';

/**
 * Deals that leavers share with others stay with those. What is kept of the rest goes to the others in proportion to their
 * bookings, so that it changes no concentration, and earns payouts at their average rate. Program costs stay as they are.
 * @throws QuarterdeckError `metric-unknown`, `dimension-unknown`, `bad-request` for a share outside of 0 to 1, no such
 * segment or nobody to leave
 */
export async function prune(asked: WhatIfCase, change: Prune, options: LabOptions): Promise<Outcome> {
  const { placement, before, paid, locale } = asked;
  const kept = assumed(change.kept);
  if (Number(kept.low) < 0 || Number(kept.high) > 1) {
    throw new QuarterdeckError(
      'bad-request',
      'What others keep is a share: write a value between 0 and 1, 0.2 for a fifth.',
    );
  }
  const metric = findMetric(change.by);
  assertCut(metric, 'partner');
  const isYoung = youngOn(placement.asOf, change.spareMonths);
  const members = membersOf(asked, change.segment);
  const old = members.filter((one) => !isYoung(one));
  const { ranked, unknown } = await weakestFirst(asked, metric, old, options);
  const leavers = ranked.slice(0, change.partners);
  if (leavers.length === 0) {
    throw new QuarterdeckError(
      'bad-request',
      `Nobody can leave: ${members.length === 0 ? 'there are no partners' : `all ${members.length} partners are younger than ${change.spareMonths} months or have no figure`}. Choose another segment, metric or age.`,
    );
  }
  const without = booksWithout(
    asked,
    leavers.map(({ account }) => account),
  );
  const lost = mapFlows(before, (value, key) => value - without[key]);
  const others = flowsAt(indirect(without), lost.bookings);
  const course = (share: string): Books => {
    const stays = mapFlows(lost, (value, key) => timesFigure(paid.has(key) ? others[key] : value, share));
    return { ...without, ...sumFlows(without, stays) };
  };
  const place = change.segment === undefined ? 'the network' : labelOf(placement, change.segment);
  const ties = tiesOf(ranked);
  const worst = metric.good === 'down' ? 'highest' : 'lowest';
  return {
    likely: course(kept.likely),
    others: isRange(kept) ? [course(kept.low), course(kept.high)] : [],
    partners: leavers.map(({ account: { partner, account }, cell }, index) => ({
      id: partner.id,
      name: partner.name,
      before: account.bookings,
      after: 0n,
      why: () =>
        `${metric.label} ${told(cell, metric.unit, locale)}, ${rankWords(ties[index]!, worst, locale)} of ${countWords(ranked.length, 'partner', locale)}`,
    })),
    change:
      leavers.length === 1
        ? `The weakest partner of ${place} by ${metric.label} leaves`
        : `The ${countWords(leavers.length, 'weakest partner', locale)} of ${place} by ${metric.label} leave`,
    evidence: keptWords(
      assumedWords(kept, locale, (value) => numbers(locale).percent(value)),
      kept.high,
    ),
    notes: [
      ...tieNote(ranked, ties, { leavers: leavers.length, metric, locale }),
      ...notesOf(change, metric, { leavers: leavers.length, spared: members.length - old.length, unknown }, locale),
    ],
  };
}

function notesOf(
  { partners, spareMonths }: Prune,
  { label }: Metric,
  { leavers, spared, unknown }: { readonly leavers: number; readonly spared: number; readonly unknown: number },
  locale: string,
): string[] {
  const who = (count: number) => countWords(count, 'partner', locale);
  return [
    ...(leavers < partners ? [`Only ${who(leavers)} can leave, not ${partners.toLocaleString(locale)}.`] : []),
    ...(spared > 0 ? [`${who(spared)} younger than ${spareMonths} months spared: they have not had time.`] : []),
    ...(unknown > 0 ? [`${who(unknown)} without a figure for ${label} cannot be ranked, and stay.`] : []),
    'Program costs stay as they are: nothing says that they fall when partners leave.',
    'Deals that leavers share with other partners stay with those.',
  ];
}

function keptWords(share: string, most: string): string {
  if (Number(most) === 0) return 'Assumed: nobody keeps any of their sales.';
  return `Assumed: others keep ${share} of their sales, in proportion to their bookings and at their average payouts. Nothing in the data proves it.`;
}

interface Ranked {
  readonly account: PartnerAccount;
  readonly cell: Cell;
}

/** By the metric, the worst first; of equal ones the smaller bookings, then the id. Sums and counts of nothing are 0. */
async function weakestFirst(
  { desk, ledger }: WhatIfCase,
  metric: Metric,
  members: readonly PartnerAccount[],
  { signal }: LabOptions,
): Promise<{ readonly ranked: readonly Ranked[]; readonly unknown: number }> {
  const spec = { metrics: [metric.id], by: ['partner' as const], where: [], period: periodText(ledger.days) };
  const { rows } = await runTable(desk.context, spec, { signal });
  const cells = new Map(rows.map((row) => [String(row.partner), row[metric.id] ?? null]));
  const nothing = metric.kind === 'additive' ? 0 : null;
  const all = members.map((account): Ranked => ({ account, cell: cells.get(account.partner.id) ?? nothing }));
  const ranked = all.filter(({ cell }) => cell !== null);
  const sign = metric.good === 'down' ? -1 : 1;
  ranked.sort((a, b) => {
    const apart = Number(a.cell) - Number(b.cell);
    if (apart !== 0) return sign * apart;
    const [one, other] = [a.account.account.bookings, b.account.account.bookings];
    return one === other ? (a.account.partner.id < b.account.partner.id ? -1 : 1) : one < other ? -1 : 1;
  });
  return { ranked, unknown: all.length - ranked.length };
}

/** Where partners of one figure begin in a ranking, and how many they are. */
interface Tie {
  readonly first: number;
  readonly partners: number;
}

/** One for each that is ranked. */
function tiesOf(ranked: readonly Ranked[]): Tie[] {
  const ties: Tie[] = [];
  const figures = ranked.map(({ cell }) => Number(cell));
  for (let first = 0; first < figures.length; first = ties.length) {
    let end = first + 1;
    while (figures[end] === figures[first]) end++;
    const tie = { first, partners: end - first };
    for (let index = first; index < end; index++) ties.push(tie);
  }
  return ties;
}

/** `2nd lowest`, `lowest, like 92 others,`: nobody is the second of equals. */
function rankWords({ first, partners }: Tie, worst: string, locale: string): string {
  const rank = first === 0 ? worst : `${ordinal(first)} ${worst}`;
  return partners === 1 ? rank : `${rank}, like ${countWords(partners - 1, 'other', locale)},`;
}

/** Of equals some leave and some stay: the figure asked for did not choose them. */
function tieNote(
  ranked: readonly Ranked[],
  ties: readonly Tie[],
  { leavers, metric, locale }: { readonly leavers: number; readonly metric: Metric; readonly locale: string },
): string[] {
  const { first, partners } = ties[leavers - 1]!;
  if (first + partners <= leavers) return [];
  const figure = told(ranked[first]!.cell, metric.unit, locale);
  return [
    `${countWords(partners, 'partner', locale)} have the same ${metric.label}, ${figure}, and ${(leavers - first).toLocaleString(locale)} of them leave: those who booked least, then by the order of their ids. Choose another metric to tell them apart.`,
  ];
}

function booksWithout({ ledger, before }: WhatIfCase, leavers: readonly PartnerAccount[]): Books {
  const gone = new Set(leavers.map(({ partner }) => partner.id));
  const groups = groupAccounts(ledger.credited, ledger.shared, (id) => (gone.has(id) ? LEAVES : STAYS));
  return {
    ...flowsOf(groups.get(STAYS) ?? NO_ACCOUNT, ledger.margin),
    programCost: before.programCost,
    enrolled: before.enrolled - leavers.filter(({ enrolled }) => enrolled).length,
    amounts: new Map([...before.amounts].filter(([id]) => !gone.has(id))),
  };
}

function told(cell: Cell, unit: Unit, locale: string): string {
  return formatCell(cell, unit, { locale });
}
