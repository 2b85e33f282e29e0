/** Where partners were placed: what every answer about segments is made of. */
import type { Advice, SegmentColour } from '../../api/documents/segmentation.ts';
import type { Feature, SegmentBasis, SegmentRun } from '../../api/segments.ts';
import type { Population } from '../features.ts';
import type { Grounds } from '../profile/grounds.ts';

/** A segment with everything that its document left out filled in. */
export interface PlacedSegment {
  readonly id: string;
  readonly label: string;
  readonly colour: SegmentColour;
  readonly advice: Advice | null;
  readonly meaning: string;
  /** Of a matrix: column and row. */
  readonly cell: readonly [x: number, y: number] | null;
}

export interface PlacedFeature {
  readonly feature: Feature;
  /** `bookings of the trailing 12 months`: as a sentence says it. */
  readonly words: string;
  /** In real units, one a partner; NaN where there is no figure. */
  readonly values: Float64Array;
}

/** What the picture draws sidewards or upwards. */
export interface PlacedAxis extends PlacedFeature {
  /** Cut lines in real units, ascending; a figure at the line is over it. */
  readonly cuts: readonly string[];
  readonly cutBy: string;
  /** What of a profile a score rests on; null for a measure. */
  readonly grounds: Grounds | null;
  readonly log: boolean;
}

/** What a way to segment answers of a population. */
export interface Sorted {
  readonly segments: readonly PlacedSegment[];
  /** Index of each partner’s segment; −1 for who could not be placed. */
  readonly segment: Int16Array;
  /** In words, why the partner is where it is. */
  why(index: number): string;
  readonly features: readonly PlacedFeature[];
  readonly x: PlacedAxis;
  readonly y: PlacedAxis;
  readonly clusters: SegmentRun['clusters'];
  /** Why partners were not placed, all together; empty when all were. */
  readonly unplaced: string;
  readonly notes: readonly string[];
}

export interface Placement extends Sorted {
  readonly asOf: string;
  readonly method: SegmentBasis['method'];
  readonly population: Population;
  /** Ids in the order of everything else. */
  readonly partners: readonly string[];
}

/** Index of a segment that nobody is in. */
export const UNPLACED = -1;

/**
 * The placement of some of its partners: cuts, ranks and clusters stay those of all.
 * @param population some of the partners that are placed
 */
export function narrowed(placement: Placement, population: Population): Placement {
  const { ids } = population;
  if (ids.length === placement.partners.length) return placement;
  const placeOf = new Map(placement.partners.map((id, index) => [id, index]));
  const places = Int32Array.from(ids, (id) => placeOf.get(id)!);
  const column = (values: Float64Array) => Float64Array.from(places, (place) => values[place]!);
  const feature = <T extends PlacedFeature>(one: T): T => ({ ...one, values: column(one.values) });
  const axis = (one: PlacedAxis): PlacedAxis => {
    const { grounds } = one;
    return { ...feature(one), grounds: grounds && { ...grounds, knownOf: (index) => grounds.knownOf(places[index]!) } };
  };
  const segment = Int16Array.from(places, (place) => placement.segment[place]!);
  return {
    ...placement,
    population,
    partners: ids,
    segment,
    why: (index) => placement.why(places[index]!),
    features: placement.features.map(feature),
    x: axis(placement.x),
    y: axis(placement.y),
    unplaced: segment.includes(UNPLACED) ? placement.unplaced : '',
  };
}
