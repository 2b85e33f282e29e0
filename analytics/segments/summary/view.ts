/** What stands beside every partner of a placement: its year, its level, and who is in which segment. */
import type { Measure } from '../../api/documents/measure.ts';
import type { SegmentProfile } from '../../api/segments.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SharedDeals } from '../../metrics/sharedDeals.ts';
import type { SegmentDesk } from '../desk.ts';
import { moneyText, sumOf } from '../exact.ts';
import { attributeOf, featuresOf, type MeasuredFeature } from '../features.ts';
import { countedTwice, NO_GROUP, rowsOfSharers, sharedBookings } from '../money/shared.ts';
import { type PlacedFeature, type Placement, UNPLACED } from '../place/placement.ts';
import type { PlacedCase } from '../placeCase.ts';
import { yearTo } from '../year.ts';
import { cellOf, exactSum, meanCell, spreadOf } from './figures.ts';

const YEAR = { kind: 'trailing', count: 12, unit: 'month' } as const;
const BOOKINGS: Measure = { metric: 'won_amount', filter: [], window: YEAR };
const PAYOUTS: Measure = { metric: 'payout_amount', filter: [], window: YEAR };

export interface PlacementView extends PlacedCase {
  /** What each partner is credited with in the twelve months to the day, in whole numbers of 10^-4; NaN for none. */
  readonly bookings: Float64Array;
  readonly payouts: Float64Array;
  /** Indices of the partners of each segment, in order. */
  readonly rows: readonly Int32Array[];
  /** In units of 10^-4: of each segment, of who is not placed, and of all. */
  readonly booked: BookedOnce;
}

/** Bookings with each deal once, however many of the partners share it. */
export interface BookedOnce {
  readonly segments: readonly bigint[];
  readonly unplaced: bigint;
  readonly all: bigint;
}

export async function viewOf(desk: SegmentDesk, placed: PlacedCase, options: LabOptions): Promise<PlacementView> {
  const { placement } = placed;
  const { population, segment, segments } = placement;
  const [bookings, payouts] = (await featuresOf(desk, population, [BOOKINGS, PAYOUTS], options)) as [
    MeasuredFeature,
    MeasuredFeature,
  ];
  const rows = segments.map((_, index) => rowsWhere(segment, index));
  const shared = await sharedBookings(desk, yearTo(placement.asOf), options);
  const booked = bookedOnce(placement, {
    credits: bookings.units,
    rows,
    shared,
    sharers: rowsOfSharers(desk, shared, placement),
  });
  return { ...placed, bookings: bookings.units, payouts: payouts.units, rows, booked };
}

interface Credited {
  readonly credits: Float64Array;
  readonly rows: readonly Int32Array[];
  readonly shared: SharedDeals<'bookings'>;
  readonly sharers: Int32Array;
}

function bookedOnce({ segment, segments }: Placement, { credits, rows, shared, sharers }: Credited): BookedOnce {
  const unplaced = segments.length;
  const groups = sharers.map((row) => {
    if (row === NO_GROUP) return NO_GROUP;
    return segment[row] === UNPLACED ? unplaced : segment[row]!;
  });
  const twice = countedTwice(shared, groups, unplaced + 1).bookings;
  const everybody = groups.map((group) => (group === NO_GROUP ? NO_GROUP : 0));
  const once = [...rows, rowsWhere(segment, UNPLACED)].map((own, group) => exactSum(credits, own) - twice[group]!);
  const overlap = countedTwice(shared, everybody, 1).bookings[0]! - sumOf(twice);
  return { segments: once.slice(0, unplaced), unplaced: once[unplaced]!, all: sumOf(once) - overlap };
}

/** The level of each partner on the day. */
export function levelsOf(
  desk: SegmentDesk,
  { population }: Placement,
  options: LabOptions,
): Promise<readonly (string | null)[]> {
  return attributeOf(desk, population, 'level', options);
}

export function rowsWhere(segment: Int16Array, index: number): Int32Array {
  const rows = new Int32Array(segment.length);
  let count = 0;
  for (let partner = 0; partner < segment.length; partner++) if (segment[partner] === index) rows[count++] = partner;
  return rows.slice(0, count);
}

/** Indices of partners, most bookings first; of equal ones the earlier id. */
export function byBookings({ bookings }: PlacementView, rows: Iterable<number>): number[] {
  const amount = (partner: number) => bookings[partner]! || 0;
  return [...rows].sort((a, b) => amount(b) - amount(a) || a - b);
}

/** A segment summed up: its size, its money, and its centre in real units. */
export function profileOf(view: PlacementView, index: number): SegmentProfile {
  const { placement, booked, payouts } = view;
  const rows = view.rows[index]!;
  const segment = placement.segments[index]!;
  const centres = placement.features.map((feature) => centreOf(feature, rows));
  return {
    ...segment,
    partners: rows.length,
    amount: moneyText(booked.segments[index]!),
    payouts: moneyText(exactSum(payouts, rows)),
    means: centres.map(({ mean }) => mean),
    medians: centres.map(({ median }) => median),
  };
}

function centreOf({ values, feature: { unit, typical } }: PlacedFeature, rows: Int32Array) {
  const spread = spreadOf(values, rows);
  return {
    mean: typical === 'mean' ? meanCell(values, rows, unit, spread) : null,
    median: spread && cellOf(spread.median, unit),
  };
}
