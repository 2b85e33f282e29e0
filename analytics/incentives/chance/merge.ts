/** The slices of all workers as one answer. */
import { QuarterdeckError } from '../../api/errors.ts';
import type { NumberExpression, Scale } from '../../rules/expression.ts';
import { scaleOf } from '../../rules/scale.ts';
import type { ChanceModel } from './model.ts';
import type { ChanceSlice, Spread } from './run.ts';
import { rankOf } from './select.ts';

/** One figure over all draws: whole numbers of 10^-scale, but for the mean. */
export interface ChanceTotal {
  /** The rule's. */
  readonly scale: Scale;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  /** The high one: nine draws of ten do not exceed it. */
  readonly p90: number;
  /** Standard errors of the ends, from the draws next to them: more draws make them smaller. */
  readonly error: { readonly p10: number; readonly p90: number };
  /** Are both errors below a hundredth of the range from P10 to P90? If not, draw more before quoting the ends. */
  readonly settled: boolean;
  /** Draw by draw, in the order of draws: two scenarios of one seed are compared draw by draw. */
  readonly byDraw: Float64Array;
}

export interface ChanceResult {
  readonly draws: number;
  readonly totals: Readonly<Record<string, ChanceTotal>>;
  /** By rule: each partner's mean. */
  readonly means: Readonly<Record<string, Float64Array>>;
  readonly spread: Spread;
  /** By condition: the share of draws in which it held, as numerator over `draws`. */
  readonly counts: Readonly<Record<string, Uint32Array>>;
}

/** In any order; together they hold every partner once. */
export function mergeSlices(model: ChanceModel, slices: readonly ChanceSlice[]): ChanceResult {
  const ordered = [...slices].sort((a, b) => a.from - b.from);
  const ends = [...ordered.map(({ from }) => from), model.partners.length];
  if (ends[0] !== 0 || ordered.some(({ to }, index) => to !== ends[index + 1])) {
    throw new RangeError('The slices leave out partners, or hold some twice.');
  }
  const joined = (pick: (slice: ChanceSlice) => Float64Array) => {
    const all = new Float64Array(ordered.reduce((sum, slice) => sum + pick(slice).length, 0));
    let place = 0;
    for (const slice of ordered) {
      all.set(pick(slice), place);
      place += pick(slice).length;
    }
    return all;
  };
  const named = <Value>(names: readonly string[], of: (name: string) => Value) =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  return {
    draws: model.draws,
    totals: named(model.sums, (name) =>
      totalOf(name, scaleOf(model.rules[name] as NumberExpression), addUp(ordered.map(({ sums }) => sums[name]!))),
    ),
    means: named(model.sums, (name) => joined(({ own }) => own[name]!).map((sum) => sum / model.draws)),
    spread: {
      p10: joined(({ spread }) => spread.p10),
      p50: joined(({ spread }) => spread.p50),
      p90: joined(({ spread }) => spread.p90),
    },
    counts: named(model.counts, (name) => Uint32Array.from(ordered.flatMap(({ counts }) => [...counts[name]!]))),
  };
}

function addUp(rows: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let draw = 0; draw < sum.length; draw++) sum[draw]! += row[draw]!;
  return sum;
}

/** A figure of which every draw is known; whole numbers of 10^-scale. */
export function totalOf(name: string, scale: Scale, byDraw: Float64Array): ChanceTotal {
  const sorted = byDraw.slice().sort();
  const largest = Math.max(Math.abs(sorted[0]!), Math.abs(sorted.at(-1)!));
  if (largest > Number.MAX_SAFE_INTEGER) {
    throw new QuarterdeckError(
      'bad-request',
      `The sum of “${name}” is too large to be exact. Simulate fewer partners at a time, or let the rule round to fewer digits.`,
    );
  }
  const at = (share: number) => sorted[rankOf(share, sorted.length)]!;
  const [p10, p90] = [at(0.1), at(0.9)];
  const error = { p10: errorAt(sorted, 0.1), p90: errorAt(sorted, 0.9) };
  return {
    scale,
    mean: byDraw.reduce((sum, value) => sum + value / byDraw.length, 0),
    p10,
    p50: at(0.5),
    p90,
    error,
    settled: Math.max(error.p10, error.p90) <= (p90 - p10) / 100,
    byDraw,
  };
}

/**
 * The second less the first, draw by draw: two scenarios of one seed, or a cost and the margin it brings. Its P10 is not the
 * difference of theirs.
 */
export function differenceOf(name: string, first: ChanceTotal, second: ChanceTotal): ChanceTotal {
  if (first.byDraw.length !== second.byDraw.length || first.scale !== second.scale) {
    throw new RangeError(`“${name}” compares figures of other draws, or of another scale.`);
  }
  return totalOf(
    name,
    first.scale,
    second.byDraw.map((value, draw) => value - first.byDraw[draw]!),
  );
}

/** Half of what lies between the ranks one standard deviation (of a binomial) below and above. */
function errorAt(sorted: Float64Array, share: number): number {
  const count = sorted.length;
  const step = Math.sqrt((share * (1 - share)) / count);
  const at = (wanted: number) => sorted[rankOf(Math.min(Math.max(wanted, 0), 1), count)]!;
  return (at(share + step) - at(share - step)) / 2;
}

/** In how many draws a figure is above a limit (a cost above its budget), as a share with both of its parts. */
export function drawsAbove(
  { byDraw }: ChanceTotal,
  limit: number,
): { readonly numerator: number; readonly denominator: number } {
  let numerator = 0;
  for (let draw = 0; draw < byDraw.length; draw++) if (byDraw[draw]! > limit) numerator++;
  return { numerator, denominator: byDraw.length };
}
