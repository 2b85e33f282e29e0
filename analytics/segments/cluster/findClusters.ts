/**
 * Clusters of partners that are alike: k-means on standardised features. Written here and not taken from a library, since
 * those at hand keep an array a row, begin once and depend on the order of their input; 100,000 partners took one of them
 * six seconds a start.
 */
import type { LabOptions } from '../../metrics/lab.ts';
import { diceOf } from '../../rules/dice/dice.ts';
import { inFixedOrder } from './fixedOrder.ts';
import { clusterNotes } from './notes.ts';
import { type ClusterFeature, inRealUnits, type Scale, standardise } from './points.ts';
import { completeRows, distinctRows } from './rows.ts';
import { ClusterSearch, type Judged } from './search.ts';

export interface ClusterRequest {
  /** One a row, each once. */
  readonly ids: readonly string[];
  readonly features: readonly ClusterFeature[];
  /** `auto`: the number from 2 to 8 with the best silhouette. */
  readonly k: number | 'auto';
  readonly seed: number;
  /** At least 1. */
  readonly restarts: number;
}

export interface Clusters {
  /** Fewer than asked for where fewer rows differ; 0 without a row that has all figures. */
  readonly k: number;
  /**
   * Index of each row’s cluster, in the order of the input; −1 for a row without one of the figures. The cluster whose rows
   * have the largest mean of the first feature comes first.
   */
  readonly labels: Int16Array;
  readonly centroids: readonly {
    readonly rows: number;
    /** In standard deviations from the mean of all, by feature. */
    readonly standardised: Float64Array;
    /** The same place in real units; for a logged feature that is below the mean of the cluster’s rows. */
    readonly real: Float64Array;
  }[];
  /** By feature, what standardises it. */
  readonly scales: readonly Scale[];
  /** Sum of squared distances to the own centroid, in standard deviations. */
  readonly inertia: number;
  /** −1 to 1; null when there is but one cluster. */
  readonly silhouette: number | null;
  /** Rows that silhouettes look at: all of them, or a seeded sample. */
  readonly judgedOn: number;
  readonly tried: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[];
  /** Rows that lack a figure. */
  readonly leftOut: number;
  /** What could not be done as asked, and why, in sentences. */
  readonly notes: readonly string[];
}

const FEWEST = 2;
const MOST = 8;

/**
 * The same request gives the same clusters, whatever the order of its rows.
 * @throws QuarterdeckError `cancelled` when the signal fires.
 */
export async function findClusters(request: ClusterRequest, options: LabOptions = {}): Promise<Clusters> {
  const { ids, features, seed, restarts } = request;
  const order = completeRows(ids, features);
  const { points, scales } = standardise(features, order);
  const search = new ClusterSearch(points, diceOf(seed, 'clusters'), restarts, options);
  const most = request.k === 'auto' ? MOST : request.k;
  const tried: Judged[] = [];
  for (const k of numbersToTry(request.k, points.rows, distinctRows(points, most))) tried.push(await search.find(k));
  const chosen = bestOf(tried);
  const best = chosen && (await search.settle(chosen));
  const placed = best ? inFixedOrder(best.clustering, features, order) : { labels: new Int16Array(), clusters: [] };
  const found = {
    k: best?.k ?? 0,
    centroids: placed.clusters.map(({ rows, centre }) => ({
      rows,
      standardised: centre,
      real: inRealUnits(centre, scales),
    })),
    scales,
    inertia: best?.clustering.inertia ?? 0,
    silhouette: best?.silhouette ?? null,
    judgedOn: search.judgedOn,
    tried: tried
      .map((one) => (one === chosen ? best! : one))
      .flatMap(({ k, clustering: { inertia }, silhouette }) =>
        silhouette === null ? [] : [{ k, silhouette, inertia }],
      ),
    leftOut: ids.length - points.rows,
  };
  const labels = new Int16Array(ids.length).fill(-1);
  order.forEach((row, place) => {
    labels[row] = placed.labels[place]!;
  });
  const { startedOn } = search;
  return { ...found, labels, notes: clusterNotes(request, { ...found, rows: points.rows, startedOn }) };
}

/** No more clusters than rows that differ. A cluster for every row says nothing, so `auto` stops before. */
function numbersToTry(wanted: number | 'auto', rows: number, distinct: number): number[] {
  if (rows === 0) return [];
  if (wanted !== 'auto') return [Math.min(wanted, distinct)];
  const most = Math.min(MOST, distinct, rows - 1);
  if (most < FEWEST) return [1];
  return Array.from({ length: most - FEWEST + 1 }, (_, index) => FEWEST + index);
}

/** The best silhouette; the smallest number between equal ones. */
function bestOf(tried: readonly Judged[]): Judged | null {
  return tried.reduce<Judged | null>(
    (best, one) => (best === null || (one.silhouette ?? -1) > (best.silhouette ?? -1) ? one : best),
    null,
  );
}
