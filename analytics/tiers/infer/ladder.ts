/** Thresholds of all levels that explain who holds which level, by as few measures as do it. */

import { jointStart } from './joint.ts';
import { bestSplit, type Candidate, type Ranked, ranked } from './split.ts';

export interface LadderFit {
  /** Indices of the measures used, the most telling first. */
  readonly measures: readonly number[];
  /** By level and used measure; null where the level does not ask for it. */
  readonly thresholds: readonly (readonly (number | null)[])[];
  /** The highest level whose thresholds a partner meets; −1 for none. */
  readonly predicted: Int8Array;
  readonly explained: number;
}

const MOST_MEASURES = 3;
/** Chi-squared of 15: by chance once in ten thousand. A threshold is searched for, so that one in twenty says nothing. */
const SIGNIFICANT = 15;

/**
 * @param held level of each partner from 0 for the lowest, −1 for none
 * @param candidates measures, the preferred one of equals first
 */
export function fitLadder(held: Int8Array, levels: number, candidates: readonly Candidate[]): LadderFit {
  const measures = candidates.map(ranked);
  const fitted = (chosen: readonly number[]) => fitWith(held, levels, measures, chosen);
  let best: LadderFit | null = null;
  for (const [index] of measures.entries()) {
    const single = fitted([index]);
    if (!best || single.explained > best.explained) best = single;
  }
  if (!best) throw new Error('A ladder needs a measure to be explained by');
  while (best.measures.length < MOST_MEASURES) {
    let more: LadderFit | null = null;
    for (const [index] of measures.entries()) {
      if (best.measures.includes(index)) continue;
      const joint = fitted([...best.measures, index]);
      if (!more || joint.explained > more.explained) more = joint;
    }
    if (!more || !isSignificant(held, best, more)) return best;
    best = more;
  }
  return best;
}

/** McNemar: of the partners that only one of the two explains, far more are explained by the longer list. */
function isSignificant(held: Int8Array, shorter: LadderFit, longer: LadderFit): boolean {
  let [mended, broken] = [0, 0];
  for (let partner = 0; partner < held.length; partner++) {
    const [was, is] = [shorter.predicted[partner] === held[partner], longer.predicted[partner] === held[partner]];
    if (is && !was) mended++;
    if (was && !is) broken++;
  }
  if (mended - broken < Math.max(3, held.length / 50)) return false;
  return (mended - broken - 1) ** 2 / (mended + broken) > SIGNIFICANT;
}

function fitWith(held: Int8Array, levels: number, measures: readonly Ranked[], chosen: readonly number[]): LadderFit {
  const used = chosen.map((index) => measures[index]!);
  const floors = used.map(() => Number.NEGATIVE_INFINITY);
  const lowest = held.includes(-1) ? 0 : 1;
  const thresholds: (number | null)[][] = [];
  for (let level = 0; level < levels; level++) {
    if (level < lowest) {
      thresholds.push(used.map(() => null));
      continue;
    }
    const high = Uint8Array.from(held, (own) => (own >= level ? 1 : 0));
    const found = fitLevel(used, high, floors);
    // What the level below asks for, this one asks for too.
    const asked = found.map((threshold, index) => {
      const floor = floors[index]!;
      return threshold ?? (Number.isFinite(floor) ? floor : null);
    });
    asked.forEach((threshold, index) => {
      if (threshold !== null) floors[index] = threshold;
    });
    thresholds.push(asked);
  }
  const predicted = predict(used, thresholds, held.length);
  const explained = predicted.reduce((sum, level, partner) => sum + (level === held[partner] ? 1 : 0), 0);
  return { measures: chosen, thresholds, predicted, explained };
}

/** Thresholds of one level together: from the best of a grid, each is then made exact while the others stay. */
function fitLevel(used: readonly Ranked[], high: Uint8Array, floors: readonly number[]): (number | null)[] {
  const thresholds: (number | null)[] = used.length === 1 ? [null] : jointStart(used, high, floors);
  const passing = new Uint8Array(high.length);
  for (let round = 0; round < 4; round++) {
    const before = thresholds.join();
    for (const [index, measure] of used.entries()) {
      for (let partner = 0; partner < high.length; partner++) {
        const others = used.every((other, at) => at === index || meets(other, thresholds[at]!, partner));
        passing[partner] = others ? 1 : 0;
      }
      const common = { measure, high, passing, floor: floors[index]! };
      // The first measure always has a threshold: a level that asks for nothing would be everybody's.
      const least = index === 0 ? Number.NEGATIVE_INFINITY : 2;
      const exact = bestSplit({ ...common, slack: 0, least });
      const perfect = isPerfect(exact.gain, high);
      const slack = perfect ? 0 : Math.floor(high.length / 200);
      thresholds[index] = bestSplit({ ...common, slack, least }).threshold;
    }
    if (thresholds.join() === before) break;
  }
  return thresholds;
}

function isPerfect(gain: number, high: Uint8Array): boolean {
  return gain === high.reduce((sum, own) => sum + own, 0);
}

function meets({ values }: Ranked, threshold: number | null, partner: number): boolean {
  return threshold === null || values[partner]! >= threshold;
}

function predict(used: readonly Ranked[], thresholds: readonly (readonly (number | null)[])[], partners: number) {
  const predicted = new Int8Array(partners).fill(-1);
  for (const [level, asked] of thresholds.entries()) {
    for (let partner = 0; partner < partners; partner++) {
      if (used.every((measure, index) => meets(measure, asked[index]!, partner))) predicted[partner] = level;
    }
  }
  return predicted;
}
