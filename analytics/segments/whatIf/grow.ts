/** What if the next ones reached the median of their peers. */

import type { SegmentChange } from '../../api/documents/segmentCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText, quantileOf } from '../exact.ts';
import { readPopulation } from '../features.ts';
import type { PartnerAccount } from '../returns/ledger.ts';
import { type Flows, flowsAt, sumFlows } from './books.ts';
import { labelOf, membersOf, type Outcome, type WhatIfCase } from './outcome.ts';
import { ratesOf } from './rates.ts';

type Grow = Extract<SegmentChange, { kind: 'grow' }>;

/** Fewer peers who booked anything have no median worth reaching. */
const MIN_PEERS = 3;

interface Grower {
  readonly account: PartnerAccount;
  readonly median: bigint;
  readonly peers: number;
}

/**
 * Those below the median of their peers who are nearest to it, as a share of it. Peers are enrolled partners of the same type
 * and region with bookings in the year, the partner itself not counted. New bookings earn margin, discount and payouts at the
 * rates of the partner’s segment.
 * @throws QuarterdeckError `bad-request` for no such segment, or when nobody is below a median
 */
export async function grow(asked: WhatIfCase, change: Grow, options: LabOptions): Promise<Outcome> {
  const { placement, before, locale } = asked;
  const members = membersOf(asked, change.segment);
  const { growers, lonely } = await growersOf(asked, members, options);
  const chosen = growers.slice(0, change.partners);
  const place = change.segment === undefined ? 'the network' : labelOf(placement, change.segment);
  if (chosen.length === 0) {
    throw new QuarterdeckError(
      'bad-request',
      `Nobody of ${place} is below the median of peers: ${lonely === members.length ? 'nobody has at least 3 peers of the same type and region who booked anything' : 'all have reached it'}. Choose another segment.`,
    );
  }
  const rates = ratesOf(asked);
  const amounts = new Map(before.amounts);
  let flows: Flows = before;
  for (const { account, median } of chosen) {
    const own = account.account.bookings;
    flows = sumFlows(flows, flowsAt(rates(account.partner.id), median - own));
    amounts.set(account.partner.id, median);
  }
  const { compact } = numbers(locale);
  return {
    likely: { ...before, ...flows, amounts },
    others: [],
    partners: chosen.map(({ account: { partner, account }, median, peers }) => ({
      id: partner.id,
      name: partner.name,
      before: account.bookings,
      after: median,
      why: () =>
        `${countWords(peers, 'peer', locale)} (${partner.type}, ${partner.region}) book ${compact(moneyText(median))} at the median`,
    })),
    change: `The next ${countWords(chosen.length, 'partner', locale)} of ${place} ${chosen.length === 1 ? 'reaches' : 'reach'} the median of ${chosen.length === 1 ? 'its' : 'their'} peers`,
    evidence:
      'Assumed: peers show that it can be reached, not that these partners will. New bookings earn margin, discount and payouts as those of their segment do.',
    notes: [
      ...(chosen.length < change.partners
        ? [
            `Only ${countWords(chosen.length, 'partner', locale)} can grow so, not ${change.partners.toLocaleString(locale)}: the others are at the median or have no peers.`,
          ]
        : []),
      ...(lonely > 0
        ? [
            `${countWords(lonely, 'partner', locale)} left out: fewer than ${MIN_PEERS} others of the same type and region booked anything.`,
          ]
        : []),
    ],
  };
}

async function growersOf(
  { desk, placement, ledger }: WhatIfCase,
  members: readonly PartnerAccount[],
  options: LabOptions,
): Promise<{ readonly growers: readonly Grower[]; readonly lonely: number }> {
  const everybody = await readPopulation(desk, { asOf: placement.asOf, where: [] }, options);
  const groupOf = ({ type, region }: { type: string | null; region: string | null }) =>
    type === null || region === null ? null : JSON.stringify([type, region]);
  const groups = new Map<string, { id: string; amount: bigint }[]>();
  for (const partner of everybody.partners) {
    const [group, amount] = [groupOf(partner), ledger.booked.get(partner.id) ?? 0n];
    if (group === null || amount <= 0n) continue;
    const own = groups.get(group) ?? [];
    if (own.length === 0) groups.set(group, own);
    own.push({ id: partner.id, amount });
  }
  const sorted = new Map(
    [...groups].map(([group, list]) => {
      list.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : a.id < b.id ? -1 : 1));
      const placeOf = new Map(list.map(({ id }, place) => [id, place]));
      return [group, { amounts: list.map(({ amount }) => amount), placeOf }] as const;
    }),
  );
  const growers: Grower[] = [];
  let lonely = 0;
  for (const account of members) {
    const peers = sorted.get(groupOf(account.partner) ?? '');
    const own = peers?.placeOf.get(account.partner.id);
    const count = (peers?.amounts.length ?? 0) - (own === undefined ? 0 : 1);
    if (!peers || count < MIN_PEERS) {
      lonely++;
      continue;
    }
    const median = quantileOf(peers.amounts, 0.5, own);
    if (account.account.bookings < median) growers.push({ account, median, peers: count });
  }
  // Nearest first: bookings ÷ median, compared as whole numbers.
  growers.sort((a, b) => {
    const apart = b.account.account.bookings * a.median - a.account.account.bookings * b.median;
    if (apart !== 0n) return apart < 0n ? -1 : 1;
    return a.account.partner.id < b.account.partner.id ? -1 : 1;
  });
  return { growers, lonely };
}
