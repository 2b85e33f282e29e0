/**
 * Bunching: more payees end just above a threshold, and fewer just below it, than the slope of their neighbours lets expect
 * (the idea of Saez and of McCrary). Bins of one width lie around the threshold; a straight line through those farther off
 * says what the two next to it would hold, and the difference is judged by the chance of counts (Poisson).
 */
import { normalTail } from '../chance/normal.ts';
import { SIGNIFICANCE, type Verdict } from './finding.ts';

export interface Bunching {
  readonly threshold: number;
  readonly width: number;
  readonly below: number;
  readonly above: number;
  /** What the line says of both bins. */
  readonly expectedBelow: number;
  readonly expectedAbove: number;
  /** Above less below, less the same of the line, in its standard errors; null with too little data. */
  readonly z: number | null;
  /** Chance of a z as high on honest data, times the thresholds that were looked at; null with too little data. */
  readonly chance: number | null;
  readonly verdict: Verdict;
  /** Places of the values just above: whom to look at, when it is found. */
  readonly places: readonly number[];
}

/** Bins on each side that the line is drawn through, next to the one that is judged. */
const OUTER = 4;
/** Under so many expected beside the threshold, or so many in the outer bins, the normal approximation is no ground. */
const FEWEST_EXPECTED = 10;
const FEWEST_OUTER = 40;

/**
 * @param values what each payee reached in a period, in the unit of the thresholds; NaN is nobody
 * @param width of a bin as a share of its threshold: 0.02 looks at the two percent above and below
 */
export function findBunching(values: Float64Array, thresholds: readonly number[], width = 0.02): Bunching[] {
  const looked = thresholds.filter((threshold) => threshold > 0);
  return looked.map((threshold) => bunchingAt(values, threshold, threshold * width, looked.length));
}

function bunchingAt(values: Float64Array, threshold: number, width: number, looks: number): Bunching {
  const bins = new Array<number>(2 * (OUTER + 1)).fill(0);
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) {
    // The lower edge belongs to its bin, as to its band: who is exactly at the threshold has reached it.
    const bin = Math.floor((values[place]! - threshold) / width) + OUTER + 1;
    if (!(bin >= 0 && bin < bins.length)) continue;
    bins[bin]!++;
    if (bin === OUTER + 1) places.push(place);
  }
  const [below, above] = [bins[OUTER]!, bins[OUTER + 1]!];
  const { expected, slope, slopeVariance, outer } = lineThrough(bins);
  const [expectedBelow, expectedAbove] = [Math.max(expected - slope / 2, 0), Math.max(expected + slope / 2, 0)];
  const seen = { threshold, width, below, above, expectedBelow, expectedAbove, places };
  if (outer < FEWEST_OUTER || expected * 2 < FEWEST_EXPECTED) {
    return { ...seen, z: null, chance: null, verdict: 'too little data' };
  }
  const z = (above - below - slope) / Math.sqrt(expectedBelow + expectedAbove + slopeVariance);
  const chance = Math.min(1, normalTail(z) * looks);
  return { ...seen, z, chance, verdict: chance < SIGNIFICANCE ? 'found' : 'not found' };
}

/** Least squares through the outer bins, whose places lie evenly around the threshold: 1.5, 2.5 … widths off. */
function lineThrough(bins: readonly number[]) {
  let [outer, moment, squares, slopeVariance] = [0, 0, 0, 0];
  for (const [bin, count] of bins.entries()) {
    if (bin === OUTER || bin === OUTER + 1) continue;
    const place = bin - OUTER - 0.5;
    outer += count;
    moment += place * count;
    squares += place * place;
    slopeVariance += place * place * count;
  }
  return { expected: outer / (2 * OUTER), slope: moment / squares, slopeVariance: slopeVariance / squares ** 2, outer };
}
