/**
 * Grips of the cut lines: above the field for those across, at its right for those upwards. They stand outside of it, so that
 * a loop can begin anywhere inside, also on a line. Pure.
 */
import type { SegmentAxis } from '../../../../analytics/api/segments.ts';
import type { Spot } from './lasso.ts';
import { EDGE, type Spots } from './spots.ts';

export type CutAxis = 'x' | 'y';

export interface Grip extends Spot {
  readonly axis: CutAxis;
  /** Of the cut line on its axis. */
  readonly index: number;
}

/** Pixels of a grip across its line, and along it. */
export const GRIP = { across: 10, along: 14 } as const;
/** Pixels around the middle of a grip that take hold of it. */
const REACH = { across: 12, along: 14 } as const;

/** By their middles. */
export function gripsOf(
  cuts: Readonly<Record<CutAxis, Pick<SegmentAxis, 'cuts'>>>,
  spots: Pick<Spots, 'width' | 'x' | 'y'>,
): readonly Grip[] {
  const [above, beside] = [EDGE.top - GRIP.along / 2, spots.width - EDGE.right + GRIP.along / 2];
  return [
    ...cuts.x.cuts.map((cut, index): Grip => ({ axis: 'x', index, x: spots.x.at(Number(cut)), y: above })),
    ...cuts.y.cuts.map((cut, index): Grip => ({ axis: 'y', index, x: beside, y: spots.y.at(Number(cut)) })),
  ];
}

/** The nearest one within reach; null elsewhere. */
export function gripAt(grips: readonly Grip[], { x, y }: Spot): Grip | null {
  let best: Grip | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const grip of grips) {
    const [right, down] = [Math.abs(grip.x - x), Math.abs(grip.y - y)];
    const [across, along] = grip.axis === 'x' ? [right, down] : [down, right];
    if (across > REACH.across || along > REACH.along || across >= least) continue;
    [best, least] = [grip, across];
  }
  return best;
}
