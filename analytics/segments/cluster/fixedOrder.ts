/** Clusters in an order that is the same in every run, so that their names and colours stay with them. */
import type { Clustering } from './lloyd.ts';
import type { ClusterFeature } from './points.ts';

export interface OrderedCluster {
  readonly rows: number;
  readonly centre: Float64Array;
}

/**
 * The cluster whose rows have the largest mean of the first feature, in real units, comes first; between equal ones the
 * next feature decides.
 * @param order row of the input at each place that was clustered
 */
export function inFixedOrder(
  { centres, labels }: Clustering,
  features: readonly ClusterFeature[],
  order: Int32Array,
): { readonly labels: Int16Array; readonly clusters: readonly OrderedCluster[] } {
  const dims = features.length;
  const k = centres.length / dims;
  const counts = new Int32Array(k);
  const sums = new Float64Array(k * dims);
  labels.forEach((label, place) => {
    counts[label]!++;
    features.forEach(({ values }, dim) => {
      sums[label * dims + dim]! += values[order[place]!]!;
    });
  });
  const mean = (cluster: number, dim: number) => sums[cluster * dims + dim]! / counts[cluster]!;
  const ranked = [...counts.keys()].sort((a, b) => {
    for (let dim = 0; dim < dims; dim++) {
      if (mean(a, dim) !== mean(b, dim)) return mean(b, dim) - mean(a, dim);
    }
    return 0;
  });
  const rankOf = new Int16Array(k);
  ranked.forEach((cluster, rank) => {
    rankOf[cluster] = rank;
  });
  return {
    labels: labels.map((label) => rankOf[label]!),
    clusters: ranked.map((cluster) => ({
      rows: counts[cluster]!,
      centre: centres.slice(cluster * dims, (cluster + 1) * dims),
    })),
  };
}
