/** A segmentation on the network: its segments with their money and centres, and where every partner lies. */
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentMembers } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { MEASURE_SCALE } from '../metrics/measures/measureTable.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText, sumOf } from './exact.ts';
import { type PlacedAxis, UNPLACED } from './place/placement.ts';
import { placeCase } from './placeCase.ts';
import { exactSum } from './summary/figures.ts';
import { byBookings, levelsOf, type PlacementView, profileOf, rowsWhere, viewOf } from './summary/view.ts';

/** @throws as `placeCase` does */
export async function runSegmentation(
  desk: SegmentDesk,
  asked: Omit<Checked<'segment.run'>, 'drag'>,
  options: LabOptions = {},
): Promise<Result<'segment.run'>> {
  const view = await viewOf(desk, await placeCase(desk, asked, options), options);
  const { placement, basis } = view;
  const unplaced = rowsWhere(placement.segment, UNPLACED);
  const { segments, all } = view.booked;
  const overlap = sumOf(segments) + view.booked.unplaced - all;
  const everybody = Int32Array.from(placement.partners.keys());
  const shown = shownOf(view, everybody, asked.limit);
  return {
    basis,
    features: placement.features.map(({ feature }) => feature),
    segments: placement.segments.map((_, index) => profileOf(view, index)),
    unplaced:
      unplaced.length === 0
        ? null
        : {
            partners: unplaced.length,
            why: placement.unplaced,
            amount: moneyText(view.booked.unplaced),
            payouts: moneyText(exactSum(view.payouts, unplaced)),
          },
    total: { amount: moneyText(all), payouts: moneyText(exactSum(view.payouts, everybody)) },
    overlap: overlap === 0n ? null : moneyText(overlap),
    members: membersOf(view, shown, await levelsOf(desk, placement, options)),
    shown: shown.length,
    x: axisOf(placement.x),
    y: axisOf(placement.y),
    clusters: placement.clusters,
  };
}

/** All partners up to the limit; beyond it those with most bookings. By id either way. */
function shownOf(view: PlacementView, all: Int32Array, limit: number): Int32Array {
  return all.length <= limit ? all : Int32Array.from(byBookings(view, all).slice(0, limit)).sort();
}

function membersOf(
  { placement, moved, bookings }: PlacementView,
  shown: Int32Array,
  levels: readonly (string | null)[],
): SegmentMembers {
  const { partners, population, segment, x, y } = placement;
  const rows = [...shown];
  const drawn = ({ values }: PlacedAxis) => rows.map((row) => (Number.isNaN(values[row]!) ? null : values[row]!));
  return {
    partners: rows.map((row) => partners[row]!),
    names: rows.map((row) => population.partners[row]!.name),
    levels: rows.map((row) => levels[row]!),
    segment: rows.map((row) => segment[row]!),
    moved: rows.map((row) => moved.has(row)),
    amounts: rows.map((row) => (bookings[row]! || 0) / 10 ** MEASURE_SCALE),
    x: drawn(x),
    y: drawn(y),
  };
}

function axisOf({ feature, cuts, cutBy, grounds, log }: PlacedAxis): Result<'segment.run'>['x'] {
  return { feature, cuts, cutBy, grounds: grounds?.words || null, log };
}
