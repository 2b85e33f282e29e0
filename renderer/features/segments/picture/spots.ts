/** Where everything in the scatter stands, in pixels of its canvas. Pure. */
import type { SegmentAxis, SegmentRun } from '../../../../analytics/api/segments.ts';
import { type Axis, axisOf } from './scales.ts';

/** Around the field of dots: figures of the axes at the left and below, grips and figures of the cut lines above and at the right. */
export const EDGE = { left: 56, right: 60, top: 48, bottom: 38 } as const;
/** The narrowest field that is drawn, whatever the page leaves. */
const NARROWEST = 200;

export interface Spots {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly logged: { readonly x: boolean; readonly y: boolean };
  /** One place a partner, in the order of the members; NaN for a partner without a figure. */
  readonly dots: { readonly x: Float64Array; readonly y: Float64Array };
}

export function spotsOf(
  { members, x, y }: Pick<SegmentRun, 'members' | 'x' | 'y'>,
  width: number,
  height: number,
): Spots {
  const logged = { x: isLogged(x, members.x), y: isLogged(y, members.y) };
  const across = axisOf(members.x, x.cuts.map(Number), logged.x, EDGE.left, Math.max(width, NARROWEST) - EDGE.right);
  const upwards = axisOf(members.y, y.cuts.map(Number), logged.y, height - EDGE.bottom, EDGE.top);
  const dots = {
    x: Float64Array.from(members.x, (value) => (value === null ? Number.NaN : across.at(value))),
    y: Float64Array.from(members.y, (value) => (value === null ? Number.NaN : upwards.at(value))),
  };
  return { width, height, x: across, y: upwards, logged, dots };
}

/** A share beyond this (growth from next to nothing) would press all others into a line. */
const WIDE_SHARE = 3;

function isLogged({ log, feature }: SegmentAxis, values: readonly (number | null)[]): boolean {
  return log || (feature.unit === 'ratio' && values.some((value) => value !== null && Math.abs(value) > WIDE_SHARE));
}
