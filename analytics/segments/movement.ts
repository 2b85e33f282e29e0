/** How partners moved between the segments, quarter by quarter. */
import { QuarterdeckError } from '../api/errors.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentBasis, SegmentMovement } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { formatDate } from '../present/dates.ts';
import { numbers } from '../present/numbers.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText } from './exact.ts';
import { bookedOnce, flowsOf, partnersOf } from './history/flows.ts';
import { groundsNote, otherGrounds } from './history/otherGrounds.ts';
import { type QuarterEnd, quarterEnds } from './history/quarterEnds.ts';
import { type PlacedQuarter, placedQuarters, segmentOf, segmentsOver } from './history/quarters.ts';
import { whyMoved } from './history/whyMoved.ts';

type Quarter = SegmentMovement['quarters'][number];
type Mover = SegmentMovement['movers'][number];

/** Movers listed where nobody says how many, the largest first. */
const LISTED = 1_000;

/**
 * Each quarter as the segmentation places partners at its end, by the figures of that day; for a saved one with the moves by
 * hand of that day. Amounts are bookings of the year to the end of the quarter, of who left since the one before, too: those
 * of a segment and of a flow count each deal once, however many of its partners share it.
 * @throws QuarterdeckError `not-found` for a quarter that the data does not reach, and as `placeCase` does
 */
export async function segmentMovement(
  desk: SegmentDesk,
  { quarters: most, quarter: wanted, limit = LISTED, ...asked }: Checked<'segment.movement'>,
  options: LabOptions = {},
): Promise<Result<'segment.movement'>> {
  const { network } = desk.context;
  const all = quarterEnds(network, asked.asOf ?? lastQuarterEnd(network));
  const looked = needQuarter(all, wanted);
  // An earlier quarter comes with the one before it, which its movers come from.
  const first = Math.max(0, Math.min(all.length - most, looked - 1));
  const days = all.slice(first);
  const quarters = await placedQuarters(desk, asked, days, options);
  const segments = segmentsOver(quarters);
  const places = new Map(segments.map(({ id }, index) => [id, index]));
  const { basis } = quarters.at(-1)!.placed;
  const [before, after] = [quarters[looked - first - 1], quarters[looked - first]!];
  const movers = before ? moversOf(before, after) : [];
  const told = quarters.map((quarter, index) => ({
    ...quarterOf(quarters[index - 1], quarter, places),
    grounds: otherGrounds(quarter, quarters.at(-1)!),
  }));
  return {
    basis: {
      ...basis,
      notes: [
        ...basis.notes,
        ...steadyClusters(basis, quarters.length, network.policy.locale),
        ...groundsNote(told),
        ...sharedWords(after, told[looked - first]!, network.policy.locale),
        ...shortHistory(quarters.length, most),
      ],
    },
    segments: segments.map(({ id, label }) => ({ id, label })),
    quarters: told,
    quarter: after.label,
    movers: movers.slice(0, limit).map(({ units, partner, ...move }) => ({
      ...move,
      partner,
      name: nameOf(after, partner) ?? nameOf(before!, partner)!,
      amount: moneyText(units),
      why: whyMoved(before!, after, partner, network.policy.locale),
    })),
    moverCount: movers.length,
  };
}

/** Place of a quarter by its label, in any case; the last one when none is asked for. */
function needQuarter(quarters: readonly QuarterEnd[], wanted: string | undefined): number {
  if (wanted === undefined) return quarters.length - 1;
  const found = quarters.findIndex(({ label }) => label.toLowerCase() === wanted.toLowerCase());
  if (found !== -1) return found;
  throw new QuarterdeckError(
    'not-found',
    `Partners are not placed in a quarter “${wanted}”. Choose one from ${quarters[0]!.label} to ${quarters.at(-1)!.label}, written so.`,
  );
}

function quarterOf(
  before: PlacedQuarter | undefined,
  after: PlacedQuarter,
  places: ReadonlyMap<string, number>,
): Omit<Quarter, 'grounds'> {
  const sizes = new Array<number>(places.size).fill(0);
  const groups = new Map<string, number>();
  for (const partner of after.places.keys()) {
    const place = places.get(segmentOf(after, partner) ?? '');
    if (place === undefined) continue;
    sizes[place]!++;
    groups.set(partner, place);
  }
  const { flows, overlap } = before ? flowsOf(before, after, places) : { flows: [], overlap: 0n };
  return {
    label: after.label,
    asOf: after.asOf,
    sizes,
    amounts: bookedOnce(after, groups, places.size).map(moneyText),
    flows: flows.map(({ units, ...flow }) => ({ ...flow, amount: moneyText(units) })),
    overlap: overlap === 0n ? null : moneyText(overlap),
  };
}

/** The largest first. */
function moversOf(
  before: PlacedQuarter,
  after: PlacedQuarter,
): (Pick<Mover, 'partner' | 'from' | 'to'> & { readonly units: bigint })[] {
  return [...partnersOf(before, after)]
    .map((partner) => ({
      partner,
      from: segmentOf(before, partner),
      to: segmentOf(after, partner),
      units: after.bookingsOf(partner),
    }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => (a.units === b.units ? (a.partner < b.partner ? -1 : 1) : a.units > b.units ? -1 : 1));
}

function nameOf({ placed, places }: PlacedQuarter, partner: string): string | undefined {
  const place = places.get(partner);
  return place === undefined ? undefined : placed.placement.population.partners[place]!.name;
}

/** Clusters found anew at every quarter's end would move their names instead of the partners. */
function steadyClusters({ method, asOf }: SegmentBasis, quarters: number, locale: string): string[] {
  if (method !== 'kmeans' || quarters < 2) return [];
  return [
    `The clusters are those of ${formatDate(asOf, locale)}: at the end of every other quarter partners are in the one whose centre they are nearest to.`,
  ];
}

function sharedWords({ shared, label }: PlacedQuarter, { overlap }: Quarter, locale: string): string[] {
  if (shared.partners.length === 0) return [];
  const apart =
    overlap === null
      ? ''
      : ` Partners of several flows share deals, so the flows into ${label} add up to ${numbers(locale).compact(overlap)} more than they booked together.`;
  return [`Bookings of a segment and of a flow count each deal once, however many of its partners share it.${apart}`];
}

function shortHistory(quarters: number, asked: number): string[] {
  if (quarters === 1) return ['The data reach one quarter’s end, so nobody can have moved.'];
  return quarters < asked ? [`The data reach the ends of ${quarters} quarters.`] : [];
}
