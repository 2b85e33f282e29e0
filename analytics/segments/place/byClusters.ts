/** Segments by k-means: partners that are alike in several figures at once. */
import type { SegmentMethod, SegmentName } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { type Clusters, findClusters } from '../cluster/findClusters.ts';
import { nearestClusters } from '../cluster/nearest.ts';
import type { ClusterFeature } from '../cluster/points.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type MeasuredFeature, type Population } from '../features.ts';
import { figureText, isLogged, placedFeatures, plainAxes } from './axes.ts';
import { measureOf } from './conditions.ts';
import { placedSegments } from './naming.ts';
import { type Sorted, UNPLACED } from './placement.ts';

type KMeans = Extract<SegmentMethod, { readonly kmeans: unknown }>;

/** @param home whose clusters they are: other partners, or the same on another day, are placed by the nearest centre */
export async function placeByClusters(
  desk: SegmentDesk,
  { kmeans, names }: KMeans,
  population: Population,
  home: Population,
  options: LabOptions,
): Promise<Sorted> {
  const { locale } = desk.context.network.policy;
  const { seed, restarts } = kmeans;
  const measured = await featuresOf(desk, population, kmeans.features.map(measureOf), options);
  const features = placedFeatures(measured);
  const found = await clustersAmong(desk, kmeans, home, options);
  const labels = home.key === population.key ? found.labels : nearestClusters(found, clusterFeatures(kmeans, measured));
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
    segment: labels,
    why(index) {
      const cluster = labels[index]!;
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
    notes: home.key === population.key ? found.notes : [],
  };
}

/** Kept, since every quarter of a history asks for the same ones. */
function clustersAmong(
  desk: SegmentDesk,
  kmeans: KMeans['kmeans'],
  home: Population,
  options: LabOptions,
): Promise<Clusters> {
  const { context, lab } = desk;
  return lab.keep(context, `clusters ${JSON.stringify(kmeans)} of ${home.key}`, options.signal, async () => {
    const measured = await featuresOf(desk, home, kmeans.features.map(measureOf), options);
    const { seed, restarts, k } = kmeans;
    const asked = { ids: home.ids, seed, restarts, k, features: clusterFeatures(kmeans, measured) };
    const value = await findClusters(asked, options);
    return { value, bytes: 2_000 + value.labels.byteLength };
  });
}

function clusterFeatures({ features }: KMeans['kmeans'], measured: readonly MeasuredFeature[]): ClusterFeature[] {
  return measured.map(({ planned, values }, index) => ({
    label: planned.words,
    values,
    log: features[index]!.log ?? isLogged(planned.unit),
  }));
}
