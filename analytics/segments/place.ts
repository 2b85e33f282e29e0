/** Places the partners of a network in the segments of a segmentation, as they stand on a day. */
import type { Filter } from '../api/documents/query.ts';
import type { Segmentation, SegmentMethod } from '../api/documents/segmentation.ts';
import type { SegmentBasis } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { SegmentDesk } from './desk.ts';
import { type Population, readPopulation } from './features.ts';
import { placeByClusters } from './place/byClusters.ts';
import { placeByMatrix } from './place/byMatrix.ts';
import { placeByRfm } from './place/byRfm.ts';
import { placeByRules } from './place/byRules.ts';
import { narrowed, type Placement, type Sorted } from './place/placement.ts';

export interface PlaceRequest {
  readonly asOf: string;
  /** Whom to tell of. Cuts, ranks and clusters are those of all partners of the segmentation. */
  readonly where: readonly Filter[];
  /** The day whose clusters are meant, so that a history has the same ones throughout; those of `asOf` when left out. */
  readonly clustersOf?: string | undefined;
}

/** Rough bytes of a partner beside its figures. */
const PARTNER_BYTES = 16;

/**
 * Every partner enrolled on the day that matches the segmentation’s own filters, and then those that match `where`, by id.
 * @throws QuarterdeckError `dimension-unknown` for a filter that does not choose partners, `cancelled` when the signal
 * fires, and what reading the measures throws.
 */
export async function placePartners(
  desk: SegmentDesk,
  segmentation: Segmentation,
  { asOf, where, clustersOf = asOf }: PlaceRequest,
  options: LabOptions = {},
): Promise<Placement> {
  const population = await readPopulation(desk, { asOf, where: segmentation.where }, options);
  const { context, lab } = desk;
  const { by } = segmentation;
  const home =
    'kmeans' in by ? await readPopulation(desk, { asOf: clustersOf, where: segmentation.where }, options) : population;
  const key = `placement ${JSON.stringify(by)} ${home.key} ${population.key}`;
  const all = await lab.keep(context, key, options.signal, async () => {
    const sorted = await sort(desk, by, population, home, options);
    const method = methodOf(by);
    const value: Placement = { ...sorted, asOf, method, population, partners: population.ids };
    return { value, bytes: population.ids.length * (PARTNER_BYTES + 8 * sorted.features.length) };
  });
  if (where.length === 0) return all;
  return narrowed(all, await readPopulation(desk, { asOf, where: [...segmentation.where, ...where] }, options));
}

export function methodOf(by: SegmentMethod): SegmentBasis['method'] {
  if ('rules' in by) return 'rules';
  if ('rfm' in by) return 'rfm';
  return 'kmeans' in by ? 'kmeans' : 'matrix';
}

function sort(
  desk: SegmentDesk,
  by: SegmentMethod,
  population: Population,
  home: Population,
  options: LabOptions,
): Promise<Sorted> {
  if ('rules' in by) return placeByRules(desk, by, population, options);
  if ('rfm' in by) return placeByRfm(desk, by, population, options);
  return 'kmeans' in by
    ? placeByClusters(desk, by, population, home, options)
    : placeByMatrix(desk, by, population, options);
}
