/** Rows at the nearest of clusters that were found among other rows, or among the same ones on another day. */
import { squaredDistance } from './distance.ts';
import type { Clusters } from './findClusters.ts';
import { type ClusterFeature, onScale } from './points.ts';

/**
 * Index of the nearest centroid for each row, on the scales of the rows that the clusters were found among; the earlier one
 * of equals, −1 for a row that lacks a figure.
 */
export function nearestClusters(
  { centroids, scales }: Pick<Clusters, 'centroids' | 'scales'>,
  features: readonly ClusterFeature[],
): Int16Array {
  const dims = features.length;
  const labels = new Int16Array(features[0]?.values.length ?? 0).fill(-1);
  const place = new Float64Array(dims);
  for (let row = 0; row < labels.length; row++) {
    for (let dim = 0; dim < dims; dim++) place[dim] = onScale(features[dim]!.values[row]!, scales[dim]!);
    if (!place.every(Number.isFinite)) continue;
    let least = Infinity;
    for (let cluster = 0; cluster < centroids.length; cluster++) {
      const square = squaredDistance(place, 0, centroids[cluster]!.standardised, 0, dims);
      if (square < least) [labels[row], least] = [cluster, square];
    }
  }
  return labels;
}
