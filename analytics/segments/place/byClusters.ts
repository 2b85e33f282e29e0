/** Segments by k-means: partners that are alike in several figures at once. */
import type { SegmentMethod, SegmentName } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { findClusters } from '../cluster/findClusters.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type Population } from '../features.ts';
import { figureText, isLogged, placedFeatures, plainAxes } from './axes.ts';
import { measureOf } from './conditions.ts';
import { placedSegments } from './naming.ts';
import { type Sorted, UNPLACED } from './placement.ts';

type KMeans = Extract<SegmentMethod, { readonly kmeans: unknown }>;

export async function placeByClusters(
  desk: SegmentDesk,
  { kmeans, names }: KMeans,
  population: Population,
  options: LabOptions,
): Promise<Sorted> {
  const { locale } = desk.context.network.policy;
  const { seed, restarts } = kmeans;
  const measured = await featuresOf(desk, population, kmeans.features.map(measureOf), options);
  const features = placedFeatures(measured);
  const request = {
    ids: population.ids,
    seed,
    restarts,
    k: kmeans.k,
    features: measured.map(({ planned, values }, index) => ({
      label: planned.words,
      values,
      log: kmeans.features[index]!.log ?? isLogged(planned.unit),
    })),
  };
  const found = await findClusters(request, options);
  const centre = (cluster: number, feature: number) =>
    figureText(found.centroids[cluster]!.real[feature]!, features[feature]!.feature.unit, locale);
  const own = (index: number, feature: number) =>
    figureText(features[feature]!.values[index]!, features[feature]!.feature.unit, locale);
  const called = Array.from(
    { length: found.k },
    (_, cluster): SegmentName => names[cluster] ?? { id: `cluster ${cluster + 1}`, label: `Cluster ${cluster + 1}` },
  );
  return {
    segments: placedSegments(
      called,
      (cluster) => `Partners around ${features.map(({ words }, at) => `${words} ${centre(cluster, at)}`).join(', ')}.`,
    ),
    segment: found.labels,
    why(index) {
      const cluster = found.labels[index]!;
      if (cluster === UNPLACED) {
        const without = features.filter(({ values }) => Number.isNaN(values[index]!)).map(({ words }) => words);
        return `not placed: no figure for ${without.join(' and ')}`;
      }
      const parts = features.map(({ words }, at) => `${words} ${own(index, at)} (centre ${centre(cluster, at)})`);
      return `nearest to this centre: ${parts.join(', ')}`;
    },
    features,
    ...(await plainAxes(desk, population, features, options)),
    clusters: {
      k: found.k,
      inertia: found.inertia,
      silhouette: found.silhouette,
      tried: found.tried,
      judgedOn: found.judgedOn,
      seed,
      restarts,
    },
    unplaced: 'They lack one of the figures that clusters are made of.',
    notes: found.notes,
  };
}
