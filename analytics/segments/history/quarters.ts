/** Where partners were at the ends of quarters, moves by hand included. */
import type { Measure } from '../../api/documents/measure.ts';
import type { SegmentCase } from '../../api/documents/segmentCase.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SharedDeals } from '../../metrics/sharedDeals.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, readEverybodyOn } from '../features.ts';
import { sharedBookings } from '../money/shared.ts';
import type { PlacedSegment } from '../place/placement.ts';
import { checkedDocument, type PlacedCase, placeCase } from '../placeCase.ts';
import { yearTo } from '../year.ts';
import { eachQuarter } from './eachQuarter.ts';
import type { QuarterEnd } from './quarterEnds.ts';

export interface PlacedQuarter extends QuarterEnd {
  readonly placed: PlacedCase;
  /** Place in the placement by partner. */
  readonly places: ReadonlyMap<string, number>;
  /**
   * What a partner is credited with in the year to the day, in units of 10^-4; who has left, too, and of deals that partners
   * share all of it.
   */
  bookingsOf(partner: string): bigint;
  /** Deals of that year that partners share. */
  readonly shared: SharedDeals<'bookings'>;
}

const BOOKINGS: Measure = { metric: 'won_amount', filter: [], window: { kind: 'trailing', count: 12, unit: 'month' } };

/** The case as of each of the days. */
export async function placedQuarters(
  desk: SegmentDesk,
  asked: SegmentCase,
  days: readonly QuarterEnd[],
  options: LabOptions = {},
): Promise<PlacedQuarter[]> {
  const segmentation = checkedDocument(desk, asked.segmentation);
  const clustersOf = days.at(-1)!.asOf;
  const quarters: PlacedQuarter[] = [];
  await eachQuarter(desk, { segmentation, days, beside: [BOOKINGS] }, options, async (day, own) => {
    const placed = await placeCase(desk, { ...asked, asOf: day.asOf, clustersOf }, own);
    const places = new Map(placed.placement.partners.map((id, partner) => [id, partner]));
    const everybody = await readEverybodyOn(desk, day.asOf, own);
    const [bookings] = await featuresOf(desk, everybody, [BOOKINGS], own);
    const bookingsOf = (partner: string) => BigInt(bookings!.units[everybody.placeOf.get(partner)!]! || 0);
    const shared = await sharedBookings(desk, yearTo(day.asOf), own);
    quarters.push({ ...day, placed, places, bookingsOf, shared });
  });
  return quarters;
}

/** The segments of all quarters: those of the newest one in its order, then those that only earlier ones had. */
export function segmentsOver(quarters: readonly PlacedQuarter[]): PlacedSegment[] {
  const known = new Map<string, PlacedSegment>();
  for (const { placed } of [...quarters].reverse()) {
    for (const segment of placed.placement.segments) if (!known.has(segment.id)) known.set(segment.id, segment);
  }
  return [...known.values()];
}

/** Id of the segment that a partner is in; null for none, or for no partner of the quarter. */
export function segmentOf({ placed: { placement }, places }: PlacedQuarter, partner: string): string | null {
  const place = places.get(partner);
  return place === undefined ? null : (placement.segments[placement.segment[place]!]?.id ?? null);
}
