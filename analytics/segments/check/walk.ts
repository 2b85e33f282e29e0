/** Walks over a segmentation: its names, conditions and measures, each with its place. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Condition, Segmentation, SegmentName } from '../../api/documents/segmentation.ts';
import type { Path } from '../../rules/documents/edit.ts';
import { measureOf } from '../place/conditions.ts';

export interface Placed<T> {
  readonly node: T;
  readonly path: Path;
}

/** Every segment that the document names. */
export function namesOf({ by }: Segmentation): Placed<SegmentName>[] {
  const list = (nodes: readonly SegmentName[], path: Path) =>
    nodes.map((node, index) => ({ node, path: [...path, index] }));
  if ('rules' in by) return [...list(by.rules, ['by', 'rules']), { node: by.otherwise, path: ['by', 'otherwise'] }];
  if ('rfm' in by) return [...list(by.patterns, ['by', 'patterns']), { node: by.otherwise, path: ['by', 'otherwise'] }];
  if ('kmeans' in by) return list(by.names, ['by', 'names']);
  return Object.entries(by.cells).map(([cell, node]) => ({ node, path: ['by', 'cells', cell] }));
}

/** Every condition of the rules, the whole before its parts. */
export function conditionsOf({ by }: Segmentation): Placed<Condition>[] {
  if (!('rules' in by)) return [];
  return by.rules.flatMap(({ when }, index) => inside({ node: when, path: ['by', 'rules', index, 'when'] }));
}

function inside(placed: Placed<Condition>): Placed<Condition>[] {
  const { node, path } = placed;
  const parts = (key: string, of: readonly Condition[]) =>
    of.flatMap((part, index) => inside({ node: part, path: [...path, key, index] }));
  if ('all' in node) return [placed, ...parts('all', node.all)];
  if ('any' in node) return [placed, ...parts('any', node.any)];
  if ('not' in node) return [placed, ...inside({ node: node.not, path: [...path, 'not'] })];
  return [placed];
}

/** Every measure that stands in the document, but for those of profiles. */
export function measuresOf(segmentation: Segmentation): Placed<Measure>[] {
  const { by } = segmentation;
  if ('rules' in by) {
    return conditionsOf(segmentation).flatMap(({ node, path }) =>
      'metric' in node ? [{ node: measureOf(node), path }] : [],
    );
  }
  if ('kmeans' in by) {
    return by.kmeans.features.map((feature, index) => ({
      node: measureOf(feature),
      path: ['by', 'kmeans', 'features', index],
    }));
  }
  if (!('matrix' in by)) return [];
  return (['x', 'y'] as const).flatMap((axis) => {
    const { measure } = by.matrix[axis];
    return measure ? [{ node: measure, path: ['by', 'matrix', axis, 'measure'] }] : [];
  });
}

/** What the criteria of profiles measure. */
export function criterionMeasuresOf({ by }: Segmentation): Placed<Measure>[] {
  if (!('matrix' in by)) return [];
  return (['x', 'y'] as const).flatMap((axis) =>
    (by.matrix[axis].profile?.criteria ?? []).flatMap(({ by: criterion }, index) =>
      'metric' in criterion
        ? [{ node: measureOf(criterion), path: ['by', 'matrix', axis, 'profile', 'criteria', index, 'by'] }]
        : [],
    ),
  );
}
