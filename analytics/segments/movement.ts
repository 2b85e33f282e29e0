/** How partners moved between the segments, quarter by quarter. */
import { QuarterdeckError } from '../api/errors.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentBasis, SegmentMovement } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { formatDate } from '../present/dates.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText } from './exact.ts';
import { type QuarterEnd, quarterEnds } from './history/quarterEnds.ts';
import { bookingsOf, type PlacedQuarter, placedQuarters, segmentOf, segmentsOver } from './history/quarters.ts';
import { whyMoved } from './history/whyMoved.ts';

type Quarter = SegmentMovement['quarters'][number];
type Mover = SegmentMovement['movers'][number];

/** Not enrolled, or not placed. */
const NOWHERE = -1;
/** Movers listed, the largest first. */
const LISTED = 1_000;

/**
 * Each quarter as the segmentation places partners at its end, by the figures of that day; for a saved one with the moves by
 * hand of that day. Amounts are bookings of the year to the end of the quarter, of who left to the end of the one before.
 * @throws QuarterdeckError `not-found` for a quarter that the data does not reach, and as `placeCase` does
 */
export async function segmentMovement(
  desk: SegmentDesk,
  { quarters: most, quarter: wanted, ...asked }: Checked<'segment.movement'>,
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
  return {
    basis: {
      ...basis,
      notes: [
        ...basis.notes,
        ...steadyClusters(basis, quarters.length, network.policy.locale),
        ...shortHistory(quarters.length, most),
      ],
    },
    segments: segments.map(({ id, label }) => ({ id, label })),
    quarters: quarters.map((quarter, index) => quarterOf(quarters[index - 1], quarter, places)),
    quarter: after.label,
    movers: movers.slice(0, LISTED).map(({ units, partner, ...move }) => ({
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
): Quarter {
  const sizes = new Array<number>(places.size).fill(0);
  for (const partner of after.places.keys()) {
    const segment = segmentOf(after, partner);
    if (segment !== null) sizes[places.get(segment)!]!++;
  }
  return { label: after.label, asOf: after.asOf, sizes, flows: before ? flowsOf(before, after, places) : [] };
}

/** From every segment to every other, and to itself; who is nowhere on both days is not told of. */
function flowsOf(before: PlacedQuarter, after: PlacedQuarter, places: ReadonlyMap<string, number>): Quarter['flows'] {
  const placeIn = (quarter: PlacedQuarter, partner: string): number =>
    places.get(segmentOf(quarter, partner) ?? '') ?? NOWHERE;
  const flows = new Map<number, { from: number; to: number; partners: number; units: bigint }>();
  for (const partner of partnersOf(before, after)) {
    const [from, to] = [placeIn(before, partner), placeIn(after, partner)];
    if (from === NOWHERE && to === NOWHERE) continue;
    const key = (from + 1) * (places.size + 1) + to + 1;
    const flow = flows.get(key) ?? { from, to, partners: 0, units: 0n };
    flow.partners++;
    flow.units += unitsOf(before, after, partner);
    flows.set(key, flow);
  }
  return [...flows].sort(([a], [b]) => a - b).map(([, { units, ...flow }]) => ({ ...flow, amount: moneyText(units) }));
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
      units: unitsOf(before, after, partner),
    }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => (a.units === b.units ? (a.partner < b.partner ? -1 : 1) : a.units > b.units ? -1 : 1));
}

function partnersOf(before: PlacedQuarter, after: PlacedQuarter): ReadonlySet<string> {
  return new Set([...before.places.keys(), ...after.places.keys()]);
}

function unitsOf(before: PlacedQuarter, after: PlacedQuarter, partner: string): bigint {
  return bookingsOf(after, partner) ?? bookingsOf(before, partner)!;
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

function shortHistory(quarters: number, asked: number): string[] {
  if (quarters === 1) return ['The data reach one quarter’s end, so nobody can have moved.'];
  return quarters < asked ? [`The data reach the ends of ${quarters} quarters.`] : [];
}
