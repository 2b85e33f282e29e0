/** Templates whose cuts are where the partners are: a third is always the lowest, however much it sells. */
import { expect, it } from 'vitest';
import type { Segmentation } from '../../../analytics/api/documents/segmentation.ts';
import { namesOf } from '../../../analytics/segments/check/walk.ts';
import { segmentationTemplates } from '../../../analytics/segments/templates/index.ts';

/** Parted by ranks or quantiles of the network, so that no name says how much somebody sells. */
function isRelative({ by }: Segmentation): boolean {
  if ('rfm' in by) return by.rfm.scores === 'rank';
  return 'matrix' in by && [by.matrix.x, by.matrix.y].some(({ cut }) => !('fixed' in cut));
}

it('a template with relative cuts calls nobody poor, and lets nobody go, for where others stand', () => {
  const relative = segmentationTemplates().filter(({ segmentation }) => isRelative(segmentation));
  expect(relative.map(({ id }) => id)).toEqual(['performance-potential', 'capability-performance', 'rfm']);
  for (const { segmentation } of relative) {
    for (const { node } of namesOf(segmentation)) {
      expect(node.advice, node.id).not.toBe('let go');
      expect(node.meaning, node.id).not.toMatch(/hardly selling|end the agreement|sell little/i);
    }
  }
  const [matrix] = relative;
  for (const { node } of namesOf(matrix!.segmentation)) expect(node.meaning, node.id).toContain('third of the network');
});
