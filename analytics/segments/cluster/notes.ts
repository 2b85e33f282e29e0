/** What could not be done as asked, or must be known of how it was done, in sentences. */
import { countWords } from '../../present/labels.ts';
import type { ClusterRequest, Clusters } from './findClusters.ts';

/** Below this, the clusters found could as well be of chance (Kaufman and Rousseeuw, 1990). */
const NO_STRUCTURE = 0.25;

type Found = Omit<Clusters, 'labels' | 'notes'> & {
  readonly rows: number;
  readonly startedOn: number;
};

export function clusterNotes({ features, k: wanted }: ClusterRequest, found: Found): string[] {
  const { rows, k, scales, silhouette, judgedOn, startedOn, centroids } = found;
  if (rows === 0) return ['No partner has all the figures that clusters are made of. Choose others.'];
  const notes: string[] = [];
  const equal = features.filter((_, dim) => scales[dim]!.deviation === 0).map(({ label }) => label);
  if (equal.length === features.length) {
    notes.push(
      rows === 1
        ? 'There is one partner only, so there is one cluster.'
        : 'All partners have the same figures, so there is one cluster.',
    );
  } else if (equal.length > 0) {
    notes.push(`${equal.join(', ')}: the same for all partners, so it tells nobody apart.`);
  }
  if (wanted !== 'auto' && k < wanted && k > 1) {
    notes.push(`${wanted} clusters were asked for and ${k} are found: no more partners differ.`);
  }
  if (silhouette !== null && silhouette < NO_STRUCTURE) {
    notes.push(
      `The clusters are not clear: their silhouette is ${silhouette.toFixed(2)}, and below ${NO_STRUCTURE} they could as well be of chance.`,
    );
  }
  const alone = centroids.filter((centroid) => centroid.rows === 1).length;
  if (alone > 0 && k > 1 && alone < k) {
    notes.push(`${alone === 1 ? 'One cluster is' : `${alone} clusters are`} a single partner, unlike all others.`);
  }
  if (judgedOn < rows) notes.push(`The silhouette is of a seeded sample of ${countWords(judgedOn, 'partner')}.`);
  if (startedOn < rows) {
    notes.push(
      `Starts were tried on a seeded sample of ${countWords(startedOn, 'partner')}; the best went on with all.`,
    );
  }
  return notes;
}
