/**
 * The bands of a plan line as steps: what is reached goes to the right, what is paid goes up. Answers geometry; the page
 * draws it, because edges and rates are dragged and take the focus.
 */
import { type Axis, axisOf } from './distribution.ts';

export interface BandStep {
  /** Lower edge, included, and rate. */
  readonly from: number;
  readonly rate: number;
}

export interface BandFrame {
  readonly width: number;
  /** Pixels from the top of the highest rate to the axis. */
  readonly height: number;
}

export interface BandScales {
  readonly type: 'linear' | 'log';
  readonly x: Axis;
  /** Pixels from the top. */
  readonly y: Axis;
}

/** Edges further apart than this share no linear axis: the low ones would stand on one pixel. */
const WIDEST_LINEAR = 30;
/** Room beyond the last edge, and above the highest rate, to drag into. */
const ROOM_RIGHT = 1.6;
const ROOM_ABOVE = 1.25;

/** Scales with room to drag into, for all the bands given: those of the plan, and those it is compared with. */
export function bandScales(bands: readonly BandStep[], { width, height }: BandFrame): BandScales {
  const edges = bands.map(({ from }) => from).filter((from) => from > 0);
  const [least, most] = edges.length > 0 ? [Math.min(...edges), Math.max(...edges)] : [1, 1];
  const type = most / least > WIDEST_LINEAR ? 'log' : 'linear';
  const low = type === 'log' ? least / 2 : Math.min(0, ...bands.map(({ from }) => from));
  const top = Math.max(...bands.map(({ rate }) => rate), 0) * ROOM_ABOVE || 1;
  const up = axisOf({ edges: [0, top], counts: [], scale: 'linear' }, [], height);
  return {
    type,
    x: axisOf({ edges: [low, most * (type === 'log' ? 3 : ROOM_RIGHT)], counts: [], scale: type }, [], width),
    y: { from: 0, to: top, at: (rate) => height - up.at(rate), invert: (y) => up.invert(height - y) },
  };
}

export interface PlacedBand {
  readonly left: number;
  readonly right: number;
  /** Pixels of its rate from the top, and of the rate before it. */
  readonly top: number;
  readonly below: number;
}

/** Where each band stands, in the order of the edges as given; the last one goes on to the end of the axis. */
export function placedBands(
  bands: readonly BandStep[],
  { x, y }: BandScales,
  { width, height }: BandFrame,
): PlacedBand[] {
  return bands.map(({ from, rate }, index) => ({
    left: x.at(from),
    right: index + 1 < bands.length ? x.at(bands[index + 1]!.from) : width,
    top: y.at(rate),
    below: index === 0 ? height : y.at(bands[index - 1]!.rate),
  }));
}

/** The outline of the steps as a path: up at each edge, along at each rate. */
export function bandOutline(placed: readonly PlacedBand[], height: number): string {
  const [first] = placed;
  if (!first) return '';
  return `M0 ${height}H${first.left}${placed.map(({ top, right }) => `V${top}H${right}`).join('')}`;
}
