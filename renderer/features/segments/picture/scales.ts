/** Where figures stand in the scatter: straight, or by ln(1 + x) where a few giants would crowd the rest into a corner. */

export interface Axis {
  at(value: number): number;
  /** The figure at a place: the way back. */
  valueAt(place: number): number;
  /** Round figures along the axis, as far apart as they can be read. */
  readonly ticks: readonly number[];
}

const grow = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));
const shrink = (value: number): number => Math.sign(value) * Math.expm1(Math.abs(value));

export function axisOf(
  values: readonly (number | null)[],
  cuts: readonly number[],
  log: boolean,
  from: number,
  to: number,
): Axis {
  const known = [...values.filter((value): value is number => value !== null), ...cuts];
  const by = log ? grow : (value: number): number => value;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of known) {
    const placed = by(value);
    if (placed < low) low = placed;
    if (placed > high) high = placed;
  }
  const same = known.length > 0 && !(high > low);
  if (!(high > low)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  const room = (high - low) * 0.03;
  const at = (value: number): number => from + ((by(value) - (low - room)) / (high - low + 2 * room)) * (to - from);
  const valueAt = (place: number): number => {
    const placed = low - room + ((place - from) / (to - from)) * (high - low + 2 * room);
    return log ? shrink(placed) : placed;
  };
  const inSight = (value: number): boolean => by(value) >= low - room && by(value) <= high + room;
  const [least, most] = log ? [shrink(low), shrink(high)] : [low, high];
  return { at, valueAt, ticks: same ? [known[0]!] : ticksOf(log, least, most, inSight) };
}

/** With fewer figures than this along an axis, what lies between is hard to read: finer steps are tried. */
const WANTED_TICKS = 4;
/** Fewer say nothing of what lies between: the ends are named instead. */
const FEWEST_TICKS = 2;

function ticksOf(log: boolean, least: number, most: number, inSight: (value: number) => boolean): readonly number[] {
  const tries = log ? [decades([1]), decades([1, 2, 5]), steps(least, most)] : [steps(least, most)];
  const found = tries.map((ticks) => ticks.filter(inSight));
  const finest = found.reduce((best, ticks) => (ticks.length > best.length ? ticks : best));
  const chosen = found.find((ticks) => ticks.length >= WANTED_TICKS) ?? finest;
  return chosen.length >= FEWEST_TICKS ? chosen : [least, most];
}

/** @param parts of each decade, ascending */
function decades(parts: readonly number[]): number[] {
  const sizes = Array.from({ length: 12 }, (_, power) => parts.map((part) => part * 10 ** power)).flat();
  return [...sizes.toReversed().map((size) => -size), 0, ...sizes];
}

function steps(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, at) => (first + at) * step);
}
