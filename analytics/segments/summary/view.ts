/** What stands beside every partner of a placement: its year, its level, and who is in which segment. */
import type { Measure } from '../../api/documents/measure.ts';
import type { SegmentProfile } from '../../api/segments.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SegmentDesk } from '../desk.ts';
import { attributeOf, featuresOf, type MeasuredFeature } from '../features.ts';
import type { PlacedFeature, Placement } from '../place/placement.ts';
import type { PlacedCase } from '../placeCase.ts';
import { cellOf, exactSum, meanCell, moneyText, spreadOf } from './figures.ts';

const YEAR = { kind: 'trailing', count: 12, unit: 'month' } as const;
const BOOKINGS: Measure = { metric: 'won_amount', filter: [], window: YEAR };
const PAYOUTS: Measure = { metric: 'payout_amount', filter: [], window: YEAR };

export interface PlacementView extends PlacedCase {
  /** Of the twelve months to the day, in whole numbers of 10^-4; NaN for none. */
  readonly bookings: Float64Array;
  readonly payouts: Float64Array;
  /** Indices of the partners of each segment, in order. */
  readonly rows: readonly Int32Array[];
}

export async function viewOf(desk: SegmentDesk, placed: PlacedCase, options: LabOptions): Promise<PlacementView> {
  const { population, segment, segments } = placed.placement;
  const [bookings, payouts] = (await featuresOf(desk, population, [BOOKINGS, PAYOUTS], options)) as [
    MeasuredFeature,
    MeasuredFeature,
  ];
  const rows = segments.map((_, index) => rowsWhere(segment, index));
  return { ...placed, bookings: bookings.units, payouts: payouts.units, rows };
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
  const { placement, bookings, payouts } = view;
  const rows = view.rows[index]!;
  const segment = placement.segments[index]!;
  const centres = placement.features.map((feature) => centreOf(feature, rows));
  return {
    ...segment,
    partners: rows.length,
    amount: moneyText(exactSum(bookings, rows)),
    payouts: moneyText(exactSum(payouts, rows)),
    means: centres.map(({ mean }) => mean),
    medians: centres.map(({ median }) => median),
  };
}

function centreOf({ values, feature: { unit } }: PlacedFeature, rows: Int32Array) {
  const spread = spreadOf(values, rows);
  return { mean: meanCell(values, rows, unit, spread), median: spread && cellOf(spread.median, unit) };
}
