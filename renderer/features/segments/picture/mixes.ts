/** Of what two segments are made up: which shares tell them apart. Pure. */
import type { SegmentComparison } from '../../../../analytics/api/segments.ts';

type Mix = SegmentComparison['mixes'][number];

/** Shares of one dimension that are read beside the figures. */
const TOLD = 3;

/** Of each dimension those whose shares differ most, the widest difference first. */
export function tellingMixes({ a, b, mixes }: Pick<SegmentComparison, 'a' | 'b' | 'mixes'>): readonly Mix[] {
  const apart = (mix: Mix): number => Math.abs(mix.a / Math.max(1, a.partners) - mix.b / Math.max(1, b.partners));
  const dims = [...new Set(mixes.map(({ dim }) => dim))];
  return dims.flatMap((dim) =>
    mixes
      .filter((mix) => mix.dim === dim)
      .sort((left, right) => apart(right) - apart(left))
      .slice(0, TOLD),
  );
}
