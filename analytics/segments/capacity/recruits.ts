/** How many partners close a gap, with a range by resampling the partners and the recruits that the figures rest on. */
import type { CountRange } from '../../api/segments.ts';
import { quantile } from '../../present/quantiles.ts';
import { type Dice, diceOf, streamOf } from '../../rules/dice/dice.ts';

/** Resamples: the ends of the range move by less than a partner in a hundred with more of them. */
const DRAWS = 1_000;
/** Any seed will do; a fixed one gives the same range every time. */
const SEED = 7;
/** The range leaves out a tenth on either side. */
const TAIL = 0.1;

export interface Evidence {
  /** What each active partner books in the planned period at full speed. */
  readonly amounts: Float64Array;
  /** What a partner that starts on its first day books of that. */
  readonly share: number;
  /** Partners recruited, and those of them that won a deal. */
  readonly recruited: number;
  readonly activated: number;
}

export interface Needed {
  readonly activate: CountRange;
  /** Null when nobody who was recruited became active. */
  readonly recruit: CountRange | null;
}

const NONE: CountRange = { low: 0, likely: 0, high: 0 };

/**
 * Partners who must be active or recruited for `gap`. The likely figure is gap ÷ (mean × share), and that ÷ activation rate;
 * low and high are the P10 and P90 of the same over bootstrap samples of the partners and of the recruits.
 * @param name of the region or country, which names its dice
 * @returns null where partners bring nothing to divide by
 */
export function partnersNeeded(gap: number, evidence: Evidence, name: string): Needed | null {
  if (gap <= 0) return { activate: NONE, recruit: NONE };
  const { amounts, share, recruited, activated } = evidence;
  const each = (mean(amounts) ?? 0) * share;
  if (each <= 0) return null;
  const dice = diceOf(SEED, name);
  const means = resampledMeans(amounts, dice);
  const active = means.map((drawn) => (drawn > 0 ? gap / (drawn * share) : Number.POSITIVE_INFINITY));
  const activate = rangeOf(gap / each, active);
  if (activated === 0 || recruited === 0) return { activate, recruit: null };
  const rates = resampledRates(recruited, activated, dice);
  const recruits = active.map((count, draw) => count / rates[draw]!);
  return { activate, recruit: rangeOf(gap / each / (activated / recruited), recruits) };
}

export function mean(values: Float64Array): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function resampledMeans(amounts: Float64Array, dice: Dice): Float64Array {
  const uniforms = new Float64Array(amounts.length);
  return Float64Array.from({ length: DRAWS }, (_, draw) => {
    dice.uniforms(streamOf(`partners ${draw}`), uniforms);
    let sum = 0;
    for (const uniform of uniforms) sum += amounts[Math.floor(uniform * amounts.length)]!;
    return sum / amounts.length;
  });
}

/** A sample in which nobody became active counts half a partner: no number of recruits would do otherwise. */
function resampledRates(recruited: number, activated: number, dice: Dice): Float64Array {
  const uniforms = new Float64Array(recruited);
  return Float64Array.from({ length: DRAWS }, (_, draw) => {
    dice.uniforms(streamOf(`recruits ${draw}`), uniforms);
    const hits = uniforms.reduce((count, uniform) => count + (uniform * recruited < activated ? 1 : 0), 0);
    return Math.max(hits, 0.5) / recruited;
  });
}

function rangeOf(likely: number, draws: Float64Array): CountRange {
  // Some partners who booked below 0 can make a sample useless; a range then ends where the finite ones do.
  const sorted = [...draws.filter(Number.isFinite)].sort((a, b) => a - b);
  const whole = Math.ceil(likely - 1e-9);
  if (sorted.length === 0) return { low: whole, likely: whole, high: whole };
  return {
    low: Math.min(whole, Math.ceil(quantile(sorted, TAIL) - 1e-9)),
    likely: whole,
    high: Math.max(whole, Math.ceil(quantile(sorted, 1 - TAIL) - 1e-9)),
  };
}
