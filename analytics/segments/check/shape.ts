/** What the grammar allows and what still makes no sense together. */
import type { Segmentation } from '../../api/documents/segmentation.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { namesOf } from './walk.ts';

export function shapeFaults(segmentation: Segmentation): Finding[] {
  const { by } = segmentation;
  return [
    ...sameNames(segmentation),
    ...('rfm' in by ? rfmFaults(by) : []),
    ...('kmeans' in by ? clusterFaults(by) : []),
    ...('matrix' in by ? matrixFaults(by) : []),
  ];
}

type By<Key extends string> = Extract<Segmentation['by'], Record<Key, unknown>>;

function sameNames(segmentation: Segmentation): Finding[] {
  const seen = new Set<string>();
  return namesOf(segmentation).flatMap(({ node: { id }, path }): Finding[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const sentence = `Two segments are called “${id}”. Give each an id of its own; their labels may be the same.`;
    return [{ path: [...path, 'id'], sentence }];
  });
}

function rfmFaults({ rfm, patterns }: By<'rfm'>): Finding[] {
  const axes = ['recency', 'frequency', 'money'] as const;
  const spans = patterns.flatMap((pattern, index) =>
    axes.flatMap((axis): Finding[] => {
      const span = pattern[axis];
      if (!span || span[0] <= span[1]) return [];
      const sentence = `No score is from ${span[0]} to ${span[1]}. Write the smaller one first.`;
      return [{ path: ['by', 'patterns', index, axis], sentence }];
    }),
  );
  const { scores } = rfm;
  if (scores === 'rank') return spans;
  return [...spans, ...axes.flatMap((axis) => notUpwards(scores[axis], ['by', 'rfm', 'scores', axis]))];
}

function clusterFaults({ kmeans: { k }, names }: By<'kmeans'>): Finding[] {
  if (k === 'auto' || names.length <= k) return [];
  const sentence = `There are ${names.length} names for ${k} clusters. Remove those that are too many, or raise “k”.`;
  return [{ path: ['by', 'names'], sentence }];
}

function matrixFaults({ matrix, cells }: By<'matrix'>): Finding[] {
  const bands = { x: 0, y: 0 };
  const faults = (['x', 'y'] as const).flatMap((axis): Finding[] => {
    const path = ['by', 'matrix', axis];
    const { measure, profile, cut } = matrix[axis];
    const edges = 'fixed' in cut ? cut.fixed : 'quantiles' in cut ? cut.quantiles : ['0.5'];
    bands[axis] = edges.length + 1;
    const found = notUpwards(edges.map(String), [...path, 'cut', 'fixed' in cut ? 'fixed' : 'quantiles']);
    if ((measure === undefined) !== (profile === undefined)) return found;
    const sentence = 'An axis is one measure or the score of one profile: give it “measure” or “profile”, not both.';
    return [...found, { path, sentence }];
  });
  const outside = Object.keys(cells).filter((cell) => {
    const [x, y] = cell.split(',').map(Number);
    return x! >= bands.x || y! >= bands.y;
  });
  return [
    ...faults,
    ...outside.map((cell) => ({
      path: ['by', 'cells', cell],
      sentence: `The matrix has ${bands.x} columns and ${bands.y} rows, so there is no cell ${cell}: both are counted from 0. Remove it, or add cuts.`,
    })),
  ];
}

function notUpwards(edges: readonly string[], path: Path): Finding[] {
  return edges.flatMap((edge, index): Finding[] => {
    const before = edges[index - 1];
    if (before === undefined || Number(before) < Number(edge)) return [];
    const sentence = `${edge} follows ${before}. List the figures upwards, each of them once.`;
    return [{ path: [...path, index], sentence }];
  });
}
