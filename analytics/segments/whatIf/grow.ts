/** What if the next ones reached the median of their peers. */
import { type SegmentChange, USUAL_PEERS } from '../../api/documents/segmentCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText } from '../exact.ts';
import { readPopulation } from '../features.ts';
import { anySizeNote, dormantNote, FEWEST_PEERS, type Peers, peersOf, sharedWords } from '../peers/peers.ts';
import { othersThan, quantileOfOthers, ranked } from '../peers/ranked.ts';
import type { PartnerAccount } from '../returns/ledger.ts';
import { type Flows, flowsAt, sumFlows } from './books.ts';
import { labelOf, membersOf, type Outcome, type WhatIfCase } from './outcome.ts';
import { ratesOf } from './rates.ts';

type Grow = Extract<SegmentChange, { kind: 'grow' }>;

const SHARED = sharedWords(USUAL_PEERS);

interface Grower {
  readonly account: PartnerAccount;
  readonly median: bigint;
  /** How many others. */
  readonly others: number;
  readonly peers: Peers;
}

interface Growers {
  /** The nearest to the median first. */
  readonly growers: readonly Grower[];
  /** Members without bookings in the year, and those with too few peers. */
  readonly dormant: number;
  readonly lonely: number;
}

/**
 * Those below the median of their peers who are nearest to it, as a share of it. Peers are those of white space: enrolled
 * partners of the same type and region and of like size, the partner itself not counted; who booked nothing is dormant and has
 * none. New bookings earn margin, discount and payouts at the rates of the partner’s segment.
 * @throws QuarterdeckError `bad-request` for no such segment, or when nobody is below a median
 */
export async function grow(asked: WhatIfCase, change: Grow, options: LabOptions): Promise<Outcome> {
  const { placement, before, locale } = asked;
  const members = membersOf(asked, change.segment);
  const found = await growersOf(asked, members, options);
  const chosen = found.growers.slice(0, change.partners);
  const place = change.segment === undefined ? 'the network' : labelOf(placement, change.segment);
  if (chosen.length === 0) throw nobodyGrows(place, members.length, found);
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
    partners: chosen.map(({ account: { partner, account }, median, others, peers }) => ({
      id: partner.id,
      name: partner.name,
      before: account.bookings,
      after: median,
      why: () =>
        `${countWords(others, 'peer', locale)} (${peers.words}) book ${compact(moneyText(median))} at the median`,
    })),
    change: `The next ${countWords(chosen.length, 'partner', locale)} of ${place} ${chosen.length === 1 ? 'reaches' : 'reach'} the median of ${chosen.length === 1 ? 'its' : 'their'} peers`,
    evidence:
      'Assumed: peers show that it can be reached, not that these partners will. New bookings earn margin, discount and payouts as those of their segment do.',
    notes: notesOf(chosen, found, change, locale),
  };
}

function nobodyGrows(place: string, members: number, { lonely, dormant }: Growers): QuarterdeckError {
  const why =
    dormant === members
      ? 'nobody booked anything in the year'
      : lonely + dormant === members
        ? `nobody who booked anything has at least ${FEWEST_PEERS} peers of the same ${SHARED} and of like size`
        : 'all have reached it';
  return new QuarterdeckError(
    'bad-request',
    `Nobody of ${place} is below the median of peers: ${why}. Choose another segment.`,
  );
}

function notesOf(
  chosen: readonly Grower[],
  { dormant, lonely }: Growers,
  { partners }: Grow,
  locale: string,
): string[] {
  const few =
    chosen.length < partners
      ? [
          `Only ${countWords(chosen.length, 'partner', locale)} can grow so, not ${partners.toLocaleString(locale)}: the others have reached the median, booked nothing or have too few peers.`,
        ]
      : [];
  const alone =
    lonely > 0
      ? [
          `${countWords(lonely, 'partner', locale)} left out: fewer than ${FEWEST_PEERS} others of the same ${SHARED} and of like size booked anything.`,
        ]
      : [];
  return [
    `Peers are partners of the same ${SHARED} and of like size, as in white space: of the same third by bookings of the year, or of the same half where they are few.`,
    ...few,
    ...anySizeNote(chosen.filter(({ peers }) => peers.ofAnySize).length, USUAL_PEERS, locale),
    ...dormantNote(dormant, locale),
    ...alone,
  ];
}

async function growersOf(
  { desk, placement, ledger }: WhatIfCase,
  members: readonly PartnerAccount[],
  options: LabOptions,
): Promise<Growers> {
  const everybody = await readPopulation(desk, { asOf: placement.asOf, where: [] }, options);
  const booked = everybody.ids.map((id) => ledger.booked.get(id) ?? 0n);
  const peersBy = await peersOf(desk, everybody, { share: USUAL_PEERS, booked }, options);
  const amountsOf = new Map(
    [...new Set(peersBy.values())].map((peers) => [
      peers,
      ranked(peers.members.map((partner) => [partner, booked[partner]!])),
    ]),
  );
  const indexOf = new Map(everybody.ids.map((id, index) => [id, index]));
  const growers: Grower[] = [];
  let [dormant, lonely] = [0, 0];
  for (const account of members) {
    const own = account.account.bookings;
    if (own <= 0n) {
      dormant++;
      continue;
    }
    const index = indexOf.get(account.partner.id)!;
    const peers = peersBy.get(index);
    const amounts = peers && amountsOf.get(peers)!;
    const others = amounts ? othersThan(amounts, index) : 0;
    if (others < FEWEST_PEERS) {
      lonely++;
      continue;
    }
    const median = quantileOfOthers(amounts!, index, 0.5);
    if (own < median) growers.push({ account, median, others, peers: peers! });
  }
  return { growers: growers.sort(nearestFirst), dormant, lonely };
}

/** Bookings ÷ median, compared as whole numbers. */
function nearestFirst(a: Grower, b: Grower): number {
  const apart = b.account.account.bookings * a.median - a.account.account.bookings * b.median;
  if (apart !== 0n) return apart < 0n ? -1 : 1;
  return a.account.partner.id < b.account.partner.id ? -1 : 1;
}
