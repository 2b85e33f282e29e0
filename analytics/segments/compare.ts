/** Two segments side by side: what tells them apart, and whom they are made of. */
import type { Measure } from '../api/documents/measure.ts';
import type { DimensionId } from '../api/documents/query.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { SegmentComparison } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { SegmentDesk } from './desk.ts';
import { attributeOf, featuresOf } from './features.ts';
import { placedFeatures } from './place/axes.ts';
import type { PlacedFeature } from './place/placement.ts';
import { placeCase } from './placeCase.ts';
import { cellOf, meanCell, type Spread, spreadOf } from './summary/figures.ts';
import { needSegment } from './summary/needSegment.ts';
import { profileOf, viewOf } from './summary/view.ts';

const YEAR = { kind: 'trailing', count: 12, unit: 'month' } as const;
const ofYear = (metric: string): Measure => ({ metric, filter: [], window: YEAR });
/** What partners are compared by beside the figures that segments are made of. */
const USUAL: readonly Measure[] = [
  ...['won_amount', 'won_count', 'avg_deal', 'win_rate', 'growth', 'payout_rate'].map(ofYear),
  { metric: 'certified_people', filter: [] },
];
const MIXES: readonly DimensionId[] = ['level', 'type', 'region', 'country', 'owner'];

/** @throws QuarterdeckError `not-found` for a segment that is not there, and as `placeCase` does */
export async function compareSegments(
  desk: SegmentDesk,
  asked: Checked<'segment.compare'>,
  options: LabOptions = {},
): Promise<Result<'segment.compare'>> {
  const view = await viewOf(desk, await placeCase(desk, asked, options), options);
  const { placement, basis } = view;
  const [a, b] = [needSegment(placement, asked.a), needSegment(placement, asked.b)];
  const rows: Pair<Int32Array> = [view.rows[a]!, view.rows[b]!];
  const { population } = placement;
  const usual = placedFeatures(await featuresOf(desk, population, USUAL, options));
  // Bookings of four quarters beside those of twelve months would tell the same twice.
  const own = new Set(placement.features.map(metricOf));
  const features = [...placement.features, ...usual.filter((feature) => !own.has(metricOf(feature)))];
  const mixes: SegmentComparison['mixes'][number][] = [];
  for (const dim of MIXES) {
    mixes.push(...mixOf(dim, await attributeOf(desk, population, dim, options), rows));
  }
  return {
    basis,
    a: profileOf(view, a),
    b: profileOf(view, b),
    features: features.map((feature) => compared(feature, rows)).sort(byDistance),
    mixes,
  };
}

type Pair<T> = readonly [T, T];
type Compared = SegmentComparison['features'][number];

function metricOf({ feature }: PlacedFeature): string {
  return feature.key.split(' ')[0]!;
}

function compared({ feature, values }: PlacedFeature, rows: Pair<Int32Array>): Compared {
  const spreads = rows.map((own) => spreadOf(values, own)) as [Spread | null, Spread | null];
  const [a, b] = rows.map((own, side) => {
    const spread = spreads[side]!;
    if (feature.typical === 'mean') return meanCell(values, own, feature.unit, spread);
    return spread && cellOf(spread.median, feature.unit);
  });
  return { feature, a: a!, b: b!, apart: apartOf(...spreads) };
}

/** Difference of means ÷ pooled standard deviation (Cohen, 1988); null where one side has no figure or nothing varies. */
function apartOf(a: Spread | null, b: Spread | null): number | null {
  if (!a || !b || a.known + b.known < 3) return null;
  const deviation = Math.sqrt((a.squares + b.squares) / (a.known + b.known - 2));
  return deviation > 0 ? (a.mean - b.mean) / deviation : null;
}

function byDistance(one: Compared, other: Compared): number {
  const size = ({ apart }: Compared) => (apart === null ? -1 : Math.abs(apart));
  return size(other) - size(one);
}

/** Partners of each value, the value with most of them first. */
function mixOf(
  dim: DimensionId,
  values: readonly (string | null)[],
  rows: Pair<Int32Array>,
): SegmentComparison['mixes'][number][] {
  const counts = new Map<string | null, [number, number]>();
  for (const [side, own] of rows.entries()) {
    for (const row of own) {
      const count = counts.get(values[row]!) ?? [0, 0];
      count[side]! += 1;
      counts.set(values[row]!, count);
    }
  }
  return [...counts]
    .map(([value, [a, b]]) => ({ dim, value, a, b }))
    .sort((one, other) => other.a + other.b - one.a - one.b || ((one.value ?? '') < (other.value ?? '') ? -1 : 1));
}
